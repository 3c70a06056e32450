"""The border every word of a command crosses on its way out: what acts on the terminal is taken out.

Tables, sentences and JSON are made without effect before; this stands behind them, for the one that forgets.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, TextIO

from guichet.signes import sans_effet

_STYLE = re.compile(r"(\x1b\[[0-9;]*m)")
"""Colours and bold, which tables put round texts that hold none."""


class Flux:
    """A stream that lets styles and words through; the rest is the stream's own."""

    def __init__(self, vrai: TextIO) -> None:
        self.vrai = vrai

    def write(self, texte: str) -> int:
        """Write words."""
        if not texte.isprintable():
            morceaux = _STYLE.split(texte)
            morceaux[::2] = [sans_effet(morceau, lignes=True) for morceau in morceaux[::2]]
            self.vrai.write("".join(morceaux))
        else:
            self.vrai.write(texte)
        return len(texte)

    def writelines(self, lignes: Iterable[str]) -> None:
        """Write words, several times."""
        for ligne in lignes:
            self.write(ligne)

    def __getattr__(self, nom: str) -> Any:
        return getattr(self.vrai, nom)


def brut(flux: Any) -> Any:
    """The stream behind the border, for what moves the cursor on purpose: a progress bar."""
    return flux.vrai if isinstance(flux, Flux) else flux


@contextmanager
def bordes() -> Iterator[None]:
    """Put the border before both outputs for the time of a command."""
    out, err = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = Flux(out), Flux(err)
    try:
        yield
    finally:
        sys.stdout, sys.stderr = out, err
