"""The poster every list is: titled tables on landscape A4 for the wall, and the same words as plain text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from importlib.resources import files
from textwrap import wrap
from unicodedata import east_asian_width

from guichet.editions.socle.feuille import LARGEUR
from guichet.editions.socle.glyphes import propre
from guichet.editions.socle.moteur import pdf

_SANS_VALEUR = "FORMATION — sans valeur"
_ECART = " "
_MINIMUM = 14
"""A text column never gets narrower: a name cut at every letter is no longer read."""


@dataclass(frozen=True, slots=True)
class ColonneTableau:
    """One column: `large` ones share the width that is left, the others fit their content."""

    titre: str
    large: bool = False
    centre: bool = False
    bandeau: str = ""
    """What several neighbours have in common, written once above them: the day of a week's units."""


@dataclass(frozen=True, slots=True)
class SectionTableau:
    """One table; each begins a page, since it hangs on the door of one group."""

    titre: str
    note: str
    colonnes: tuple[ColonneTableau, ...]
    rangees: tuple[tuple[str, ...], ...]
    total: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tableau:
    """A list ready to print."""

    commune: str
    titre: str
    sous_titre: str
    sections: tuple[SectionTableau, ...]
    legende: str
    vide: str
    """The sentence in place of tables when there is none."""
    pied: str
    edite_le: datetime
    formation: bool = False


def pdf_tableau(tableau: Tableau) -> bytes:
    """Landscape A4, as many pages as needed, heads of columns on each."""
    source = (files("guichet.editions.socle") / "tableau.typ").read_text(encoding="utf-8")
    return pdf(source, asdict(tableau) | {"edite_le": ""}, edite_le=tableau.edite_le)


def texte_tableau(tableau: Tableau) -> str:
    """The same in at most 78 columns where the content allows it; cells are folded, never cut."""
    lignes = [*_plie(tableau.commune), *_plie(tableau.titre), *_plie(tableau.sous_titre), "=" * LARGEUR]
    if not tableau.sections:
        lignes += ["", *_plie(tableau.vide)]
    for section in tableau.sections:
        lignes += ["", *_plie(section.titre), *_plie(section.note), *_section(section)]
    lignes += ["", *_plie(tableau.legende), *_plie(tableau.pied)]
    if tableau.formation:
        lignes = [_SANS_VALEUR, "", *lignes, "", _SANS_VALEUR]
    return "\n".join(ligne.rstrip() for ligne in lignes) + "\n"


def _section(section: SectionTableau) -> Iterator[str]:
    tete = tuple(c.titre for c in section.colonnes)
    corps = [*section.rangees, *([section.total] if section.total else [])]
    largeurs = _largeurs(section.colonnes, [tete, *corps])
    if any(c.bandeau for c in section.colonnes):
        yield _bandeau(section.colonnes, largeurs)
    yield from _rangee(tete, largeurs)
    yield _ECART.join("-" * n for n in largeurs)
    for rang, rangee in enumerate(corps):
        if section.total and rang == len(section.rangees):
            yield _ECART.join("-" * n for n in largeurs)
        yield from _rangee(rangee, largeurs)


def _largeurs(colonnes: tuple[ColonneTableau, ...], rangees: list[tuple[str, ...]]) -> list[int]:
    voulues = [max(_largeur(propre(r[i])) for r in rangees) for i in range(len(colonnes))]
    exces = sum(voulues) + len(_ECART) * (len(voulues) - 1) - LARGEUR
    for i in sorted((i for i, c in enumerate(colonnes) if c.large), key=lambda i: -voulues[i]):
        if exces <= 0:
            break
        rendu = min(exces, max(voulues[i] - _MINIMUM, 0))
        voulues[i] -= rendu
        exces -= rendu
    return voulues


def _bandeau(colonnes: tuple[ColonneTableau, ...], largeurs: list[int]) -> str:
    ligne, place = "", 0
    for i, colonne in enumerate(colonnes):
        if colonne.bandeau and (not i or colonnes[i - 1].bandeau != colonne.bandeau):
            # A label longer than its columns pushes the next one: read in order, never one over the other.
            ligne = ligne.ljust(place) + (" " if len(ligne) > place else "") + propre(colonne.bandeau)
        place += largeurs[i] + len(_ECART)
    return ligne


def _rangee(cases: tuple[str, ...], largeurs: list[int]) -> Iterator[str]:
    pliees = [wrap(propre(case), n) or [""] for case, n in zip(cases, largeurs, strict=True)]
    for k in range(max(map(len, pliees))):
        morceaux = [p[k] if k < len(p) else "" for p in pliees]
        yield _ECART.join(m + " " * (n - _largeur(m)) for m, n in zip(morceaux, largeurs, strict=True))


def _largeur(texte: str) -> int:
    return sum(2 if east_asian_width(c) in "WF" else 1 for c in texte)


def _plie(texte: str) -> list[str]:
    return wrap(propre(texte), LARGEUR, break_on_hyphens=False)
