"""Bookings as rows: a demand that waits, a booking a closure falls on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class LigneAttente:
    """One demand on the waiting list."""

    reservation_id: int
    jour: date
    site: str
    activite: str
    groupe: str
    unite: str
    rang: int
    """From 1; 0 while a required document is missing and the town gives no rank before it."""
    code: str
    enfant: str
    demandee_le: datetime
    priorite: int
    proposee: bool
    """A freed place is offered, the answer is awaited."""
    manquantes: tuple[str, ...] = ()
    """Required documents an incomplete demand lacks."""
    complete_le: datetime | None = None
    """Since when it ranks, where it first waited for a document; None: since it was asked."""


@dataclass(frozen=True, slots=True)
class LigneTouchee:
    """A booking a closure falls on, with the number to call."""

    reservation_id: int
    jour: date
    site: str
    activite: str
    unite: str
    code: str
    enfant: str
    telephone: str
    etat: str
