"""Since when a family can be asked to keep a deadline: its child's first registration of the present stay."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

_JOUR = timedelta(days=1)


def arrivee(sejours: Iterable[tuple[date, date | None]], demandees: Iterable[date]) -> date | None:
    """Day a child came to the town's activities, None where no registration was asked.

    A household that moves in registers its child that day or later, and nothing could be booked before. One that left
    town and comes back arrives again; moving from one parent's household to the other's is no arrival.

    Args:
        sejours: days of the child in each household, both included; no end means still.
        demandees: days on which registrations of the child were asked, to whatever activity.
    """
    parti = jusqu_au = date.min
    for du, au in sorted(sejours, key=lambda sejour: sejour[0]):
        if jusqu_au < du - _JOUR:
            parti = jusqu_au
        jusqu_au = max(jusqu_au, au or date.max)
    return min((jour for jour in demandees if jour > parti), default=None)
