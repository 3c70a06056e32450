"""Cells whose reading belongs to the import alone: code, role, form of address, class, school, diet, quotient.

Each reader returns the value kept, or raises Ecart with the sentence and the cure.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from guichet.formats import cle_recherche, lire_centimes, nettoyer
from guichet.formats.mots import citer
from guichet.regles.familles.regimes import REGIMES, dire_regimes
from guichet.regles.socle import code_famille
from guichet.regles.socle.domaine import CLASSES, Civilite, RoleLien


class Ecart(Exception):
    """A cell that cannot be kept: what is wrong and what to do, in French."""

    def __init__(self, motif: str, remede: str) -> None:
        super().__init__(motif)
        self.motif = motif
        self.remede = remede


_CODE = re.compile(r"([0-9A-Z]{1,12})(?: ?[-\u2010-\u2013] ?([0-9A-Z]))?")
# « 42001.0 », « 42001,00 »: a spreadsheet took the code for a quantity.
_DECIMALES = re.compile(r"([0-9]+)[.,]0+")
_MILLIERS = re.compile(r"[0-9]{1,3}(?:(?:\.[0-9]{3})+,[0-9]{1,2}|(?:,[0-9]{3})+\.[0-9]{1,2})")
_SANS_QUOTIENT = frozenset({"", "nc", "n c", "nr", "n a", "na", "inconnu", "non communique", "refus", "neant", "aucun"})
_CIVILITES = {
    "madame": Civilite.MADAME,
    "mme": Civilite.MADAME,
    "mlle": Civilite.MADAME,
    "mademoiselle": Civilite.MADAME,
    "monsieur": Civilite.MONSIEUR,
    "m": Civilite.MONSIEUR,
    "mr": Civilite.MONSIEUR,
    "g": Civilite.GARCON,
    "garcon": Civilite.GARCON,
    "f": Civilite.FILLE,
    "fille": Civilite.FILLE,
}
_CLASSES = {cle_recherche(classe): classe for classe in CLASSES} | {
    "toute petite section": "TPS",
    "petite section": "PS",
    "moyenne section": "MS",
    "grande section": "GS",
}
_SEXES = {"m": "M", "masculin": "M", "h": "M", "homme": "M", "f": "F", "feminin": "F", "femme": "F"}
_TITRES = {
    (True, "M"): Civilite.GARCON,
    (True, "F"): Civilite.FILLE,
    (False, "M"): Civilite.MONSIEUR,
    (False, "F"): Civilite.MADAME,
}
"""Child or not, sex → form of address."""
_CHIFFRE = {
    "premiere": "1",
    "deuxieme": "2",
    "seconde": "2",
    "1ere": "1",
    "1re": "1",
    "2eme": "2",
    "2e": "2",
    "2nde": "2",
}
_NIVEAUX = (
    ("TPS", re.compile(r"\b(?:toute ?petite section|tout petits?|t ?p ?s)\b")),
    ("PS", re.compile(r"(?<!toute )(?<!toute)\b(?:petite section|petits|p ?s)\b")),
    ("MS", re.compile(r"\b(?:moyenne section|moyens|m ?s)\b")),
    ("GS", re.compile(r"\b(?:grande section|grands|g ?s)\b")),
    ("CP", re.compile(r"\b(?:cours preparatoire|c ?p)(?![a-z])")),
)
# « cours elementaire 1 et 2 », « CE1-CE2 », « CE1/2 », « CM2B ».
_COURS = re.compile(r"(?:cours (elementaire|moyen)|\bc ?([em])|(?<=[0-9])c([em])) ?([12])(?: (?:et )?([12])(?![0-9]))?")
# Rule 31: what is needed to feed the child is kept, a religion never is.
_RELIGION = re.compile(
    r"halal|[ckq]a?s?c?her|cacher|musulman|juif|juive|chretien|catholique|relig|hindou|careme|ramadan"
)
LONG_REGIMES, LONG_PAI = 100, 200
"""Signs a sheet keeps of each: a diet cut short feeds a child wrongly."""

_SEPARE = re.compile(r"[,;/+|]")


def lire_code(texte: str) -> str:
    """Body of a town's code, kept as it is (rule 13); a check character that is right is dropped."""
    propre = nettoyer(texte).upper()
    entier = _DECIMALES.fullmatch(propre)
    lu = _CODE.fullmatch(entier[1] if entier else propre)
    if lu is None:
        raise Ecart(
            f"{citer(texte)} n’est pas un code famille.",
            "Écrivez-le en lettres et chiffres, douze au plus, sans espace ni tiret.",
        )
    corps, cle = lu.groups()
    if cle is not None and code_famille.cle_controle(corps) != cle:
        raise Ecart(
            f"La clé de contrôle de {citer(texte)} est fausse.",
            f"Vérifiez le code : la clé de {corps} est {code_famille.cle_controle(corps)}.",
        )
    return corps


