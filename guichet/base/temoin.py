"""The witness: a file outside the base that keeps the heads of its journal (rule 20). Its one writer and reader.

One line a committed act, « sequence hash ». A tail cut off, or an old copy put back, does not break the chain: the
witness knows what was there.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from guichet.base import modes

_LOT = 2000 * 72
"""Bytes read at once: some two thousand lines."""


class Tete(NamedTuple):
    """A row of the journal: its number and its hash."""

    seq: int
    empreinte: str


def noter(temoin: Path, tete: Tete) -> None:
    """Add the head. The act is committed: a witness that cannot be written must not make it look refused."""
    base = temoin.with_name(temoin.name.removesuffix(".temoin"))
    with suppress(OSError):
        modes.dossier(temoin.parent, modes.neuf())
        with os.fdopen(modes.ouvrir(temoin, os.O_RDWR | os.O_APPEND, modes.de(base)), "ab+") as fichier:
            # After a power cut the last line may be torn: never glue a good one to it.
            colle = fichier.tell() > 0 and (fichier.seek(-1, os.SEEK_END), fichier.read(1))[1] != b"\n"
            fichier.write(b"\n" * colle + _ecrire(tete))


def lire(temoin: Path) -> Iterator[list[Tete | None]]:
    """Give its lines by batches, None for one that cannot be read (torn by a power cut).

    Raises:
        OSError: there is none, or it cannot be read.
    """
    with temoin.open("rb") as flux:
        while lot := flux.readlines(_LOT):
            yield [_lire(ligne) for ligne in lot]


def copier(temoin: Path, vers: Path, jusqu_a: int) -> None:
    """Give a copy of the base the witness of its own moment: what was written after it is left out.

    A witness that is missing or cannot be read gives none to the copy, which then says so.
    """
    with suppress(OSError):
        lots = lire(temoin)
        premier = next(lots, [])
        base = vers.with_name(vers.name.removesuffix(".temoin"))
        fd = modes.ouvrir(vers, os.O_TRUNC | os.O_WRONLY, modes.de(base))
        with os.fdopen(fd, "wb") as sortie:
            for lot in (premier, *lots):
                sortie.writelines(_ecrire(t) for t in lot if t is not None and t.seq <= jusqu_a)
            sortie.flush()
            os.fsync(fd)


def _ecrire(tete: Tete) -> bytes:
    return f"{tete.seq} {tete.empreinte}\n".encode("ascii")


def _lire(ligne: bytes) -> Tete | None:
    seq, _, hache = ligne.strip().partition(b" ")
    if not seq.isdigit() or len(hache) != 64:
        return None
    return Tete(int(seq), hache.decode("ascii", "replace"))
