"""What leaves on stdout: JSON for programs, CSV for spreadsheets, tables for the eye.

Everything typed by people goes through `propre` and rich.text.Text: a family called `[/b]`, or a name that holds an
escape sequence, is shown, never obeyed.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, TextIO

from guichet.signes import json_sans_effet, sans_effet

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

LARGEUR = 80

# Rich folds at a non-breaking space as at any other: a colon would begin a line, a number be cut in its thousands.
_SOUDES = {0xA0: 0xE000, 0x202F: 0xE001}
_DESSOUDES = {soude: insecable for insecable, soude in _SOUDES.items()}


@dataclass(frozen=True, slots=True)
class ColonneSortie:
    """One column of a list: its key for programs, its title for the eye."""

    cle: str
    titre: str
    fixe: bool = False
    """Never folded: codes, dates, telephones."""
    prose: bool = False
    """What the program says: its spaces are put in JSON too."""


@dataclass(frozen=True, slots=True)
class Bloc:
    """A titled part of a sheet: pairs (label, value), or rows under columns."""

    titre: str
    paires: Sequence[tuple[str, str]] = ()
    colonnes: Sequence[str] = ()
    rangees: Sequence[Sequence[str]] = ()


def valeur(objet: Any) -> Any:
    """Turn a value into what JSON holds: ISO dates, instants in the town's time, dataclasses as objects."""
    if isinstance(objet, datetime):
        from guichet.formats import PARIS

        return objet.astimezone(PARIS).isoformat(timespec="seconds")
    if isinstance(objet, date):
        return objet.isoformat()
    if is_dataclass(objet) and not isinstance(objet, type):
        # What hides from repr hides from here: a secret is printed by name, never by accident.
        return {
            champ.name: dite(valeur(getattr(objet, champ.name)), prose="prose" in champ.metadata)
            for champ in fields(objet)
            if champ.repr
        }
    if isinstance(objet, Mapping):
        return {str(cle): valeur(v) for cle, v in objet.items()}
    if isinstance(objet, (list, tuple, set, frozenset)):
        return [valeur(v) for v in objet]
    return objet


def dite(lu: Any, *, prose: bool) -> Any:
    """Put the spaces of a sentence of ours; what people typed leaves as they typed it, whatever it holds."""
    from guichet.erreurs.socle import insecables

    return insecables(lu) if prose and isinstance(lu, str) else lu


def propre(texte: str) -> str:
    """Text as a terminal may receive it: no control nor direction-changing character, French spaces put in."""
    from guichet.erreurs.socle import insecables

    return sans_effet(insecables(texte))


def phrase(texte: str, flux: TextIO | None = None) -> None:
    """Write French prose; each line is kept."""
    (flux or sys.stdout).write("\n".join(propre(ligne) for ligne in texte.split("\n")) + "\n")


def liste(forme: str, colonnes: Sequence[ColonneSortie], lignes: Sequence[Mapping[str, Any]], *, plain: bool) -> None:
    """Write a list."""
    if forme == "json":
        _json([{c.cle: dite(valeur(ligne[c.cle]), prose=c.prose) for c in colonnes} for ligne in lignes])
    elif forme == "csv":
        _csv([c.cle for c in colonnes], ([ligne[c.cle] for c in colonnes] for ligne in lignes))
    else:
        console = _console(plain=plain)
        cadre = _cadree(console, plain=plain)
        rangees = [[affichee(ligne[c.cle]) for c in colonnes] for ligne in lignes]
        titres = [(c.titre, c.fixe) for c in colonnes]
        _imprimer(console, _table(titres, rangees, cadre=cadre, largeur=console.width))


def fiche(forme: str, donnees: Mapping[str, Any]) -> None:
    """Write a sheet for a program: one object, or its values one under the other."""
    if forme == "json":
        _json(valeur(donnees))
    else:
        _csv(["champ", "valeur"], ([cle, v] for cle, v in _a_plat("", donnees)))


def blocs(parties: Sequence[Bloc], *, plain: bool) -> None:
    """Write a sheet for the eye."""
    from rich.text import Text

    console = _console(plain=plain)
    morceaux: list[RenderableType] = []
    for bloc in parties:
        if bloc.titre and (bloc.paires or bloc.rangees):
            morceaux += [Text(""), Text(propre(bloc.titre), style="bold")]
        if bloc.paires:
            morceaux.append(_paires(bloc.paires))
        if bloc.rangees:
            titres = [(titre, False) for titre in bloc.colonnes]
            morceaux.append(_table(titres, bloc.rangees, cadre=_cadree(console, plain=plain), largeur=console.width))
    _imprimer(console, *morceaux)


