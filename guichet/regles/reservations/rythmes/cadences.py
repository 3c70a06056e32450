"""Which days a rhythm keeps (rule 3): weekdays, one week in n, every k-th day, between two dates.

Weeks are counted from an anchor Monday, not by the parity of the ISO week (2026 has 53): two weeks kept are always
n weeks apart, holidays or not, and a holiday neither stops nor shifts the count. Who says « semaines paires » means
their number, and is told what week 53 does to it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from guichet.formats.jours import JOURS, jour_court
from guichet.regles.offre.annee import lundi_de

if TYPE_CHECKING:
    from guichet.regles.offre.calendrier import Calendrier

_JOUR = timedelta(days=1)
_SEMAINE = timedelta(weeks=1)
_MERCREDI, _SAMEDI = 2, 5


class SorteJours(StrEnum):
    """School days, Wednesdays and holidays are booked apart (rule 3)."""

    SCOLAIRES = "scolaires"
    MERCREDIS = "mercredis"
    VACANCES = "vacances"
    TOUS = "tous"


class Parite(NamedTuple):
    """Weeks told by their number."""

    mot: str
    reste: int


PARITES = {"p": Parite("paires", 0), "i": Parite("impaires", 1)}


@dataclass(frozen=True, slots=True)
class Rythme:
    """A rhythm, ready to be previewed.

    Attributes:
        activite: code of the activity.
        unites: codes of its units; empty for all of them.
        sorte: kind of days.
        jours: weekdays kept, 0 for Monday.
        du: first day.
        au: last day, included.
        sur: one week in `sur`.
        ancre: Monday of a week that is kept.
        pas: one day kept in `pas`, counted on the days that exist.
        parite: "p" or "i" for weeks of even or odd ISO number, "" where they are counted.
    """

    activite: str
    unites: tuple[str, ...]
    sorte: SorteJours
    jours: frozenset[int]
    du: date
    au: date
    sur: int = 1
    ancre: date = date(2026, 8, 31)
    pas: int = 1
    parite: str = ""

    def garde_la_semaine(self, jour: date) -> bool:
        """Whether the week of that day is kept."""
        if self.parite:
            return PARITES[self.parite].reste == jour.isocalendar().week % 2
        return (jour - self.ancre) // _SEMAINE % self.sur == 0

    @property
    def phrase(self) -> str:
        """Which days: « 3 jours par semaine » is never taken for « un jour sur 3 »; the period is told apart."""
        noms = ", ".join(JOURS[rang] for rang in sorted(self.jours))
        parties = [f"{noms} ({len(self.jours)} jour{'s' if len(self.jours) > 1 else ''} par semaine)"]
        if self.pas > 1:
            parties = [f"un jour sur {self.pas} parmi {noms}"]
        if self.sorte is SorteJours.VACANCES:
            parties.append("pendant les vacances")
        if self.parite:
            parties.append(f"semaines {PARITES[self.parite].mot}")
        elif self.sur > 1:
            parties.append(f"une semaine sur {self.sur} à partir de celle du {jour_court(self.ancre)}")
        return ", ".join(parties)


def jours(
    rythme: Rythme, calendrier: Calendrier, *, site: str = "", activite_id: int | None = None
) -> tuple[date, ...]:
    """The days kept, in order; bank holidays, bridge days and closures are skipped and not made up for.

    Args:
        rythme: what was asked.
        calendrier: of the town's zone.
        site: where the activity is, for the closures of that site.
        activite_id: for the closures of that activity.
    """
    duree = (rythme.au - rythme.du).days
    gardes = (
        jour
        for jour in (rythme.du + rang * _JOUR for rang in range(duree + 1))
        if jour.weekday() in rythme.jours
        and rythme.garde_la_semaine(jour)
        and _de_la_sorte(jour, rythme, calendrier)
        and calendrier.fermeture_du(jour, site=site, activite_id=activite_id) is None
    )
    return tuple(gardes)[:: rythme.pas]


def _de_la_sorte(jour: date, rythme: Rythme, calendrier: Calendrier) -> bool:
    en_vacances = calendrier.vacances_du(jour) is not None
    match rythme.sorte:
        case SorteJours.SCOLAIRES:
            # A Wednesday is kept when it was named: the preview then tells whether the activity takes place.
            return calendrier.jour_scolaire(jour) or calendrier.mercredi(jour)
        case SorteJours.MERCREDIS:
            return calendrier.mercredi(jour)
        case SorteJours.VACANCES:
            return en_vacances and jour.weekday() < _SAMEDI
        case SorteJours.TOUS:
            return jour.weekday() < _SAMEDI


JOURS_PAR_SORTE: dict[SorteJours, tuple[int, ...]] = {
    SorteJours.SCOLAIRES: (0, 1, 3, 4),
    SorteJours.MERCREDIS: (_MERCREDI,),
    SorteJours.VACANCES: (0, 1, 2, 3, 4),
    SorteJours.TOUS: (0, 1, 2, 3, 4),
}
"""Weekdays kept when none is named."""


def ancre_par_defaut(du: date, gardes: frozenset[int], *, parite: str = "") -> date:
    """Monday of the first week, from `du` on, that still has one of these days.

    Args:
        du: first day of the rhythm.
        gardes: weekdays kept.
        parite: "i" for the first such week of odd ISO number, "p" of even; the count goes on by weeks from there.
    """
    while du.weekday() not in gardes:
        du += _JOUR
    lundi = lundi_de(du)
    while parite and lundi.isocalendar().week % 2 != PARITES[parite].reste:
        lundi += _SEMAINE
    return lundi
