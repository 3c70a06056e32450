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
class Faits:
    """What was committed.

    Attributes:
        lignes: what was added to the slip of the visit, in order.
        actes: what was sealed in the journal, in order.
        reservations: bookings changed, in order: regles.reservations.changements.ChangementReservation, which the base
            below every subject does not name.
    """

    lignes: list[str] = field(default_factory=list)
    actes: list[TypeActe] = field(default_factory=list)
    reservations: list[Any] = field(default_factory=list)


_ECOUTE: ContextVar[Faits | None] = ContextVar("faits", default=None)


@contextmanager
def ecouter() -> Iterator[Faits]:
    """Hear what is committed meanwhile, in this task and in the threads it starts."""
    faits = Faits()
    jeton = _ECOUTE.set(faits)
    try:
        yield faits
    finally:
        _ECOUTE.reset(jeton)


def dire(commis: Faits) -> None:
    """Tell it to whoever listens; nobody does, from the shell."""
    if (faits := _ECOUTE.get()) is not None:
        faits.lignes += commis.lignes
        faits.actes += commis.actes
        faits.reservations += commis.reservations
