"""Rows of a families file under the canonical names of their columns, family by family; only scattered ones wait."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from guichet.erreurs.imports import FichierImportIllisible
from guichet.imports.cellules import code_compare
from guichet.imports.colonnes import ONDE, ONDE_ADULTES, Entete, est_colonne, lire_entete
from guichet.imports.tables import tableau
from guichet.imports.tables.encodage import Texte
from guichet.imports.tables.tableau import Rangee
from guichet.regles.socle.domaine import RoleLien

EnfantNomme = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class LigneBrute:
    """One row as the file has it: only cells that say something, under their canonical names.

    Attributes:
        numero: physical line it begins at.
        valeurs: canonical column → text.
        code: code famille as compared between rows, "" when there is none.
        defaut: why the row cannot be cut into cells, "" when it can.
        enfants: name in use, name and first name of each child an adult's row names.
    """

    numero: int
    valeurs: dict[str, str]
    code: str = ""
    defaut: str = ""
    enfants: tuple[EnfantNomme, ...] = ()


@dataclass(frozen=True, slots=True)
class Fichier:
    """A families file that was read once from end to end.

    Attributes:
        tableau: the table it is.
        entete: its columns.
        lignes: rows that are not blank.
        epars: codes of families whose rows do not follow one another.
    """

    tableau: tableau.Tableau
    entete: Entete
    lignes: int
    epars: frozenset[str]

    @property
    def texte(self) -> Texte:
        """How it is written."""
        return self.tableau.texte

    def familles(self) -> Iterator[list[LigneBrute]]:
        """Rows family by family, in the order of the file, scattered families last."""
        attente: dict[str, list[LigneBrute]] = {}
        groupe: list[LigneBrute] = []
        for rangee in self.tableau.rangees():
            ligne = _brute(rangee, self.entete)
            if ligne.code in self.epars:
                attente.setdefault(ligne.code, []).append(ligne)
                continue
            if groupe and (ligne.code != groupe[0].code or not ligne.code):
                yield groupe
                groupe = []
            groupe.append(ligne)
        if groupe:
            yield groupe
        yield from attente.values()


def ouvrir(chemin: Path) -> Fichier:
    """Read the file once and tell what it is.

    Raises:
        FichierImportIllisible: not a table of text, cut in the middle of a quoted cell, or its accents are lost.
        ColonnesImportables: the header is not that of a families file.
    """
    lu = tableau.ouvrir(chemin, est_colonne)
    entete = lire_entete(lu.titres, chemin.name)
    lignes, vus, epars, precedent = 0, set[str](), set[str](), ""
    for rangee in lu.controlees():
        lignes += 1
        code = _brute(rangee, entete).code
        if code != precedent and code:
            if code in vus:
                epars.add(code)
            vus.add(code)
        precedent = code
    if not lignes:
        msg = f"{chemin.name} n’a que sa ligne de titres, aucune famille : vérifiez l’export."
        raise FichierImportIllisible(msg)
    return Fichier(lu, entete, lignes, frozenset(epars))


def _brute(rangee: Rangee, entete: Entete) -> LigneBrute:
    if rangee.defaut:
        return LigneBrute(rangee.numero, {}, defaut=rangee.defaut)
    cases, defaut = rangee.cases, ""
    # Children come as many times as there are, beyond the titles where there are more of them.
    if not entete.enfants and len(cases) > entete.largeur and any(map(str.strip, cases[entete.largeur :])):
        defaut = (
            f"Cette ligne a {len(cases)} cases pour {entete.largeur} colonnes : "
            "un séparateur se trouve sans doute dans une valeur."
        )
    presentes = ((c, cases[rang].strip()) for c, rang in entete.rangs.items() if rang < len(cases))
    valeurs = {colonne: valeur for colonne, valeur in presentes if valeur}
    if entete.des_eleves:
        _nommer(valeurs, RoleLien.ENFANT, usage="usage_eleve", nom=ONDE)
    elif entete.des_adultes:
        _nommer(valeurs, RoleLien.RESPONSABLE, usage="usage_responsable", nom=ONDE_ADULTES)
        # A number at work has no place of its own: it takes the free one.
        travail = valeurs.pop("travail", "")
        if travail:
            valeurs["fixe"] = f"{valeurs['fixe']} / {travail}" if "fixe" in valeurs else travail
    return LigneBrute(
        rangee.numero, valeurs, code_compare(valeurs.get("code_famille", "")), defaut, _enfants(cases, entete)
    )


def _nommer(valeurs: dict[str, str], role: RoleLien, *, usage: str, nom: str) -> None:
    """The name in use is the one people are called by; the other one is that of birth."""
    porte, naissance = valeurs.pop(usage, ""), valeurs.pop(nom, "")
    noms = {"nom": porte or naissance, "nom_naissance": naissance if porte else ""}
    valeurs |= {"role": role.value} | {colonne: valeur for colonne, valeur in noms.items() if valeur}


def _enfants(cases: Sequence[str], entete: Entete) -> tuple[EnfantNomme, ...]:
    enfants = []
    for debut in range(entete.premier, len(cases), len(entete.enfants)) if entete.enfants else ():
        dits = dict(zip(entete.enfants, map(str.strip, cases[debut:]), strict=False))
        enfant = (dits.get("usage_enfant", ""), dits.get("nom_enfant", ""), dits.get("prenom_enfant", ""))
        if any(enfant):
            enfants.append(enfant)
    return tuple(enfants)
