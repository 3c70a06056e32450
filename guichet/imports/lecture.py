"""Rows of a families file under the canonical names of their columns, family by family; only scattered ones wait."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from guichet.erreurs.imports import FichierImportIllisible
from guichet.imports.cellules import code_compare
from guichet.imports.colonnes import ONDE, Entete, est_colonne, lire_entete
from guichet.imports.tables import tableau
from guichet.imports.tables.encodage import Texte
from guichet.imports.tables.tableau import Rangee
from guichet.regles.socle.domaine import RoleLien


@dataclass(frozen=True, slots=True)
class LigneBrute:
    """One row as the file has it: only cells that say something, under their canonical names.

    Attributes:
        numero: physical line it begins at.
        valeurs: canonical column → text.
        code: code famille as compared between rows, "" when there is none.
        defaut: why the row cannot be cut into cells, "" when it can.
    """

    numero: int
    valeurs: dict[str, str]
    code: str = ""
    defaut: str = ""


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
    if len(cases) > entete.largeur and any(map(str.strip, cases[entete.largeur :])):
        defaut = (
            f"Cette ligne a {len(cases)} cases pour {entete.largeur} colonnes : "
            "un séparateur se trouve sans doute dans une valeur."
        )
    presentes = ((c, cases[rang].strip()) for c, rang in entete.rangs.items() if rang < len(cases))
    valeurs = {colonne: valeur for colonne, valeur in presentes if valeur}
    if entete.des_eleves:
        # The name in use is the one people are called by; the other one is that of birth.
        usage, nom = valeurs.pop("usage_eleve", ""), valeurs.pop(ONDE, "")
        noms = {"nom": usage or nom, "nom_naissance": nom if usage else ""}
        valeurs |= {"role": RoleLien.ENFANT.value} | {colonne: valeur for colonne, valeur in noms.items() if valeur}
    return LigneBrute(rangee.numero, valeurs, code_compare(valeurs.get("code_famille", "")), defaut)