def affichee(objet: Any) -> str:
    """Write a value as a French counter reads it."""
    from guichet.formats.tableur import cellule

    return cellule(objet)


def _console(*, plain: bool) -> Console:
    from rich.console import Console

    # Bold is no colour: without a colour system nothing is styled at all.
    console = Console(
        color_system=None if plain else "auto", highlight=False, markup=False, emoji=False, soft_wrap=False
    )
    console.width = min(console.width, LARGEUR) if console.is_terminal else LARGEUR
    return console


def _imprimer(console: Console, *morceaux: RenderableType) -> None:
    """Write without the blanks rich fills lines with: a screen reader says them, a diff shows them."""
    with console.capture() as saisi:
        for morceau in morceaux:
            console.print(morceau)
    sys.stdout.write("".join(f"{ligne.rstrip()}\n" for ligne in saisi.get().translate(_DESSOUDES).splitlines()))


def _cadree(console: Console, *, plain: bool) -> bool:
    return console.is_terminal and not plain and not console.no_color


def _table(
    titres: Sequence[tuple[str, bool]], rangees: Sequence[Sequence[str]], *, cadre: bool, largeur: int
) -> RenderableType:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    from guichet.cli.cadre.largeurs import partager

    table = Table(
        box=box.SIMPLE_HEAD if cadre else None,
        pad_edge=False,
        show_header=any(titre for titre, _ in titres),
        padding=(0, 1 if cadre else 2, 0, 0),
        header_style="bold",
    )
    cases = [[_soude(case) for case in rangee] for rangee in rangees]
    # Two blanks after each column; a frame puts one on each side, and its edge.
    largeurs = partager(titres, cases, largeur - 2 * len(titres) - cadre)
    for (titre, fixe), large in zip(titres, largeurs, strict=True):
        table.add_column(Text(propre(titre)), width=large, no_wrap=fixe, overflow="fold")
    for rangee in cases:
        table.add_row(*map(Text, rangee))
    return table


def _soude(texte: str) -> str:
    return propre(texte).translate(_SOUDES)


def _paires(paires: Sequence[tuple[str, str]]) -> RenderableType:
    from rich.table import Table
    from rich.text import Text

    grille = Table.grid(padding=(0, 2, 0, 0))
    grille.add_column(no_wrap=True)
    grille.add_column(overflow="fold")
    for nom, contenu in paires:
        grille.add_row(Text(propre(nom)), Text(_soude(contenu)))
    return grille


def _json(objet: Any) -> None:
    sys.stdout.write(json_sans_effet(json.dumps(objet, ensure_ascii=False, indent=2)) + "\n")


def _csv(entete: Sequence[str], lignes: Iterator[Sequence[Any]] | Any) -> None:
    ecrivain = csv.writer(sys.stdout, delimiter=";", lineterminator="\n")
    ecrivain.writerow(entete)
    ecrivain.writerows([_case(cle, v) for cle, v in zip(entete, ligne, strict=True)] for ligne in lignes)


def _case(cle: str, objet: Any) -> str:
    """Write a cell: euros with a comma, and never a formula a spreadsheet would run (dependances.md)."""
    if cle.endswith("_centimes") and isinstance(objet, int):
        return f"{'-' if objet < 0 else ''}{abs(objet) // 100},{abs(objet) % 100:02d}"
    from guichet.formats.tableur import neutre

    return neutre(propre(affichee(objet)))


def _a_plat(prefixe: str, objet: Any) -> Iterator[tuple[str, Any]]:
    if is_dataclass(objet) and not isinstance(objet, type):
        objet = {champ.name: getattr(objet, champ.name) for champ in fields(objet) if champ.repr}
    if isinstance(objet, Mapping):
        for cle, v in objet.items():
            yield from _a_plat(f"{prefixe}.{cle}" if prefixe else str(cle), v)
    elif isinstance(objet, (list, tuple)):
        for rang, v in enumerate(objet, 1):
            yield from _a_plat(f"{prefixe}.{rang}", v)
    else:
        yield prefixe, objet
