"""In which household a child of separated parents is on a day: exception, then holidays by halves, then rhythm."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from guichet.regles.familles.alternance import Rythme, semaine_ici
from guichet.regles.offre.calendrier import Calendrier
from guichet.regles.socle.domaine import MoitieVacances

_AUTRE = {
    MoitieVacances.PREMIERE: MoitieVacances.SECONDE,
    MoitieVacances.SECONDE: MoitieVacances.PREMIERE,
}


@dataclass(frozen=True, slots=True)
class PartVacances:
    """The half of the holidays spent in a household.

    Attributes:
        moitie: half of the holidays beginning in `annee`.
        annee: calendar year the half is said for.
        alterne: the other half every other year, as most judgments say.
    """

    moitie: MoitieVacances
    annee: int
    alterne: bool = True

    @property
    def reste(self) -> PartVacances:
        """What is left to the other household."""
        return PartVacances(_AUTRE[self.moitie], self.annee, self.alterne)

    def moitie_en(self, annee: int) -> MoitieVacances:
        """Half spent here in the holidays that begin that year."""
        tourne = self.alterne and (annee - self.annee) % 2
        return _AUTRE[self.moitie] if tourne else self.moitie


@dataclass(frozen=True, slots=True)
class Sejour:
    """Days settled apart, whatever the rhythm: here, or in the other household."""

    du: date
    au: date
    ici: bool


@dataclass(frozen=True, slots=True)
class Garde:
    """What a household and a judge agreed on for one child; without rhythm the child is always here."""

    rythme: Rythme | None = None
    ancre: date | None = None
    vacances: PartVacances | None = None
    sejours: tuple[Sejour, ...] = ()


def moitie_du(du: date, au: date, jour: date) -> MoitieVacances:
    """Half of a holiday a day is in; of an odd number of days the middle one is in the first half."""
    return MoitieVacances.PREMIERE if 2 * (jour - du).days < (au - du).days + 1 else MoitieVacances.SECONDE


def ici(garde: Garde, jour: date, calendrier: Calendrier) -> bool:
    """Whether the child is in this household on that day."""
    for sejour in garde.sejours:
        if sejour.du <= jour <= sejour.au:
            return sejour.ici
    vacances = calendrier.vacances_du(jour)
    if garde.vacances is not None and vacances is not None:
        return garde.vacances.moitie_en(vacances.du.year) is moitie_du(vacances.du, vacances.au, jour)
    if garde.rythme is None or garde.ancre is None:
        return True
    return semaine_ici(garde.rythme, garde.ancre, jour)


def jours_ici(garde: Garde, jours: Iterable[date], calendrier: Calendrier) -> set[date]:
    """Those of these days spent in this household."""
    return {jour for jour in jours if ici(garde, jour, calendrier)}
