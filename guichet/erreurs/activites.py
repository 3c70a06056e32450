"""Refusals about the calendar, the activities and the registrations."""

from __future__ import annotations

from collections.abc import Sequence

from guichet.erreurs.socle import ErreurMetier, SaisieInvalide


class ActiviteInconnue(ErreurMetier):
    """No activity, group or opening is called that."""

    regle = "activité"


class OuvertureImpossible(ErreurMetier):
    """Fewer places than children expected that day."""

    regle = "capacité"


class VacancesInconnues(ErreurMetier):
    """School days cannot be told from holidays: nothing is opened before the calendar is there."""

    regle = "calendrier scolaire"


class PeriodeInvalide(SaisieInvalide):
    """A period of the calendar that cannot be: it ends before it begins, or has no name."""

    regle = "calendrier"


class PeriodeInconnue(ErreurMetier):
    """The calendar no longer holds this period."""

    regle = "calendrier"


class CalendrierIllisible(SaisieInvalide):
    """A calendar file with wrong lines: each is named, and nothing was imported."""

    regle = "calendrier"

    def __init__(self, message: str, fautes: Sequence[tuple[int, str]] = ()) -> None:
        """Keep the wrong lines apart.

        Args:
            message: the whole refusal, one wrong line a line.
            fautes: (number of the line, sentence) of each.
        """
        super().__init__(message)
        self.fautes = tuple(fautes)


class InscriptionImpossible(ErreurMetier):
    """This child cannot attend: age, school, household, or already registered then."""

    regle = "inscription"


class InscriptionInconnue(ErreurMetier):
    """There is no such registration, or it is over."""

    regle = "inscription"
