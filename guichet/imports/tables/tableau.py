"""Tables of text as they come: separator, title lines above the header, « sep=; », each row with its line.

One reader for every import: rows come one at a time, none waits in memory.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TextIO

from guichet.erreurs.imports import FichierImportIllisible
from guichet.formats.mots import citer
from guichet.imports.tables.abime import est_abime, probable
from guichet.imports.tables.encodage import Texte, reconnaitre

SEPARATEURS = (";", "\t", ",", "|")
LIGNE_MAX = 20_000
"""Characters in one physical line: a row of twenty cells never has so many."""
LIGNES_PAR_RANGEE = 20
"""Physical lines one row may span through its quoted cells; beyond, a quote was never closed."""
_ENTETE_AU_PLUS = 20
"""Physical lines among which the header is looked for: a title, a date and blank lines may stand above it."""
_SEP = re.compile(r'"?sep=(.)"?[;,|\t"]*', re.IGNORECASE)
"""Word of a spreadsheet to itself, which another one may have cut into cells."""

Connue = Callable[[str], bool]
"""Whether a cell is the name of a column."""


@dataclass(frozen=True, slots=True)
class Rangee:
    """One row: the physical line it begins at, its cells, and why it could not be cut into cells ("" when it could)."""

    numero: int
    cases: list[str]
    defaut: str = ""


@dataclass(frozen=True, slots=True)
class Tableau:
    """A file whose header was found.

    Attributes:
        texte: encoding and hash.
        separateur: character between cells.
        titres: cells of the header, as written.
        ligne: physical line the header begins at.
        lus: places of the columns something is read from.
    """

    texte: Texte
    separateur: str
    titres: tuple[str, ...]
    ligne: int
    lus: tuple[int, ...]

    def rangees(self) -> Iterator[Rangee]:
        """Rows below the header, blank ones and repeated headers left out."""
        entete = [titre.strip() for titre in self.titres]
        with self.texte.chemin.open(encoding=self.texte.encodage, newline="") as flux:
            for rangee in _rangees(flux, self.texte.chemin.name, self.separateur, self.ligne):
                if rangee.defaut or (
                    any(case.strip(" \t\r\n\xa0\x1a") for case in rangee.cases)
                    and [case.strip() for case in rangee.cases] != entete
                ):
                    yield rangee

    def controlees(self) -> Iterator[Rangee]:
        """The same rows, the file being refused at its end when its accents are lost: a few rows are told one by one.

        Raises:
            FichierImportIllisible: cut in the middle of a quoted cell, or damaged throughout.
        """
        accentuees, abimes = 0, list[str]()
        for rangee in self.rangees():
            lues = [rangee.cases[rang] for rang in self.lus if rang < len(rangee.cases)]
            ensemble = "\n".join(lues)
            abimee = est_abime(ensemble)
            accentuees += abimee or not ensemble.isascii()
            if abimee:
                abimes.append(next((case for case in lues if est_abime(case)), ensemble))
            yield rangee
        if len(abimes) > 1 and len(abimes) * 2 >= accentuees:
            _refuser_abimes(self.texte.chemin.name, abimes)


def ouvrir(chemin: Path, connue: Connue) -> Tableau:
    """Tell what the file is from its bytes and its first lines.

    Raises:
        FichierImportIllisible: not a table of text, or its accents are lost.
    """
    texte = reconnaitre(chemin)
    separateur, ligne, titres = _entete(_tete(texte), connue)
    if len(titres) < 2:
        msg = (
            f"{chemin.name} n’a qu’une colonne : enregistrez le tableau au format CSV, séparé par des points-virgules."
        )
        raise FichierImportIllisible(msg)
    _refuser_abimes(chemin.name, [titre for titre in titres if est_abime(titre)][:1])
    lus = tuple(rang for rang, titre in enumerate(titres) if connue(titre))
    return Tableau(texte, separateur, titres, ligne, lus)


def _refuser_abimes(nom: str, abimes: list[str]) -> None:
    if not abimes:
        return
    exemple = next((case for case in abimes if probable(case)), abimes[0])
    voulu = f" pour {citer(probable(exemple))}" if probable(exemple) else ""
    raise FichierImportIllisible(
        f"Les accents de {nom} ont été perdus avant d’arriver ici ({citer(exemple)}{voulu}) : "
        "exportez-le de nouveau du logiciel d’origine, au format CSV (UTF-8)."
    )


def _tete(texte: Texte) -> list[str]:
    """The first physical lines, which no line break inside a cell can push away."""
    with texte.chemin.open(encoding=texte.encodage, newline="") as flux:
        return list(islice(_bornees(flux, texte.chemin.name), _ENTETE_AU_PLUS))


def _entete(tete: list[str], connue: Connue) -> tuple[str, int, tuple[str, ...]]:
    """Separator, line (from 1) and cells of the header: where most names of columns are; else the first line."""
    premiere = next((rang for rang, ligne in enumerate(tete) if ligne.strip()), len(tete))
    dit = _SEP.fullmatch(tete[premiere].strip("\r\n \ufeff")) if premiere < len(tete) else None
    debut = premiere + 1 if dit else premiere
    mieux, choisie = 1, ("", 0, [""])
    # What « sep= » says is tried first.
    separateurs = sorted(SEPARATEURS, key=lambda s: dit is None or s != dit[1])
    for rang in range(debut, len(tete)):
        for separateur in separateurs:
            cases = _lache(tete[rang : rang + LIGNES_PAR_RANGEE], separateur)
            nombre = len({case.strip() for case in cases if connue(case)})
            if nombre > mieux:
                mieux, choisie = nombre, (separateur, rang + 1, cases)
    if choisie[0]:
        return choisie[0], choisie[1], tuple(choisie[2])
    ligne = next((rang for rang in range(debut, len(tete)) if tete[rang].strip()), debut)
    brute = tete[ligne] if ligne < len(tete) else ""
    separateur = max(separateurs, key=brute.count)
    return separateur, ligne + 1, tuple(_lache([brute], separateur))


def _lache(lignes: list[str], separateur: str) -> list[str]:
    """Cells of the first row, however its quotes are placed."""
    cases = next(csv.reader(lignes, delimiter=separateur), [])
    return _deballer(cases, separateur)


def _deballer(cases: list[str], separateur: str) -> list[str]:
    """Cells of a row that a spreadsheet took for one cell and put between quotes."""
    if len(cases) == 1 and separateur in cases[0]:
        return next(csv.reader([cases[0]], delimiter=separateur), cases)
    return cases


def _rangees(flux: TextIO, nom: str, separateur: str, ligne: int) -> Iterator[Rangee]:
    """Rows below the header, which begins at `ligne`; a stray quote that ends with its own line costs its row only."""
    lignes = _bornees(flux, nom)
    avant = len(list(islice(lignes, ligne - 1)))
    lecteur = csv.reader(lignes, delimiter=separateur, strict=True)
    titres = True
    while True:
        debut = lecteur.line_num + 1
        try:
            cases = next(lecteur)
        except StopIteration:
            return
        except csv.Error as erreur:
            if lecteur.line_num > debut or "end of data" in str(erreur):
                raise _guillemet(nom, avant + debut) from erreur
            if not titres:
                yield Rangee(avant + debut, [], "Un guillemet est mal placé dans cette ligne.")
            titres = False
            continue
        if lecteur.line_num - debut >= LIGNES_PAR_RANGEE:
            raise _guillemet(nom, avant + debut)
        if not titres:
            yield Rangee(avant + debut, _deballer(cases, separateur))
        titres = titres and not cases


def _bornees(flux: TextIO, nom: str) -> Iterator[str]:
    """Physical lines, none of which fills the memory."""
    numero = 0
    while ligne := flux.readline(LIGNE_MAX):
        numero += 1
        if len(ligne) == LIGNE_MAX:
            msg = f"La ligne {numero} de {nom} dépasse {LIGNE_MAX} caractères : vérifiez l’export."
            raise FichierImportIllisible(msg)
        yield ligne


def _guillemet(nom: str, ligne: int) -> FichierImportIllisible:
    return FichierImportIllisible(
        f"Dans {nom}, un guillemet ouvert à la ligne {ligne} n’est jamais refermé : "
        "fermez-le ou retirez-le, puis recommencez."
    )
