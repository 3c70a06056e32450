"""Reading a form: the models judge each field, every mistake is said in French under its own field."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from guichet import formats, textes
from guichet.erreurs import SaisieInvalide
from guichet.formats.naissances import lire_partielle
from guichet.regles.familles.ages import verifier_naissance
from guichet.regles.familles.alternance import lire_ancre, lire_rythme
from guichet.regles.familles.regimes import dire_regimes
from guichet.regles.socle.domaine import Civilite, EnvoiFactures, RoleLien

_LISTES: dict[str, type[StrEnum]] = {"civilite": Civilite, "envoi_factures": EnvoiFactures, "role": RoleLien}
_LIBRES = {"ecole": 100, "classe": 10, "pai_detail": 200}
_OUI_NON = {"oui": True, "o": True, "x": True, "non": False, "n": False, "": False}
_EXIGES = {"nom": "X", "prenom": "X"}


def lire_champs(
    champs: Mapping[str, object], *, jour: date, prefixe: str = ""
) -> tuple[dict[str, Any], dict[str, str]]:
    """Values as kept, and the sentence of each field that cannot be read (named with `prefixe`).

    A birth is what is known of it: a day, or « 2018-03 », « 2018 » (guichet.formats.naissances).

    Args:
        champs: any part of a household's or a member's sheet, raw or already read.
        jour: today, for dates of birth.
        prefixe: place of the member in a bigger form, « responsable1. ».
    """
    valeurs: dict[str, Any] = {}
    fautes: dict[str, str] = {}
    if champs.get("regimes"):
        champs = {**champs, "regimes": dire_regimes(str(champs["regimes"]))}
    for nom, brut in champs.items():
        if nom in _LIBRES:
            _libre(nom, brut, valeurs, fautes)
        elif nom == "role":
            valeurs[nom] = brut
    if partielle := lire_partielle(str(champs.get("naissance") or "")):
        valeurs["naissance"] = partielle
        champs = {nom: brut for nom, brut in champs.items() if nom != "naissance"}
    _par_modeles(champs, valeurs, fautes)
    _listes(valeurs, fautes)
    _naissance_et_garde(valeurs, fautes, jour)
    retenues = {nom: valeur for nom, valeur in valeurs.items() if nom not in fautes}
    return retenues, {prefixe + nom: textes.sous_champ(nom, phrase) for nom, phrase in fautes.items()}


def _libre(nom: str, brut: object, valeurs: dict[str, Any], fautes: dict[str, str]) -> None:
    texte = formats.nettoyer(str(brut or ""))
    if len(texte) > _LIBRES[nom]:
        fautes[nom] = f"{_LIBRES[nom]} caractères au plus ({len(texte)} saisis)."
    valeurs[nom] = texte


def _par_modeles(champs: Mapping[str, object], valeurs: dict[str, Any], fautes: dict[str, str]) -> None:
    from pydantic import ValidationError

    from models import FamilleBase, LienBase, PersonneBase

    for modele in (FamilleBase, PersonneBase, LienBase):
        siens = {nom: _bool(modele, nom, champs[nom]) for nom in modele.model_fields if nom in champs}
        if not siens:
            continue
        # A part of a sheet is judged alone: what it leaves out was right when it was written.
        exiges = _EXIGES if modele is PersonneBase else {}
        try:
            lu = modele.model_validate({**exiges, **siens})
        except ValidationError as erreur:
            for detail in erreur.errors():
                fautes[str(detail["loc"][0])] = textes.phrase(detail)
            bons = {nom: brut for nom, brut in siens.items() if nom not in fautes}
            lu = modele.model_validate({**exiges, **bons})
        valeurs.update({nom: getattr(lu, nom) for nom in siens if nom not in fautes})


def _bool(modele: type, nom: str, brut: object) -> object:
    if modele.model_fields[nom].annotation is bool and isinstance(brut, str):  # type: ignore[attr-defined]
        return _OUI_NON.get(brut.strip().casefold(), brut)
    return brut


def _listes(valeurs: dict[str, Any], fautes: dict[str, str]) -> None:
    for nom, liste in _LISTES.items():
        if nom not in valeurs or (nom == "civilite" and not valeurs[nom]):
            continue
        permises = [v.value for v in liste]
        if valeurs[nom] not in permises:
            fautes[nom] = f"{formats.mots.citer(str(valeurs[nom]))} n’est pas proposé, choisissez {_ou(permises)}."


def _ou(permises: Iterable[str]) -> str:
    *debut, fin = permises
    return f"{', '.join(debut)} ou {fin}"


def _naissance_et_garde(valeurs: dict[str, Any], fautes: dict[str, str], jour: date) -> None:
    naissance, rythme, ancre = (valeurs.get(nom) for nom in ("naissance", "garde_rythme", "garde_ancre"))
    try:
        if isinstance(naissance, date | str):
            verifier_naissance(naissance, jour, champ="naissance")
        if isinstance(ancre, date):
            lire_ancre(ancre, champ="garde_ancre")
        if rythme and "garde_rythme" not in fautes:
            valeurs["garde_rythme"] = str(lire_rythme(str(rythme), champ="garde_rythme"))
    except SaisieInvalide as refus:
        fautes[refus.champ] = refus.message
