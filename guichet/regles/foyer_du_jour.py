"""Which household a child of separated parents is in on a day: exceptions, then halves of holidays, then weeks.

One household states its side, the other has what is left: neither needs to know anything else of the other
(rule 32).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from guichet.regles.domaine import MoitieVacances
from guichet.regles.garde import Rythme, semaine_ici

if TYPE_CHECKING:
    from datetime import date

    from guichet.regles.calendrier import Calendrier, Periode


@dataclass(frozen=True, slots=True)
class PartVacances:
    """The half of the holidays spent in one household.

    Attributes:
        moitie: the half, in holidays that begin in the year `annee`.
        annee: year the agreement speaks of.
        alterne: the other half the next year, as most judgments say; False: the same every year.
    """

    moitie: MoitieVacances
    annee: int
    alterne: bool = True

    def ici(self, vacances: Periode, jour: date) -> bool:
        """Whether that day of these holidays is in this half; the middle day of an odd count is in the first.

        Christmas holidays are of the year they begin in, New Year's Day included.
        """
        duree = (vacances.au - vacances.du).days + 1
        dans_la_premiere = 2 * (jour - vacances.du).days < duree
        echangees = self.alterne and (vacances.du.year - self.annee) % 2 == 1
        return dans_la_premiere is ((self.moitie is MoitieVacances.PREMIERE) is not echangees)


@dataclass(frozen=True, slots=True)
class Foyer:
    """One household of the child, and what it states.

    Attributes:
        famille_id: the household.
        rythme: weeks spent here out of how many; None when it states none.
        ancre: Monday of a stay that begins here.
        vacances: its half of the holidays; None: the weeks go on through them.
    """

    famille_id: int
    rythme: Rythme | None = None
    ancre: date | None = None
    vacances: PartVacances | None = None


@dataclass(frozen=True, slots=True)
class ExceptionGarde:
    """Days spent in one household whatever was agreed, from `du` to `au`, both included."""

    famille_id: int
    du: date
    au: date


def foyer_du(
    jour: date, foyers: Sequence[Foyer], exceptions: Sequence[ExceptionGarde], calendrier: Calendrier
) -> int | None:
    """Household the child is in that day; None where nothing is stated: either may then book.

    Args:
        jour: the day.
        foyers: the households of the child, two at most.
        exceptions: oldest first: the last one said wins.
        calendrier: tells the holidays.
    """
    for exception in reversed(exceptions):
        if exception.du <= jour <= exception.au:
            return exception.famille_id
    if len(foyers) < 2:
        return foyers[0].famille_id if foyers else None
    vacances = calendrier.vacances_du(jour)
    for foyer in foyers:
        if vacances is not None and foyer.vacances is not None:
            return _celui(foyers, foyer, ici=foyer.vacances.ici(vacances, jour))
    for foyer in foyers:
        if foyer.rythme is not None and foyer.ancre is not None:
            return _celui(foyers, foyer, ici=semaine_ici(foyer.rythme, foyer.ancre, jour))
    return None


def reserve_ici(
    famille_id: int,
    jour: date,
    foyers: Sequence[Foyer],
    exceptions: Sequence[ExceptionGarde],
    calendrier: Calendrier,
) -> bool:
    """Whether this household may book that day."""
    return foyer_du(jour, foyers, exceptions, calendrier) in (None, famille_id)


def _celui(foyers: Sequence[Foyer], foyer: Foyer, *, ici: bool) -> int:
    return foyer.famille_id if ici else next(autre.famille_id for autre in foyers if autre is not foyer)
