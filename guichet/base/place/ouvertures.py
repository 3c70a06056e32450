"""Who has a base open on this machine, and being alone with it."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from guichet.base.place.identite import FILE
from guichet.base.poste.postes import DOSSIER, qui_tient
from guichet.erreurs import BaseOccupee
from guichet.formats import PARIS, heure

_PARTAGES, _COMBIEN = 0x40000002, 510
"""Bytes on which SQLite holds a lock for each connection (https://www.sqlite.org/fileformat2.html, lock-byte page)."""


def ouvertures(fichier: Path) -> tuple[str, ...]:
    """Counters and programs that have it open, each in words; this process is not one of them."""
    dits = ouvertes_par(fichier)
    dits.pop(os.getpid(), None)
    return tuple(dit or _programme(pid) for pid, dit in sorted(dits.items()))


def ouvertes_par(fichier: Path) -> dict[int, str]:
    """Each process that has it open, and who sits there where a counter says so."""
    verrous = _verrous()
    dits = dict.fromkeys(verrous.get(_numero(fichier), ()), "")
    dossier = fichier.with_name(fichier.name + DOSSIER)
    postes = sorted(dossier.iterdir()) if dossier.is_dir() else []
    return dits | {pid: qui_tient(poste) for poste in postes for pid in verrous.get(_numero(poste), ())}


def qui_ecrit(verrou: Path) -> str:
    """Who holds the turn to write now, since when, and whether it is stopped; "" for nobody, or nobody known.

    The turn's file bears the instant at which it was taken (guichet.base.file): the system's own, as its locks are.
    """
    pids = _verrous().get(_numero(verrou), [])
    if not pids or pids[0] == os.getpid():
        return ""
    depuis = datetime.fromtimestamp(verrou.stat().st_mtime, PARIS)
    qui = ouvertes_par(verrou.with_name(verrou.name.removesuffix(FILE))).get(pids[0]) or _programme(pids[0])
    arrete = ", arrêté : reprenez-le là-bas par « fg », ou fermez-le" if _arrete(pids[0]) else ""
    return f"{qui}, qui écrit depuis {heure(depuis)}{arrete}"


def _arrete(pid: int) -> bool:
    """Whether a process was stopped (Ctrl+Z, SIGSTOP): it holds what it holds, and will not let go by itself."""
    with suppress(OSError):
        # The name, in brackets, may hold spaces.
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(") ")[2][:1] in "Tt"
    return False


@contextmanager
def seul(fichier: Path) -> Iterator[None]:
    """Keep every other program from opening a base, none having it open; nothing here may have it open either.

    Raises:
        BaseOccupee: somebody has; named where the system says.
    """
    if not fichier.exists():
        yield
        return
    fd = os.open(fichier, os.O_RDWR | os.O_CLOEXEC)
    try:
        try:
            fcntl.lockf(fd, fcntl.LOCK_EX | fcntl.LOCK_NB, _COMBIEN, _PARTAGES)
        except OSError as erreur:
            raise refus_ouverte(fichier, ouvertures(fichier)) from erreur
        yield
    finally:
        os.close(fd)


def refus_ouverte(fichier: Path, qui: tuple[str, ...]) -> BaseOccupee:
    """Build the refusal of what asks that nobody be there."""
    par = " ; ".join(qui) or "un autre programme"
    return BaseOccupee(f"La base {fichier} est ouverte par {par} : fermez Guichet partout, puis réessayez.")


def _verrous() -> dict[str, list[int]]:
    """Processes that hold a lock, by the number of the file; nothing where the system does not say."""
    trouves: dict[str, list[int]] = {}
    with suppress(OSError):
        for ligne in Path("/proc/locks").read_text(encoding="ascii").splitlines():
            mots = ligne.split()
            if "->" not in mots and len(mots) >= 8:
                trouves.setdefault(mots[-3], []).append(int(mots[4]))
    return trouves


def _numero(fichier: Path) -> str:
    """Device and number as /proc/locks writes them."""
    try:
        vu = fichier.stat()
    except OSError:
        return ""
    return f"{os.major(vu.st_dev):02x}:{os.minor(vu.st_dev):02x}:{vu.st_ino}"


def _programme(pid: int) -> str:
    mots: list[str] = []
    with suppress(OSError):
        mots = Path(f"/proc/{pid}/cmdline").read_text(encoding="utf-8", errors="replace").split("\0")
    if "-c" in mots:
        # A script given whole is no name.
        mots = mots[: mots.index("-c")]
    # « python -m guichet verifier », « /usr/bin/guichet verifier »: what was asked, not how it was started.
    noms = [Path(mot).name for mot in mots if mot and not mot.startswith("-")][:3]
    if "guichet" in noms:
        noms = noms[noms.index("guichet") :]
    return f"« {' '.join(noms) or 'un programme'} » (processus {pid})"
