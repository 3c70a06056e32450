"""What an act did, heard by whoever asked for it: a screen says it as it was sealed, and may take it back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from guichet.regles.socle.actes import TypeActe


@dataclass(slots=True)
class Accompli:
    """What was committed.

    Attributes:
        lignes: what was added to the slip of the visit, in order.
        phrase: the last of it, summed up, as a status line says it.
        actes: what was sealed in the journal, in order.
        reservations: bookings changed, in order: regles.reservations.changements.ChangementReservation, which the base
            below every subject does not name.
        revers: what else may be given back, as it was: regles.comptoir.retours.Revers.
    """

    lignes: list[str] = field(default_factory=list)
    phrase: str = ""
    actes: list[TypeActe] = field(default_factory=list)
    reservations: list[Any] = field(default_factory=list)
    revers: list[Any] = field(default_factory=list)


_ECOUTE: ContextVar[Accompli | None] = ContextVar("accompli", default=None)


@contextmanager
def ecouter() -> Iterator[Accompli]:
    """Hear what is committed meanwhile, in this task and in the threads it starts."""
    accompli = Accompli()
    jeton = _ECOUTE.set(accompli)
    try:
        yield accompli
    finally:
        _ECOUTE.reset(jeton)


def dire(commis: Accompli) -> None:
    """Tell it to whoever listens; nobody does, from the shell."""
    if (accompli := _ECOUTE.get()) is not None:
        accompli.lignes += commis.lignes
        accompli.phrase = commis.phrase or accompli.phrase
        accompli.actes += commis.actes
        accompli.reservations += commis.reservations
        accompli.revers += commis.revers
