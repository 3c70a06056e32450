"""What writing the demonstration town depends on, and a family once written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from guichet.communes import Commune
    from guichet.demonstration.fiches import FamilleDemo


@dataclass(frozen=True, slots=True)
class Chantier:
    """What the writing of the town depends on.

    Attributes:
        commune: the town.
        maintenant: instant of the preparation, in local time.
        annee: school year.
        cle: key of the hashes of the Clés Enfance of this base.
        hache: argon2id hash every account shares, of a secret nobody knows.
    """

    commune: Commune
    maintenant: datetime
    annee: int
    cle: bytes
    hache: str

    def il_y_a(self, *, jours: int = 0, minutes: int = 0) -> datetime:
        """Return an instant that long ago."""
        return self.maintenant - timedelta(days=jours, minutes=minutes)


@dataclass(frozen=True, slots=True)
class Placee:
    """A family once written: its identifiers in the base."""

    demo: FamilleDemo
    famille_id: int
    personnes: tuple[int, ...]
