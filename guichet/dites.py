"""What an act added to the slip of the visit, heard by whoever asked for the act: a screen says it as it was sealed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar

_ECOUTE: ContextVar[list[str] | None] = ContextVar("dites", default=None)


@contextmanager
def ecouter() -> Iterator[Sequence[str]]:
    """Hear the lines of the acts committed meanwhile, in this task and in the threads it starts."""
    dites: list[str] = []
    jeton = _ECOUTE.set(dites)
    try:
        yield dites
    finally:
        _ECOUTE.reset(jeton)


def dire(lignes: Sequence[str]) -> None:
    """Tell them to whoever listens; nobody does, from the shell."""
    if lignes and (dites := _ECOUTE.get()) is not None:
        dites += lignes