def code_compare(texte: str) -> str:
    """What tells whether two rows are of one family: the code as read, or as typed when it cannot be."""
    try:
        return lire_code(texte)
    except Ecart:
        return nettoyer(texte).upper()


def lire_role(texte: str) -> RoleLien:
    """Role of the person, whatever its accents or capitals."""
    roles = {role.value: role for role in RoleLien}
    role = roles.get(cle_recherche(texte))
    if role is None:
        raise Ecart(
            f"{citer(texte)} n’est pas un rôle connu." if texte else "Le rôle manque.",
            f"Écrivez l’un de : {', '.join(roles)}.",
        )
    return role


def lire_civilite(texte: str, *, enfant: bool = False) -> str:
    """Form of address, in full, in short, or told by the sex."""
    cle = cle_recherche(texte)
    sexe = _SEXES.get(cle)
    civilite = _TITRES[enfant, sexe] if sexe else _CIVILITES.get(cle)
    if civilite is None:
        raise Ecart(f"{citer(texte)} n’est pas une civilité connue.", "Écrivez Mme ou M., G ou F pour un enfant.")
    return civilite.value


def lire_niveaux(texte: str) -> list[str]:
    """Classes named by a cell, in the order of school: « 03 COURS ELEMENTAIRE 2 COURS MOYEN 1 » is CE2 and CM1."""
    cle = " ".join(_CHIFFRE.get(mot, mot) for mot in cle_recherche(texte).split())
    trouves = {classe for classe, motif in _NIVEAUX if motif.search(cle)}
    for cours, *lettres, un, deux in _COURS.findall(cle):
        lettre = cours[:1] or "".join(lettres)
        trouves |= {f"C{lettre.upper()}{rang}" for rang in (un, deux) if rang}
    return [classe for classe in CLASSES if classe in trouves]


def lire_classe(texte: str) -> str:
    """Class from nursery school to CM2, alone or in the name of a class: « CE2 B », « Cours moyen 1 »."""
    exacte = _CLASSES.get(cle_recherche(texte))
    niveaux = [exacte] if exacte else lire_niveaux(texte)
    if not niveaux:
        raise Ecart(
            f"{citer(texte)} n’est pas une classe de la maternelle au CM2.",
            f"Écrivez l’une de : {', '.join(CLASSES)}.",
        )
    if len(niveaux) > 1:
        raise Ecart(f"{citer(texte)} a plusieurs niveaux : {', '.join(niveaux)}.", "Écrivez celui de l’enfant.")
    return niveaux[0]


def lire_ecole(texte: str, ecoles: Mapping[str, str]) -> str:
    """Name of the school as the town writes it; any name where the town listed none."""
    return ecoles.get(cle_recherche(texte), nettoyer(texte)[:100])


def lire_quotient(texte: str) -> int:
    """Cents of a quotient.

    Raises:
        Ecart: a negative figure, or « NC »; SaisieInvalide: not an amount.
    """
    propre = nettoyer(texte)
    if cle_recherche(propre) in _SANS_QUOTIENT:
        raise Ecart(f"Le quotient n’est pas connu ({citer(propre)}).", "Demandez l’attestation de la CAF.")
    if _MILLIERS.fullmatch(propre):
        milliers = "." if propre.rindex(",") > propre.rindex(".") else ","
        propre = propre.replace(milliers, "")
    centimes = lire_centimes(propre)
    if centimes < 0:
        raise Ecart("Un quotient familial n’est jamais négatif.", "Vérifiez l’attestation de la CAF.")
    return centimes


def lire_allergies(texte: str) -> tuple[str, bool, str]:
    """Diets, whether there is a PAI, and its detail (rule 31), from « sans porc, PAI arachide »."""
    regimes, details, pai = [], [], False
    for partie in filter(None, map(nettoyer, _SEPARE.split(texte))):
        cle = cle_recherche(partie)
        if _RELIGION.search(cle):
            raise Ecart(
                "Un régime religieux ne s’enregistre pas.",
                "Écrivez ce qu’il faut pour le nourrir : « sans porc », « sans viande ».",
            )
        if cle.partition(" ")[0] == "pai":
            pai = True
            details.append(partie[3:].strip(" :-"))
        elif cle.startswith("sans ") or dire_regimes(partie) in REGIMES:
            regimes.append(partie.lower())
        else:
            raise Ecart(
                f"{citer(partie)} n’est ni un régime ni un PAI : rien n’en est gardé.",
                "Écrivez « sans … » ou « PAI … », ou complétez le dossier de l’enfant.",
            )
    dits, detail = dire_regimes(",".join(regimes)), ", ".join(filter(None, details))
    if len(dits) > LONG_REGIMES or len(detail) > LONG_PAI:
        raise Ecart(
            f"{citer(partie)} et le reste ne tiennent pas sur la fiche : rien n’en est gardé.",
            "Complétez le dossier de l’enfant.",
        )
    return dits, pai, detail
