"""A fair queue of writers on one machine.

SQLite's own busy handler polls: one writer can wait 3 s while others pass. A file lock taken before BEGIN IMMEDIATE
keeps 93 % of the throughput with a worst wait of 0.22 s (dependances.md). The kernel frees it when a process dies.

A turn handed over at each commit runs every process on cold caches: four of them then write half as much as one.
Whoever waits therefore looks a few times first, so that a process at full speed writes several acts in a row, and
only then joins the queue of the kernel, which serves it at the next commit.
"""

from __future__ import annotations

import fcntl
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from guichet.base.place import modes
from guichet.base.place.modes import Mode
from guichet.erreurs import BaseOccupee
from guichet.erreurs.base import BaseEnLectureSeule
from guichet.erreurs.socle import cause

ATTENTE_S = 10.0
COUPS_D_OEIL_S = (0.001, 0.002, 0.004, 0.008, 0.016, 0.016, 0.016, 0.016)
"""Pauses before each look: a lone collision costs a millisecond, nobody queues later than after 79 ms."""


@contextmanager
def tour(verrou: Path, attente: float | None = None, mode: Mode | None = None) -> Iterator[int]:
    """Hold the writers' turn; gives the descriptor of its file.

    Args:
        verrou: the lock file.
        attente: seconds.
        mode: whoever may take turns, and nobody else; of the file whose name the lock bears when none is given.

    Raises:
        BaseOccupee: nobody let go within `attente` seconds, ATTENTE_S when none is given.
        BaseEnLectureSeule: the lock file cannot be opened, hence the base could not be written either.
    """
    attente = ATTENTE_S if attente is None else attente
    try:
        mode = mode or modes.de(verrou.with_name(verrou.name.removesuffix(".file")))
        fd = modes.ouvrir(verrou, os.O_RDWR, mode)
    except OSError as erreur:
        msg = f"Le fichier {verrou} ne peut pas être ouvert ({cause(erreur)}) : vérifiez les droits de son dossier."
        raise BaseEnLectureSeule(msg) from erreur
    if not _prendre(fd) and not _guetter(fd, attente):
        fd = _attendre(fd, attente)
        if fd == -1:
            raise _occupee(verrou, attente)
    try:
        with suppress(OSError):
            # When it was taken, for whoever waits too long.
            os.utime(fd)
        yield fd
    finally:
        os.close(fd)


def _prendre(fd: int) -> bool:
    try:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _guetter(fd: int, attente: float) -> bool:
    """Look from time to time whether the turn is free, for less than the wait that was granted."""
    fin = time.monotonic() + attente
    for pause in COUPS_D_OEIL_S:
        if time.monotonic() + pause >= fin:
            return False
        time.sleep(pause)
        if _prendre(fd):
            return True
    return False


def _attendre(fd: int, attente: float) -> int:
    """Wait in a thread: a blocking flock cannot be given a time limit, and polling would not be fair; -1: in vain."""
    pris = threading.Event()
    abandonne = False
    bascule = threading.Lock()

    def bloquer() -> None:
        fcntl.flock(fd, fcntl.LOCK_EX)
        with bascule:
            if abandonne:
                os.close(fd)
            else:
                pris.set()

    threading.Thread(target=bloquer, daemon=True, name="guichet-file").start()
    try:
        venu = pris.wait(attente)
    except BaseException:
        # Ctrl+C while waiting: the turn that comes later must be handed on, not kept by nobody.
        with bascule:
            abandonne = True
            if pris.is_set():
                os.close(fd)
        raise
    with bascule:
        if venu or pris.is_set():
            return fd
        abandonne = True
    return -1


def _occupee(verrou: Path, attente: float) -> BaseOccupee:
    """Name who keeps the turn: a counter stopped in the middle of an act is found and let go on."""
    from guichet.base.place.ouvertures import qui_ecrit

    par = qui_ecrit(verrou) or f"un autre poste depuis plus de {attente:.0f} secondes"
    return BaseOccupee(f"La base est occupée par {par}. Rien n’a été enregistré, réessayez.")
