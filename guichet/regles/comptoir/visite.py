"""What a visit keeps of its lines: they are never erased, and what was taken back is not what was done."""

from __future__ import annotations

from collections.abc import Sequence

LONGUEUR = 200
"""Longest line of a visit; what goes beyond is cut."""
DEFAIT = "défait : "
"""Begins the line of a mirror act; what follows is the line it takes back."""


def defait(phrase: str, lignes: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """Phrase and lines of the mirror of an act that said these; "" where it said nothing on the slip."""
    return f"{DEFAIT}{phrase}" if lignes else "", tuple(f"{DEFAIT}{ligne}" for ligne in lignes)


def gardees(lignes: Sequence[str]) -> list[int]:
    """Ranks of the lines that still hold: neither one taken back, nor the one that says so."""
    tenues: list[int] = []
    for rang, ligne in enumerate(lignes):
        if not ligne.startswith(DEFAIT):
            tenues.append(rang)
            continue
        dite = ligne.removeprefix(DEFAIT)
        # Cut at its end, it names its line by all that was left of it.
        entiere = len(ligne) < LONGUEUR
        visee = next((r for r in reversed(tenues) if _est(lignes[r], dite, entiere=entiere)), None)
        if visee is not None:
            tenues.remove(visee)
    return tenues


def _est(ligne: str, dite: str, *, entiere: bool) -> bool:
    return ligne == dite if entiere else ligne.startswith(dite)
