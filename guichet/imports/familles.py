"""The rows of one family → one household: duplicates, who answers for the children, address, quotient."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from guichet import formats
from guichet.erreurs import SaisieInvalide
from guichet.fiches.familles.imports import Anomalie, FamilleLue, PersonneLue, QuotientLu
from guichet.formats.mots import citer, majuscule
from guichet.formats.naissances import Naissance
from guichet.formats.pays import etranger
from guichet.imports import cellules, dates
from guichet.imports.adresses import lire_lieu
from guichet.imports.carnet import Carnet
from guichet.imports.cellules import Ecart
from guichet.imports.lecture import LigneBrute
from guichet.imports.lignes import Regles, lire_personne
from guichet.regles.familles.residence import retenir
from guichet.regles.socle.domaine import RoleLien

Identite = tuple[str, str, str, Naissance]

_ORDRE = {role.value: rang for rang, role in enumerate(RoleLien)}
_ADRESSE = ("adresse", "code_postal", "ville")
_SANS_RESPONSABLE = "Cette famille n’a pas de responsable valable dans le fichier."


def identite(personne: PersonneLue) -> Identite:
    """Who a row is about, whatever accents, hyphens and capitals: what makes two rows the same person."""
    return (
        personne.role,
        formats.cle_recherche(personne.nom),
        formats.cle_recherche(personne.prenom),
        personne.naissance,
    )


def lire_famille(
    lignes: Sequence[LigneBrute], regles: Regles, *, connue: bool = False
) -> tuple[FamilleLue | None, list[Anomalie]]:
    """Read all the rows of one family; `connue` when the base has this code, hence a responsable, already.

    Returns:
        the household, or None when no row of it can be kept, and the remarks.
    """
    carnets = [Carnet(ligne) for ligne in lignes]
    code = _code(carnets)
    lues: list[tuple[Carnet, PersonneLue]] = []
    vues: dict[Identite, int] = {}
    for carnet in carnets if code else ():
        personne = lire_personne(carnet, regles)
        if personne is None:
            continue
        premiere = vues.setdefault(identite(personne), personne.ligne)
        if premiere != personne.ligne:
            carnet.refuser(
                "*",
                f"La même personne est déjà dans cette famille, à la ligne {premiere}.",
                "Retirez l’une des deux lignes.",
            )
            continue
        lues.append((carnet, personne))
    if not connue and all(personne.role != RoleLien.RESPONSABLE for _, personne in lues):
        for carnet, _ in lues:
            carnet.refuser(
                "code_famille",
                _SANS_RESPONSABLE,
                "Ajoutez ou corrigez la ligne d’un responsable, ou vérifiez le code famille.",
            )
        lues = []
    famille = _assembler(code, lues, regles) if lues else None
    return famille, [anomalie for carnet in carnets for anomalie in carnet.anomalies]


def _code(carnets: Sequence[Carnet]) -> str:
    """Code shared by the rows; every row is refused when it cannot be one."""
    code = ""
    for carnet in carnets:
        texte = carnet.valeurs.get("code_famille", "")
        if carnet.ligne.defaut and not texte:
            carnet.refuser("*", carnet.ligne.defaut, "Corrigez cette ligne, puis importez de nouveau.")
            continue
        try:
            code = cellules.lire_code(texte)
        except Ecart as ecart:
            motif = ecart.motif if texte else "Le code famille manque."
            carnet.refuser("code_famille", motif, ecart.remede)
    return code


def _assembler(code: str, lues: Sequence[tuple[Carnet, PersonneLue]], regles: Regles) -> FamilleLue:
    # Responsables come first: theirs is the address, and the first of them pays.
    ordonnees = sorted(lues, key=lambda paire: _ORDRE[paire[1].role])
    adresse, code_postal, ville, pays = _adresse([carnet for carnet, _ in ordonnees], regles)
    quotient = _quotient([carnet for carnet, _ in ordonnees], regles.aujourd_hui)
    membres = [personne for _, personne in ordonnees]
    if membres[0].role == RoleLien.RESPONSABLE:
        membres[0] = replace(membres[0], payeur=True)
    dedans = False if etranger(pays) else regles.residence(ville, code_postal)
    if dedans is None and (ville or code_postal):
        ordonnees[0][0].noter(
            "ville",
            f"Rien ne dit si {citer(f'{code_postal} {ville}'.strip())} est dans la commune.",
            "Demandez-le et complétez l’adresse au dossier.",
        )
    return FamilleLue(
        ligne=min(membre.ligne for membre in membres),
        code=code,
        adresse=adresse,
        code_postal=code_postal,
        ville=ville,
        residence=retenir(dedans).value,
        membres=tuple(membres),
        quotient=quotient,
    )


def _adresse(carnets: Sequence[Carnet], regles: Regles) -> tuple[str, str, str, str]:
    """Address of the household and its country: those of the first row that has one; another one is said, not kept."""
    retenue: dict[str, str] = {}
    origine, pays = 0, ""
    for carnet in carnets:
        donnee = lire_adresse(carnet, regles)
        if not any(donnee.values()):
            continue
        if not retenue:
            retenue, origine = donnee, carnet.ligne.numero
            pays = carnet.valeurs.get("pays", "")
            continue
        for champ in _ADRESSE:
            if not donnee[champ]:
                continue
            if not retenue[champ] and _meme_lieu(donnee, retenue, champ):
                retenue[champ] = donnee[champ]
            elif formats.cle_recherche(donnee[champ]) != formats.cle_recherche(retenue[champ]):
                carnet.noter(
                    champ,
                    f"Ce n’est pas l’adresse de la famille, lue à la ligne {origine} : elle n’est pas reprise.",
                    "Si les parents sont séparés, créez un second foyer depuis le dossier.",
                )
                break
    return retenue.get("adresse", ""), retenue.get("code_postal", ""), retenue.get("ville", ""), pays


def lire_adresse(
    carnet: Carnet, regles: Regles, colonnes: Sequence[str] = _ADRESSE, *, pays: str = "pays"
) -> dict[str, str]:
    """Address of one row, from columns that say its street, its post code, its town, and from that of its country."""
    from pydantic import ValidationError

    from models import FamilleBase

    brute = {champ: carnet.valeurs.get(colonne, "") for champ, colonne in zip(_ADRESSE, colonnes, strict=True)}
    remede = "Vérifiez l’adresse et complétez le dossier."
    if brute["code_postal"]:
        ville = brute["ville"]
        try:
            brute["code_postal"], brute["ville"], doute = lire_lieu(
                brute["code_postal"], ville, carnet.valeurs.get(pays, ""), d_ici=regles.residence(ville, "") is True
            )
        except SaisieInvalide as refus:
            brute["code_postal"], doute = "", refus.message
        if doute:
            carnet.noter(colonnes[1], doute, remede)
    lue = {"code_postal": brute["code_postal"]}
    for champ, colonne in zip(_ADRESSE, colonnes, strict=True):
        if champ == "code_postal":
            continue
        try:
            lue[champ] = getattr(FamilleBase.model_validate({champ: brute[champ]}), champ)
        except ValidationError as erreur:
            motif = erreur.errors()[0]["msg"]
            carnet.noter(colonne, majuscule(motif), remede)
            lue[champ] = ""
    return lue


def _meme_lieu(donnee: dict[str, str], retenue: dict[str, str], champ: str) -> bool:
    """Whether two rows agree on all that both say, so that one may complete the other."""
    return all(
        not donnee[autre]
        or not retenue[autre]
        or formats.cle_recherche(donnee[autre]) == formats.cle_recherche(retenue[autre])
        for autre in _ADRESSE
        if autre != champ
    )


def _quotient(carnets: Sequence[Carnet], aujourd_hui: date) -> QuotientLu | None:
    """Quotient of the household, on whichever row it stands; a second figure that disagrees is said."""
    retenu: QuotientLu | None = None
    for carnet in carnets:
        centimes = carnet.lire("qf", cellules.lire_quotient, None)
        if centimes is None:
            continue
        if centimes == 0:
            # A blank cell that became a figure would give the lowest price.
            carnet.noter("qf", "Le quotient est de zéro, comme une case vide.", "Vérifiez l’attestation de la CAF.")
        mois = carnet.lire("qf_mois", dates.lire_mois, None)
        if mois is None:
            mois = aujourd_hui.replace(day=1)
            if "qf_mois" not in carnet.valeurs:
                carnet.noter(
                    "qf_mois",
                    f"Le mois du quotient manque : {formats.mois_court(mois)} est retenu.",
                    "Vérifiez-le sur l’attestation de la CAF.",
                )
        if retenu is None:
            retenu = QuotientLu(carnet.ligne.numero, centimes, mois)
        elif (centimes, mois) != (retenu.valeur_centimes, retenu.mois):
            carnet.noter(
                "qf",
                f"Ce n’est pas le quotient lu à la ligne {retenu.ligne} : celui-là est retenu.",
                "Une famille a un seul quotient : vérifiez l’attestation de la CAF.",
            )
    return retenu
