"""What an offer asks of those who book it, without knowing them: who is expected, and who waits, from a day on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from guichet.base.lecture import Lecteur

Cellule = tuple[int, int, date]
"""(groupe_id, unite_id, jour)."""


class Attendus(Protocol):
    """Whoever keeps the bookings; the service that applies a règlement says who (registres.reservations.attendus)."""

    def unite_tenue(self, s: Lecteur, unite_id: int, le: date) -> bool:
        """Whether a child holds or asks for this unit, from that day on."""
        ...

    def presents(self, s: Lecteur, groupe_ids: Iterable[int], le: date) -> Mapping[Cellule, int]:
        """How many places are taken in these groups, from that day on; empty cells are absent."""
        ...

    def en_attente(self, s: Lecteur, groupe_ids: Iterable[int], le: date) -> set[Cellule]:
        """Cells of these groups somebody waits for, from that day on."""
        ...
