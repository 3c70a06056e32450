"""Alternate custody of one child, as one household settles and sees it; nothing of the other (rule 32)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from guichet.fiches.familles.foyer import Membre
    from guichet.regles.garde.jours import Garde, PartVacances
    from guichet.regles.offre.calendrier import Calendrier


@dataclass(frozen=True, slots=True)
class Reglage:
    """What a form or a command settles for the household on the screen; the other one gets the rest."""

    rythme: str
    """« 1/2 » for one week in two."""
    ancre: date | str
    """A Monday a stay here begins; text as typed, in any usual writing."""
    vacances: PartVacances | None = None
    """Half of the holidays spent here; None: holidays follow the weeks."""
    payeurs: frozenset[int] | None = None
    """Adults of this household who receive its bills; None: as they are."""


@dataclass(frozen=True, slots=True)
class FicheGarde:
    """One child in one household: what is settled, and what draws the days to come."""

    enfant: Membre
    responsables: tuple[Membre, ...]
    """Adults of this household, in their order: one of them at least pays."""
    fratrie: tuple[Membre, ...]
    """Other children of this household who have no second one: they may come and go with this child."""
    garde: Garde
    calendrier: Calendrier
    """From this week on, a little more than a year."""
    a_rendre: tuple[date, ...] = ()
    """Days to come this household has booked, and which are no longer its own."""

    @property
    def payeurs(self) -> frozenset[int]:
        """Who pays in this household."""
        return frozenset(m.personne_id for m in self.responsables if m.payeur)

    @property
    def reglage(self) -> Reglage:
        """What a form opens with."""
        e = self.enfant
        return Reglage(e.garde_rythme, e.garde_ancre or "", self.garde.vacances, self.payeurs)
