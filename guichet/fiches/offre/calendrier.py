"""What a change of the calendar would do, told before it is accepted, and what a file brought."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Retrait:
    """What the removal of a period would open again."""

    jours: int
    ouvertures: int
    """One group, one unit, one day each."""
    autrement: int
    """Openings that stay closed for another reason."""
    gardees: int
    """Bookings kept on those days."""


@dataclass(frozen=True, slots=True)
class CalendrierImporte:
    """What a calendar file brought."""

    ajoutees: int
    sans_fin: tuple[str, ...] = ()
    """Holidays whose end is not published yet: left out."""
