"""Clocks of the counter: deadlines counted on working days (rule 16), last admission of a span of opening.

Everything here is local time of the town, aware or naive: midnight, where a working day starts and ends, is a
local notion. Python adds to an aware datetime on the wall clock, so that 16:00 stays 16:00 across a change of
hour; such changes fall on Sundays anyway.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

_JOUR = timedelta(days=1)
_SAMEDI = 5
MARGE_ACCES = timedelta(minutes=15)
"""Last admission before closing time, where the town says nothing else (source 0.12)."""


class EtatEcheance(StrEnum):
    """How a deadline stands now."""

    A_TEMPS = "a_temps"
    BIENTOT = "bientot"
    EN_RETARD = "en_retard"


LIBELLES_ECHEANCE: dict[EtatEcheance, str] = {
    EtatEcheance.A_TEMPS: "à temps",
    EtatEcheance.BIENTOT: "bientôt dû",
    EtatEcheance.EN_RETARD: "en retard",
}


def ouvre(jour: date, fermes: Collection[date]) -> bool:
    """Whether that day counts: Monday to Friday, neither bank holiday nor closure."""
    return jour.weekday() < _SAMEDI and jour not in fermes


def echeance_ouvree(demande: datetime, heures: int, fermes: Collection[date]) -> datetime:
    """When `heures` hours have passed, counting the 24 hours of working days only.

    Asked Friday 16:00, due Monday 16:00. What is asked on a closed day counts from midnight of the next
    working day: asked on Saturday, 24 h are the whole of Monday, due Tuesday 00:00.
    """
    instant, reste = _local(demande), timedelta(hours=heures)
    while True:
        lendemain = _minuit(instant) + _JOUR
        if ouvre(instant.date(), fermes):
            if reste <= lendemain - instant:
                return instant + reste
            reste -= lendemain - instant
        instant = lendemain


def temps_ouvre(debut: datetime, fin: datetime, fermes: Collection[date]) -> timedelta:
    """Time passed from `debut` to `fin` on working days; zero when `fin` comes first."""
    instant, fin = _local(debut), _local(fin)
    total = timedelta()
    while instant < fin:
        suivant = min(_minuit(instant) + _JOUR, fin)
        if ouvre(instant.date(), fermes):
            total += suivant - instant
        instant = suivant
    return total


def etat_echeance(
    demande: datetime, echeance: datetime, maintenant: datetime, fermes: Collection[date]
) -> EtatEcheance:
    """On time, soon due from 5/6 of the delay (20 working hours of 24, source 4.12), late after it."""
    if maintenant > echeance:
        return EtatEcheance.EN_RETARD
    if 6 * temps_ouvre(demande, maintenant, fermes) >= 5 * temps_ouvre(demande, echeance, fermes):
        return EtatEcheance.BIENTOT
    return EtatEcheance.A_TEMPS


def _local(instant: datetime) -> datetime:
    if instant.tzinfo is UTC:
        raise ValueError("Working days are local: convert the UTC instant first.")
    return instant


def _minuit(instant: datetime) -> datetime:
    return datetime.combine(instant.date(), time(), tzinfo=instant.tzinfo)


@dataclass(frozen=True, slots=True)
class Plage:
    """A span of opening of a site on one day.

    Attributes:
        ouvre: opening time.
        ferme: closing time.
        dernier_acces: last admission; None for fifteen minutes before closing.
    """

    ouvre: time
    ferme: time
    dernier_acces: time | None = None

    @property
    def limite(self) -> time:
        """Last instant one may still be admitted, never before opening."""
        if self.dernier_acces is not None:
            return self.dernier_acces
        veille = datetime.combine(date.min + _JOUR, self.ferme) - MARGE_ACCES
        return max(veille.time(), self.ouvre)


def admis(heure: time, plages: Sequence[Plage]) -> bool:
    """Whether someone arriving then is admitted: 17:15:00 is in, 17:15:01 is out."""
    a_la_seconde = heure.replace(microsecond=0, tzinfo=None)
    return any(plage.ouvre <= a_la_seconde <= plage.limite for plage in plages)
