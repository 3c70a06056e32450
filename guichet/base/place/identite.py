"""Is the base at that place still the file this process opened? Asked by each write, and by each reading.

A name leads elsewhere once a base is moved, removed, or a copy put in its place: what is then written is acknowledged,
and lost. A copy written over the same file (`cp`) keeps its number: the header tells it. A copy made by Guichet bears
a mark of its own, no -wal, and SQLite's counter of changes never goes back in the life of a file.

The -wal of another file read into a copy destroys it. Beside the base, in the file of the writers' turn, stands which
mark and which counter the -wal goes with: known on the disk before it is written there, so that a power cut does not
make an honest base look replaced.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import NamedTuple

from guichet.base.place.descripteurs import Lieu, lacher, lieu, tenir
from guichet.erreurs.base import BaseInjoignable, BaseRemplacee
from guichet.erreurs.socle import cause

FILE = ".file"
"""Ending of the file of the writers' turn."""
_OUVERTS = ("-wal", "-shm")
_NOTE = 32


class Generation(NamedTuple):
    """What the header of a base says of which file it is (https://www.sqlite.org/fileformat.html, 1.3)."""

    mode: int
    """Byte 18: 2 once it has a -wal; a copy made by Guichet has 1 until it is opened."""
    compteur: int
    """Bytes 24 to 27: changes of the first page, never fewer in the life of a file."""
    marque: int
    """Bytes 60 to 63, user_version: 0 at birth, drawn for each copy."""

    def suit(self, avant: Generation) -> bool:
        """Whether a file that was `avant` may have become this one."""
        return self.marque == avant.marque and self.compteur >= avant.compteur and self.mode >= avant.mode


def generation(tete: bytes) -> Generation | None:
    """Read a header; None when there is none, as in a file being written over."""
    if len(tete) < 64:
        return None
    return Generation(tete[18], int.from_bytes(tete[24:28], "big"), int.from_bytes(tete[60:64], "big"))


class Identite:
    """The file a process opened, held until `lacher`; one for each open base."""

    def __init__(self, fichier: Path) -> None:
        """Take note of the file that is there now, before SQLite opens it.

        Raises:
            BaseRemplacee: what stands there is not the file its -wal was written with.
            BaseInjoignable: it cannot be opened.
        """
        self._fichier = fichier
        self._chemin = str(fichier)
        try:
            self._lieu, self._fd = tenir(fichier)
        except OSError as erreur:
            msg = f"La base {fichier} ne peut pas être ouverte ({cause(erreur)}) : vérifiez son nom et vos droits."
            raise BaseInjoignable(msg) from erreur
        self._verrou = Lock()
        self._compagnons: dict[str, Lieu] = {}
        self._notee = b""
        self._vue = generation(self._tete()) or Generation(0, 0, 0)
        # A second look: a counter at work may have opened the copy meanwhile.
        if all(_wal_etranger(fichier, self._tete()) for _ in range(2)):
            self.lacher()
            raise BaseRemplacee(
                f"{fichier} n’est pas le fichier avec lequel {fichier.name}-wal a été écrit : une copie a été mise à "
                "sa place, et les ouvrir ensemble l’abîmerait. Remettez la copie par « guichet restaurer »."
            )

    def lacher(self) -> None:
        """Let the file go, once SQLite has."""
        lacher(self._lieu)

    def exiger(self, suite: str = "") -> None:
        """Refuse when the name no longer leads to this file.

        Args:
            suite: what became of what was asked, « rien n’a été enregistré, ».

        Raises:
            BaseRemplacee: moved, removed, or another in its place.
        """
        if self.encore_la():
            return
        # Two threads may have crossed, and a page may be read as it is written: refused on a second look only.
        with self._verrou:
            if self.encore_la():
                return
        if not self._fichier.exists():
            raise BaseRemplacee(
                f"La base {self._fichier} n’est plus à sa place : {suite}remettez-la sans rien effacer, puis réessayez."
            )
        raise BaseRemplacee(
            f"Une autre base a été mise à la place de {self._fichier} depuis que ce guichet l’a ouverte : {suite}"
            "fermez ce guichet, puis rouvrez-le."
        )

    def exiger_compagnons(self, suite: str = "") -> None:
        """Refuse when what stands beside it is no longer what SQLite opened; to be asked in a transaction.

        Raises:
            BaseRemplacee: names the file.
        """
        for fin in _OUVERTS:
            try:
                vu = lieu(os.stat(self._chemin + fin))  # noqa: PTH116 - twice as fast, at each write
            except OSError:
                vu = (0, 0)
            if vu != self._compagnons.setdefault(fin, vu):
                raise BaseRemplacee(
                    f"Le fichier {self._fichier.name}{fin}, qui tient les derniers actes de la base, a été retiré ou "
                    f"remplacé : {suite}fermez tous les guichets, puis rouvrez-les."
                )

    def noter(self, fd: int) -> None:
        """Write which generation the -wal goes with, in the file of the writers' turn, held."""
        texte = f"{self._vue.marque:08x} {self._vue.compteur:010d}\n".encode()
        if texte == self._notee:
            return
        # A disk that refuses will say so at the commit.
        with suppress(OSError):
            if os.pread(fd, _NOTE, 0) != texte:
                os.fsync(self._fd)
                os.pwrite(fd, texte, 0)
        self._notee = texte

    def _tete(self) -> bytes:
        return os.pread(self._fd, 64, 0)

    def encore_la(self) -> bool:
        """Whether its name still leads to this file, unchanged by anybody else."""
        try:
            if lieu(os.stat(self._chemin)) != self._lieu:  # noqa: PTH116 - twice as fast, at each write
                return False
        except OSError:
            return False
        lue = generation(self._tete())
        if lue is None or not lue.suit(self._vue):
            return False
        self._vue = lue
        return True


def _wal_etranger(fichier: Path, tete: bytes) -> bool:
    """Whether the -wal that is there was written with another file."""
    try:
        if (lue := generation(tete)) is None or not fichier.with_name(f"{fichier.name}-wal").stat().st_size:
            return False
        if lue.mode == 1:
            return True
        with fichier.with_name(fichier.name + FILE).open("rb") as flux:
            marque, compteur = flux.read(_NOTE).split()
            return not lue.suit(Generation(0, int(compteur), int(marque, 16)))
    except (OSError, ValueError):
        # Nothing written yet, by this version or at all.
        return False
