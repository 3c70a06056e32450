"""One descriptor of our own for each base file this process has open, closed after SQLite's.

The system forgets every lock a process holds on a file as soon as that process closes any descriptor of it: a header
read the plain way takes from SQLite its lock on the base, and the next program to leave removes the -wal under us.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

Lieu = tuple[int, int]
"""Device and number of a file: not used again as long as somebody has it open."""


@dataclass(slots=True)
class _Tenu:
    fd: int
    fois: int = 0


_TENUS: dict[Lieu, _Tenu] = {}
_VERROU = Lock()


def lieu(vu: os.stat_result) -> Lieu:
    """Which file this is."""
    return (vu.st_dev, vu.st_ino)


def tenir(fichier: Path) -> tuple[Lieu, int]:
    """Open a base file to read its header at any time; give it back by `lacher`, after SQLite's connections.

    Raises:
        OSError: it cannot be opened.
    """
    with _VERROU:
        if (tenu := _TENUS.get(ici := lieu(fichier.stat()))) is None:
            fd = os.open(fichier, os.O_RDONLY | os.O_CLOEXEC)
            ici = lieu(os.fstat(fd))
            if (tenu := _TENUS.get(ici)) is None:
                tenu = _TENUS[ici] = _Tenu(fd)
        tenu.fois += 1
        return ici, tenu.fd


def lacher(ici: Lieu) -> None:
    """Close it once nobody here has it open."""
    with _VERROU:
        tenu = _TENUS[ici]
        tenu.fois -= 1
        if not tenu.fois:
            del _TENUS[ici]
            os.close(tenu.fd)


def lire_debut(fichier: Path, octets: int) -> bytes:
    """First bytes of any file, at no cost to the locks of a base that this process has open.

    Raises:
        OSError: it cannot be read.
    """
    with _VERROU:
        if (tenu := _TENUS.get(lieu(fichier.stat()))) is not None:
            return os.pread(tenu.fd, octets, 0)
        with fichier.open("rb") as flux:
            return flux.read(octets)
