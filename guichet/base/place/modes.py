"""Who may open a base and what stands with it: its owner alone, or a group; never by the umask of whoever came first.

Whoever reads writes too, or neither: a reader without the right to write would hold the locks of -shm against the
counters, and read births and PAI past every right.
"""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

PRIVE, PARTAGE = 0o600, 0o660


@dataclass(frozen=True, slots=True)
class Mode:
    """What every file of one base bears."""

    bits: int
    uid: int
    gid: int

    @property
    def partage(self) -> bool:
        """Whether a group shares the base."""
        return self.bits == PARTAGE

    @property
    def dossier(self) -> int:
        """Bits of a folder: what is made in a shared one belongs to the group, whoever makes it."""
        return 0o2770 if self.partage else 0o700


def neuf(groupe: int | None = None) -> Mode:
    """Mode of what this account makes, shared with a group (its number) or with nobody."""
    partage = groupe is not None
    return Mode(PARTAGE if partage else PRIVE, os.geteuid(), os.getegid() if groupe is None else groupe)


def de(fichier: Path | None) -> Mode:
    """Mode that what stands with a file must follow; a private one when it is not there (yet), or is on a server."""
    if fichier is not None:
        with suppress(OSError):
            s = fichier.stat()
            return Mode(PARTAGE if s.st_mode & 0o060 == 0o060 else PRIVE, s.st_uid, s.st_gid)
    return neuf()


def ouvrir(chemin: Path, drapeaux: int, mode: Mode) -> int:
    """Open a file, made if needed (unless O_EXCL says that it must be), under that mode whatever the umask.

    Raises:
        OSError: it cannot be opened.
    """
    fd = os.open(chemin, drapeaux | os.O_CREAT | os.O_CLOEXEC, PRIVE)
    poser(fd, mode)
    return fd


def poser(fd: int, mode: Mode) -> None:
    """Give an open file, or a folder, its mode; nothing when it is another account's, which gave it the same."""
    s = os.fstat(fd)
    bits = mode.dossier if stat.S_ISDIR(s.st_mode) else mode.bits
    with suppress(PermissionError):
        if os.geteuid() == 0 and (s.st_uid, s.st_gid) != (mode.uid, mode.gid):
            # Made by root for an account that could not open it afterwards.
            os.fchown(fd, mode.uid, mode.gid)
        elif mode.bits & 0o070 and s.st_gid != mode.gid:
            os.fchown(fd, -1, mode.gid)
        if stat.S_IMODE(s.st_mode) != bits:
            os.fchmod(fd, bits)


def dossier(chemin: Path, mode: Mode) -> bool:
    """Make a folder under that mode, with its parents; False when it was there, left as it is.

    Raises:
        OSError: it cannot be made.
    """
    try:
        chemin.mkdir(mode=0o700)
    except FileExistsError:
        if not chemin.is_dir():
            raise
        return False
    except FileNotFoundError:
        chemin.parent.mkdir(parents=True)
        chemin.mkdir(mode=0o700)
    fd = os.open(chemin, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        poser(fd, mode)
    finally:
        os.close(fd)
    return True


def nom_du_groupe(gid: int) -> str:
    """A group by its name, by its number where it has none."""
    import grp

    try:
        return grp.getgrgid(gid).gr_name
    except KeyError:
        return str(gid)
