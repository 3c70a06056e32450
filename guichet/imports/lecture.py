"""Rows of a table of text, one at a time, each with the line where a text editor finds it.

The file is read twice: once to know that it can be read from end to end, how many rows it has and which
families are scattered in it; once to hand over each family whole. Only scattered families wait in memory.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from guichet.erreurs.imports import FichierImportIllisible
from guichet.imports.cellules import code_compare
from guichet.imports.colonnes import Entete, lire_entete
from guichet.imports.encodage import Texte, reconnaitre

SEPARATEURS = (";", "\t", ",", "|")
LIGNE_MAX = 20_000
"""Characters in one physical line: a row of eighteen cells never has so many."""
LIGNES_PAR_RANGEE = 20
"""Physical lines one row may span through its quoted cells; beyond, a quote was never closed."""


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
class Tableau:
    """A file that was read once from end to end.

    Attributes:
        texte: encoding and hash.
        separateur: character between cells.
        entete: its columns.
        lignes: rows that are not blank.
        epars: codes of families whose rows do not follow one another.
    """

    texte: Texte
    separateur: str
    entete: Entete
    lignes: int
    epars: frozenset[str]

    def familles(self) -> Iterator[list[LigneBrute]]:
        """Rows family by family, in the order of the file, scattered families last."""
        attente: dict[str, list[LigneBrute]] = {}
        groupe: list[LigneBrute] = []
        for ligne in _lignes(self.texte, self.separateur, self.entete):
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


def ouvrir(chemin: Path) -> Tableau:
    """Read the file once and tell what it is.

    Raises:
        FichierImportIllisible: not a table of text, or cut in the middle of a quoted cell.
        ColonnesImportables: the header is not that of a families file.
    """
    texte = reconnaitre(chemin)
    with _flux(texte) as flux:
        premiere = next((ligne for ligne in _bornees(flux, chemin.name) if ligne.strip()), "")
    separateur = max(SEPARATEURS, key=premiere.count)
    if separateur not in premiere:
        msg = (
            f"{chemin.name} n’a qu’une colonne : enregistrez le tableau au format CSV, séparé par des points-virgules."
        )
        raise FichierImportIllisible(msg)
    entete = lire_entete(_premiere_rangee(texte, separateur), chemin.name)
    lignes, vus, epars, precedent = 0, set[str](), set[str](), ""
    for ligne in _lignes(texte, separateur, entete):
        lignes += 1
        if ligne.code != precedent and ligne.code:
            if ligne.code in vus:
                epars.add(ligne.code)
            vus.add(ligne.code)
        precedent = ligne.code
    if not lignes:
        msg = f"{chemin.name} n’a que sa ligne de titres, aucune famille : vérifiez l’export."
        raise FichierImportIllisible(msg)
    return Tableau(texte, separateur, entete, lignes, frozenset(epars))


def _flux(texte: Texte) -> TextIO:
    return texte.chemin.open(encoding=texte.encodage, newline="")


def _premiere_rangee(texte: Texte, separateur: str) -> list[str]:
    with _flux(texte) as flux:
        return next(cases or [] for _, cases in _rangees(flux, texte.chemin.name, separateur) if cases != [])


def _lignes(texte: Texte, separateur: str, entete: Entete) -> Iterator[LigneBrute]:
    with _flux(texte) as flux:
        titres = True
        for numero, cases in _rangees(flux, texte.chemin.name, separateur):
            if cases is None:
                yield LigneBrute(numero, {}, defaut="Un guillemet est mal placé dans cette ligne.")
            elif any(map(str.strip, cases)):
                if titres:
                    titres = False
                    continue
                yield _brute(numero, cases, entete)


def _brute(numero: int, cases: list[str], entete: Entete) -> LigneBrute:
    defaut = ""
    if len(cases) > entete.largeur and any(map(str.strip, cases[entete.largeur :])):
        defaut = (
            f"Cette ligne a {len(cases)} cases pour {entete.largeur} colonnes : "
            "un séparateur se trouve sans doute dans une valeur."
        )
    presentes = ((c, cases[rang].strip()) for c, rang in entete.rangs.items() if rang < len(cases))
    valeurs = {colonne: valeur for colonne, valeur in presentes if valeur}
    return LigneBrute(numero, valeurs, code_compare(valeurs.get("code_famille", "")), defaut)


def _rangees(flux: TextIO, nom: str, separateur: str) -> Iterator[tuple[int, list[str] | None]]:
    """Rows with the line they begin at; None for a row with a stray quote that ends with its own line."""
    lecteur = csv.reader(_bornees(flux, nom), delimiter=separateur, strict=True)
    while True:
        debut = lecteur.line_num + 1
        try:
            cases = next(lecteur)
        except StopIteration:
            return
        except csv.Error as erreur:
            if lecteur.line_num > debut or "end of data" in str(erreur):
                raise _guillemet(nom, debut) from erreur
            yield debut, None
            continue
        if lecteur.line_num - debut >= LIGNES_PAR_RANGEE:
            raise _guillemet(nom, debut)
        yield debut, cases


def _bornees(flux: TextIO, nom: str) -> Iterator[str]:
    """Physical lines, none of which fills the memory."""
    numero = 0
    while ligne := flux.readline(LIGNE_MAX):
        numero += 1
        if len(ligne) == LIGNE_MAX:
            msg = (
                f"La ligne {numero} de {nom} dépasse {LIGNE_MAX} caractères : "
                "ce n’est pas un tableau de familles, vérifiez l’export."
            )
            raise FichierImportIllisible(msg)
        yield ligne


def _guillemet(nom: str, ligne: int) -> FichierImportIllisible:
    return FichierImportIllisible(
        f"Dans {nom}, un guillemet ouvert à la ligne {ligne} n’est jamais refermé : "
        "fermez-le ou retirez-le, puis recommencez."
    )
