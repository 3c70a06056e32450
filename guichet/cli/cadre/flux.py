"""The border every word of a command crosses on its way out: what acts on the terminal is taken out.

Tables, sentences and JSON are made without effect before; this stands behind them, for the one that forgets. It is
also where an answer that cannot be written is known, whoever was writing it.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, TextIO

from guichet.signes import sans_effet

_STYLE = re.compile(r"(\x1b\[[0-9;]*m)")
"""Colours and bold, which tables put round texts that hold none."""


class ReponsePerdue(Exception):
    """What a command answers cannot be written: full disk, closed output, reader gone."""

    def __init__(self, cause: OSError) -> None:
        super().__init__(cause)
        self.cause = cause


class Flux:
    """A stream that lets styles and words through; the rest is the stream's own."""

    def __init__(self, vrai: TextIO, *, muet: bool = False) -> None:
        """Stand before a stream; `muet`: what cannot be written there is lost, there is nowhere left to say it."""
        self.vrai = vrai
        self._muet = muet

    def write(self, texte: str) -> int:
        """Write words.

        Raises:
            ReponsePerdue: they cannot be.
        """
        propre = texte
        if not texte.isprintable():
            morceaux = _STYLE.split(texte)
            morceaux[::2] = [sans_effet(morceau, lignes=True) for morceau in morceaux[::2]]
            propre = "".join(morceaux)
        with self._dire():
            self.vrai.write(propre)
        return len(texte)

    def writelines(self, lignes: Iterable[str]) -> None:
        """Write words, several times."""
        for ligne in lignes:
            self.write(ligne)

    def flush(self) -> None:
        """Have them leave.

        Raises:
            ReponsePerdue: they cannot.
        """
        with self._dire():
            self.vrai.flush()

    @contextmanager
    def _dire(self) -> Iterator[None]:
        try:
            yield
        except OSError as cause:
            if not self._muet:
                raise ReponsePerdue(cause) from cause

    def __getattr__(self, nom: str) -> Any:
        return getattr(self.vrai, nom)


def brut(flux: Any) -> Any:
    """The stream behind the border, for what moves the cursor on purpose: a progress bar."""
    return flux.vrai if isinstance(flux, Flux) else flux


@contextmanager
def bordes() -> Iterator[None]:
    """Put the border before both outputs for the time of a command."""
    out, err = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = Flux(out), Flux(err, muet=True)
    try:
        yield
    finally:
        sys.stdout, sys.stderr = out, err


def abandonner() -> None:
    """Give up both outputs: Python flushes them once more at its end, and would complain in English."""
    for flux in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            vers = os.open(os.devnull, os.O_WRONLY)
            os.dup2(vers, flux.fileno())
            os.close(vers)
