"""Characters that act on what shows a text instead of showing: one list, for what comes in and for what goes out.

Escape sequences begin with one (C0 and C1 controls: OSC 52 writes the clipboard of whoever looks), direction overrides
repaint the rest of a line, lone surrogates cannot be written at all.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from unicodedata import category

_AGISSANTS = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


class Signes(dict[int, str]):
    """For `str.translate`: what stands for each character, learnt on first sight."""

    def __init__(self, rendre: Callable[[str], str], gardes: str = "") -> None:
        """Make the table.

        Args:
            rendre: what stands for an acting character.
            gardes: acting characters that stay as they are.
        """
        super().__init__()
        self._rendre = rendre
        self._gardes = gardes

    def __missing__(self, point: int) -> str:
        signe = chr(point)
        rendu = self._rendre(signe) if category(signe) in _AGISSANTS and signe not in self._gardes else signe
        self[point] = rendu
        return rendu


def _blanc(signe: str) -> str:
    return " " if signe.isspace() else ""


_UNE_LIGNE = Signes(_blanc)
_LIGNES = Signes(_blanc, "\n")
_JSON = Signes(lambda signe: json.dumps(signe)[1:-1], "\n")


def sans_effet(texte: str, *, lignes: bool = False) -> str:
    """The text without what acts: returns and tabs become spaces, except the ends of lines where there are `lignes`."""
    return texte if texte.isprintable() else texte.translate(_LIGNES if lignes else _UNE_LIGNE)


def json_sans_effet(texte: str) -> str:
    """A JSON text that holds the same values, what acts being written as its number."""
    return texte.translate(_JSON)


def agissant(texte: str) -> str:
    """The first acting character, "" when there is none."""
    if texte.isprintable():
        return ""
    return next((signe for signe in texte if category(signe) in _AGISSANTS), "")
