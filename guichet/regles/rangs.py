"""Order of a waiting list (rule 4): the town's priority, then the time of request, then the first written.

The time of request never changes. Where the town asks for complete files, a request takes its rank on the day its
last document came, and none before (source 1.9).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class EnAttente:
    """One request that waits.

    Attributes:
        id: of the booking; the lower was written first.
        priorite: the greater the sooner.
        demandee_le: when it was asked, aware.
        complete_le: when its last required document came, None while some are missing.
    """

    id: int
    priorite: int
    demandee_le: datetime
    complete_le: datetime | None = None


def ordre(demandes: Iterable[EnAttente], *, a_la_completude: bool = False) -> tuple[int, ...]:
    """Ids in the order a freed place is offered; incomplete requests are left out where the town says so."""
    cles: list[tuple[int, datetime, int]] = []
    for demande in demandes:
        quand = demande.demandee_le
        if a_la_completude:
            if demande.complete_le is None:
                continue
            # Documents already there when it was asked win no time.
            quand = max(quand, demande.complete_le)
        cles.append((-demande.priorite, quand, demande.id))
    return tuple(cle[2] for cle in sorted(cles))


def rangs(demandes: Iterable[EnAttente], *, a_la_completude: bool = False) -> dict[int, int]:
    """Rank from 1 of each request that has one."""
    return {un: rang for rang, un in enumerate(ordre(demandes, a_la_completude=a_la_completude), 1)}
