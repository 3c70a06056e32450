"""The columns of a families file: the names accepted for each, and which file column feeds which."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from guichet.erreurs.imports import ColonnesImportables
from guichet.formats import cle_recherche

COLONNES: dict[str, tuple[str, ...]] = {
    "code_famille": ("code", "code foyer", "numero famille", "no famille", "n famille", "dossier"),
    "role": ("lien", "qualite", "type"),
    "civilite": ("titre", "civ", "sexe", "civilite responsable"),
    "nom": ("nom usage", "nom d usage", "nom de famille"),
    "nom_naissance": ("nom de naissance", "nom de jeune fille"),
    "nom_eleve": ("nom de famille eleve",),
    "usage_eleve": ("nom d usage eleve", "nom usage eleve"),
    "nom_responsable": (),
    "usage_responsable": ("nom usage responsable", "nom d usage responsable"),
    "prenom": ("prenoms", "prenom eleve", "prenom responsable"),
    "naissance": ("date naissance", "date de naissance", "ne le", "nee le", "ne e le"),
    "courriel": ("mail", "e mail", "email", "adresse mail", "adresse courriel", "adresse electronique", "mel"),
    "mobile": ("portable", "telephone mobile", "telephone portable", "tel mobile", "tel portable"),
    "fixe": ("telephone", "telephone fixe", "tel", "tel fixe", "telephone domicile"),
    "travail": ("telephone travail",),
    "adresse": ("rue", "adresse postale", "voie", "adresse1", "adresse responsable"),
    "code_postal": ("cp", "code postale", "cp1", "cp responsable"),
    "ville": ("commune", "localite", "commune1", "commune responsable"),
    "pays": ("pays1",),
    "adresse2": (),
    "code_postal2": ("cp2",),
    "ville2": ("commune2",),
    "pays2": (),
    "ecole": ("etablissement", "ecole frequentee"),
    "niveau": ("niveau scolaire",),
    "classe": ("libelle classe",),
    "qf": ("quotient", "quotient familial"),
    "qf_mois": ("mois qf", "mois du qf", "mois quotient", "qf date"),
    "allergies": ("allergie", "regime", "regime alimentaire", "pai"),
}
"""Canonical names, as the towns' export writes them, and the other names met; compared without accents or case."""

OBLIGATOIRES = ("code_famille", "role", "nom", "prenom")
ONDE = "nom_eleve"
"""Column that only the export of the national pupils' register has: each of its rows is a pupil, without a family."""
ONDE_ADULTES = "nom_responsable"
"""Likewise of its other export: each row is an adult, and names their children."""
_DES_ELEVES = (ONDE, "prenom", "naissance")
_DES_ADULTES = (ONDE_ADULTES, "prenom", "nom_enfant", "prenom_enfant")
_ENFANTS = {
    "nom d usage enfant": "usage_enfant",
    "nom usage enfant": "usage_enfant",
    "nom de famille enfant": "nom_enfant",
    "prenom enfant": "prenom_enfant",
    "classes enfants": "classe_enfant",
}
"""Columns that come again for each child of an adult, as many times as the largest family of the school has."""
_RARES = frozenset(
    {"pays", "adresse2", "code_postal2", "ville2", "pays2", "niveau", "travail"}
    | {ONDE, "usage_eleve", ONDE_ADULTES, "usage_responsable"}
)
"""Columns nobody misses in a file of the town's own."""

_CANONIQUES = {cle_recherche(nom): colonne for colonne, autres in COLONNES.items() for nom in (colonne, *autres)}


@dataclass(frozen=True, slots=True)
class Entete:
    """What each column of the file is.

    Attributes:
        rangs: canonical column → place in the row.
        largeur: number of columns.
        ignorees: columns nothing is read from, as written.
        absentes: known columns the file lacks.
        enfants: columns of one child, in their order, from the place `premier` on and again to the end of the row.
    """

    rangs: dict[str, int]
    largeur: int
    ignorees: tuple[str, ...]
    absentes: tuple[str, ...]
    enfants: tuple[str, ...] = ()
    premier: int = 0

    @property
    def des_eleves(self) -> bool:
        """Whether it is a file of pupils, without families."""
        return ONDE in self.rangs

    @property
    def des_adultes(self) -> bool:
        """Whether it is a file of adults who name their children, without families."""
        return ONDE_ADULTES in self.rangs


def est_colonne(case: str) -> bool:
    """Whether a cell is the name of a column of a families file."""
    return cle_recherche(case) in _CANONIQUES or cle_recherche(case) in _ENFANTS


def lire_entete(cases: Sequence[str], fichier: str) -> Entete:
    """Recognise the columns.

    Raises:
        ColonnesImportables: a required column is missing, or two columns say the same.
    """
    rangs: dict[str, int] = {}
    ignorees = []
    enfants, premier = _enfants(cases)
    for rang, case in enumerate(cases[:premier] if enfants else cases):
        colonne = _CANONIQUES.get(cle_recherche(case))
        if colonne is None:
            if case.strip():
                ignorees.append(case.strip())
        elif colonne in rangs:
            raise ColonnesImportables(
                f"Dans {fichier}, les colonnes « {cases[rangs[colonne]].strip()} » et "
                f"« {case.strip()} » disent la même chose : gardez-en une."
            )
        else:
            rangs[colonne] = rang
    attendues: tuple[str, ...] = OBLIGATOIRES
    par_famille = True
    if ONDE in rangs or ONDE_ADULTES in rangs:
        attendues, par_famille = (_DES_ELEVES if ONDE in rangs else _DES_ADULTES), False
    manques = [colonne for colonne in attendues if colonne not in rangs and colonne not in enfants]
    if manques:
        raise ColonnesImportables(
            f"Dans {fichier}, la première ligne doit nommer les colonnes et il y manque {', '.join(manques)}"
            f" : les noms attendus sont {', '.join(c for c in COLONNES if c not in _RARES)}."
        )
    absentes = tuple(c for c in COLONNES if c not in rangs and c not in _RARES) if par_famille else ()
    return Entete(rangs, len(cases), tuple(ignorees), absentes, enfants, premier)


def _enfants(cases: Sequence[str]) -> tuple[tuple[str, ...], int]:
    """Columns of the first child, and where they begin."""
    plies = [_ENFANTS.get(cle_recherche(case), "") for case in cases]
    premier = next((rang for rang, colonne in enumerate(plies) if colonne), len(plies))
    siennes: list[str] = []
    for colonne in plies[premier:]:
        if not colonne or colonne in siennes:
            break
        siennes.append(colonne)
    return tuple(siennes), premier
