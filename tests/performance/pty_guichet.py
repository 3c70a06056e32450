"""A program in a real pseudo-terminal: what a person sees, and when (Pilot adds waits of its own)."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import pyte

from tests.patience import TROP_LONG_S

SILENCE_S = 0.06
"""A screen that says nothing for this long is painted."""


class Terminal:
    """Run a command in a pty of 120×36 and time what it paints; `recus`, where given, takes every byte."""

    def __init__(
        self,
        commande: Sequence[str],
        *,
        colonnes: int = 120,
        lignes: int = 36,
        recus: bytearray | None = None,
        **env: str,
    ) -> None:
        self.ecran = pyte.Screen(colonnes, lignes)
        self._flux = pyte.ByteStream(self.ecran)
        self.fini = False
        self.recus = recus
        self.depart = time.perf_counter()
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            milieu = os.environ | {"TERM": "xterm-256color", "COLORTERM": "truecolor", "TEXTUAL_FPS": "240"} | env
            for nom in ("PYTHONDONTWRITEBYTECODE", "COLUMNS", "LINES"):
                milieu.pop(nom, None)
            os.execvpe(commande[0], list(commande), milieu)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", lignes, colonnes, 0, 0))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, erreur: BaseException | None, trace: TracebackType | None
    ) -> None:
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.fd)

    def taper(self, octets: bytes) -> None:
        """Press keys."""
        os.write(self.fd, octets)

    def lire(self, attente: float = SILENCE_S) -> float | None:
        """Read until the screen is quiet; returns the instant of the last byte painted, None when nothing came."""
        dernier = None
        while select.select([self.fd], [], [], attente)[0]:
            try:
                morceau = os.read(self.fd, 1 << 20)
            except OSError:
                morceau = b""
            if not morceau:
                self.fini = True
                break
            dernier = time.perf_counter()
            if self.recus is not None:
                self.recus += morceau
            self._flux.feed(morceau)
        return dernier

    def attendre(self, texte: str) -> float:
        """Read until a text is on the screen; returns the instant at which the painting that shows it ended.

        Raises:
            TimeoutError: the program ended without showing it, or hangs; with what the screen showed.
        """
        fin = time.perf_counter() + TROP_LONG_S
        while not self.fini and time.perf_counter() < fin:
            instant = self.lire(0.002)
            if instant is not None and any(texte in ligne for ligne in self.ecran.display):
                return instant
        raise TimeoutError(texte + "\n" + "\n".join(self.ecran.display))

    def temps_de_touche(self, touche: bytes) -> float:
        """Seconds from a key to the end of what it repaints.

        Raises:
            TimeoutError: it repaints nothing: what was to be measured is not what is on the screen.
        """
        self.lire()
        debut = time.perf_counter()
        self.taper(touche)
        # The first byte may come late, the rest follows at once.
        select.select([self.fd], [], [], TROP_LONG_S)
        dernier = self.lire(0.03)
        if dernier is None:
            raise TimeoutError(f"{touche!r}\n" + "\n".join(self.ecran.display))
        return dernier - debut

    def memoire_mio(self) -> float:
        """Resident memory of the program."""
        with Path(f"/proc/{self.pid}/status").open(encoding="ascii") as flux:
            return next(int(li.split()[1]) / 1024 for li in flux if li.startswith("VmRSS"))
