"""One row → one person, checked by the same reading as the forms (PersonneBase), with a remark for each bad cell."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

from guichet.erreurs import SaisieInvalide
from guichet.fiches.familles.imports import Gravite, PersonneLue
from guichet.formats.mots import citer, cle_recherche, majuscule
from guichet.formats.naissances import Naissance, dite
from guichet.imports import cellules
from guichet.imports.carnet import IDENTITE, Carnet
from guichet.imports.cellules import Ecart
from guichet.imports.contacts import dit_plus, est_scientifique, lire_courriels, lire_telephones
from guichet.imports.dates import lire_naissance
from guichet.regles.socle.domaine import RoleLien

_DE_PERSONNE = ("nom", "nom_naissance", "prenom", "courriel", "mobile", "fixe")
_NAISSANCE = "Demandez-la et complétez le dossier."
_MANQUE = {"nom": "Le nom manque."}
_SANS_PRENOM = frozenset({"", "x", "xx", "xxx", "snp", "sp", "neant", "inconnu", "sans prenom", "aucun"})
_SANS_NUMERO = "La personne est reprise sans ce numéro : demandez-le et complétez le dossier."
_REMEDES = {
    "nom": "Écrivez le nom, puis importez de nouveau.",
    "prenom": "Écrivez le prénom, puis importez de nouveau.",
    "courriel": "La personne est reprise sans courriel : demandez-le et complétez le dossier.",
    "mobile": _SANS_NUMERO,
    "fixe": _SANS_NUMERO,
    "nom_naissance": "La personne est reprise sans nom de naissance : complétez le dossier.",
}


@dataclass(frozen=True, slots=True)
class Regles:
    """What the town and the day say of the rows.

    Attributes:
        aujourd_hui: local day; nobody is born after it.
        residence: whether an address (town, post code) is in the town, None when nothing tells.
        ecoles: search key → name of each school the town listed.
    """

    aujourd_hui: date
    residence: Callable[[str, str], bool | None]
    ecoles: Mapping[str, str] = field(default_factory=dict)


def lire_personne(carnet: Carnet, regles: Regles) -> PersonneLue | None:
    """Read one row; None when it is refused, the remarks are in `carnet`."""
    ligne = carnet.ligne
    if ligne.defaut:
        carnet.refuser("*", ligne.defaut, "Corrigez cette ligne, puis importez de nouveau.")
    if carnet.refusee:
        return None
    try:
        role = cellules.lire_role(carnet.valeurs.get("role", ""))
    except Ecart as ecart:
        carnet.refuser("role", ecart.motif, ecart.remede)
        return None
    fiche = _fiche(carnet)
    if fiche is None:
        return None
    naissance = _naissance(carnet, regles.aujourd_hui)
    if role is RoleLien.ENFANT and "naissance" not in carnet.valeurs:
        carnet.noter("naissance", "La date de naissance manque.", _NAISSANCE)
    regimes, pai, detail = carnet.lire("allergies", cellules.lire_allergies, ("", False, ""))
    ecole, classe = _scolarite(carnet, regles, role)
    return PersonneLue(
        ligne=ligne.numero,
        role=role.value,
        civilite=carnet.lire("civilite", partial(cellules.lire_civilite, enfant=role is RoleLien.ENFANT), ""),
        nom=fiche.nom,
        nom_naissance=fiche.nom_naissance,
        prenom=fiche.prenom,
        naissance=naissance,
        courriel=fiche.courriel,
        mobile=fiche.mobile,
        fixe=fiche.fixe,
        regimes=regimes,
        pai=pai,
        pai_detail=detail,
        ecole=ecole,
        classe=classe,
        # A responsable is an adult with parental authority (domaine.md); the rest is not in the file.
        autorite_parentale=role is RoleLien.RESPONSABLE,
    )


def _scolarite(carnet: Carnet, regles: Regles, role: RoleLien) -> tuple[str, str]:
    if role is not RoleLien.ENFANT:
        for colonne in ("ecole", "classe", "niveau"):
            if colonne in carnet.valeurs:
                carnet.noter(colonne, "Seul un enfant a une école et une classe.", "Vérifiez le rôle de la ligne.")
        return "", ""
    ecole = carnet.lire("ecole", lambda texte: cellules.lire_ecole(texte, regles.ecoles), "")
    if ecole and regles.ecoles and ecole not in regles.ecoles.values():
        carnet.noter(
            "ecole",
            "Cette école n’est pas dans la liste de la commune : elle est reprise comme elle est écrite.",
            "Vérifiez l’orthographe, ou ajoutez l’école aux réglages de la commune.",
        )
    # The level is the pupil's, the class may have several.
    niveau = carnet.lire("niveau", cellules.lire_classe, "")
    return ecole, niveau or carnet.lire("classe", cellules.lire_classe, "")


def _naissance(carnet: Carnet, aujourd_hui: date) -> Naissance:
    """What is known of the birth: a day that cannot be read never loses the person, unknown is a state."""
    naissance = carnet.lire("naissance", lambda texte: lire_naissance(texte, aujourd_hui), None)
    if isinstance(naissance, str):
        sait = (
            f"seuls le mois et l’année {dite(naissance)}, gardés"
            if "-" in naissance
            else f"seule l’année {naissance}, gardée"
        )
        ecrite = citer(carnet.valeurs["naissance"])
        motif = f"La date de naissance {ecrite} n’est connue qu’en partie : {sait} ainsi."
        carnet.noter("naissance", motif, _NAISSANCE)
    return naissance


def _fiche(carnet: Carnet) -> Any:
    """Validate what a form would validate; optional cells that fail are left out and said."""
    from pydantic import ValidationError

    from models import PersonneBase

    saisie: dict[str, Any] = {champ: carnet.valeurs.get(champ, "") for champ in _DE_PERSONNE}
    saisie |= _contacts(carnet) | _prenom(carnet)
    try:
        return PersonneBase.model_validate(saisie)
    except ValidationError as erreur:
        fautes = {str(faute["loc"][0]): faute["msg"] for faute in erreur.errors()}
    for champ, phrase in fautes.items():
        motif = _MANQUE.get(champ, phrase) if not saisie[champ] else majuscule(phrase)
        carnet.noter(champ, motif, _REMEDES[champ], Gravite.REFUSEE if champ in IDENTITE else Gravite.SIGNALEE)
    if carnet.refusee:
        return None
    return PersonneBase.model_validate(saisie | dict.fromkeys(fautes, ""))


def _prenom(carnet: Carnet) -> dict[str, str]:
    """First name; who has one name only is called by it."""
    nom, prenom = carnet.valeurs.get("nom", ""), carnet.valeurs.get("prenom", "")
    if carnet.refusee or not nom or cle_recherche(prenom) not in _SANS_PRENOM:
        return {"prenom": prenom}
    motif = f"Le prénom manque : {citer(nom)} est repris comme un nom unique, répété."
    carnet.noter("prenom", motif, "S’il y a un prénom, complétez le dossier.")
    return {"prenom": nom}


def _contacts(carnet: Carnet) -> dict[str, str]:
    """Mail and telephones; of several in a cell the first is kept, a second telephone takes the free place."""
    lus = {champ: _lire_contacts(carnet, champ, lire_telephones) for champ in ("mobile", "fixe")}
    lus["courriel"] = _lire_contacts(carnet, "courriel", lire_courriels)
    for champ, autre in (("mobile", "fixe"), ("fixe", "mobile")):
        if len(lus[champ]) > 1 and not lus[autre]:
            lus[autre] = [lus[champ].pop(1)]
    for champ, valeurs in lus.items():
        # A word beside a number (« bureau ») is left out too.
        if len(valeurs) > 1 or (champ != "courriel" and valeurs and dit_plus(carnet.valeurs.get(champ, ""))):
            carnet.noter(champ, f"Seul {citer(valeurs[0])} est repris.", "Complétez le dossier avec le reste.")
    return {champ: valeurs[0] if valeurs else "" for champ, valeurs in lus.items()}


def _lire_contacts(carnet: Carnet, champ: str, lire: Callable[[str], list[str]]) -> list[str]:
    texte = carnet.valeurs.get(champ, "")
    if not texte:
        return []
    if est_scientifique(texte):
        carnet.noter(champ, f"Le tableur a perdu des chiffres de {citer(texte)}.", _REMEDES[champ])
        return []
    try:
        return lire(texte)
    except SaisieInvalide as refus:
        carnet.noter(champ, refus.message, _REMEDES[champ])
        return []
