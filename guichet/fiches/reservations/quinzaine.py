"""This week and next of a household's children, as the dossier shows them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

_FIN = timedelta(days=11)
"""From a Monday to the Friday of the week after."""


@dataclass(frozen=True, slots=True)
class UniteQuinzaine:
    """A unit the household has booked in these weeks."""

    unite_id: int
    lettre: str
    nom: str
    activite: str


class CaseQuinzaine(NamedTuple):
    """One child, one day, one unit; a tuple, since every dossier makes dozens."""

    personne_id: int
    jour: date
    unite_id: int
    etat: str
    """Value of EtatReservation, "fermee", or "libre" where it is owed."""
    majoree: bool = False
    rang: int = 0
    """Rank on the waiting list, from 1; 0 when it does not wait."""
    proposee: bool = False
    """Waits, and its place was offered."""
    due: bool = False
    """Given up too late by this household, which still owes it."""
    ailleurs: bool = False
    """Booked, and could be given back, on a day of the other household."""


@dataclass(frozen=True, slots=True)
class JourSansEcole:
    """A bank holiday, a bridge day, a day of school holidays."""

    jour: date
    motif: str
    vacances: bool


@dataclass(frozen=True, slots=True)
class Quinzaine:
    """Two school weeks; only what this household booked itself (rule 32)."""

    lundi: date
    unites: tuple[UniteQuinzaine, ...] = ()
    """In the order of the town."""
    cases: tuple[CaseQuinzaine, ...] = ()
    sans_ecole: tuple[JourSansEcole, ...] = ()
    prochaine: date | None = None
    """First day booked afterwards, where these weeks hold nothing."""
    ailleurs: frozenset[tuple[int, date]] = frozenset()
    """Children and days of another household."""

    @property
    def au(self) -> date:
        """Last Friday."""
        return self.lundi + _FIN
