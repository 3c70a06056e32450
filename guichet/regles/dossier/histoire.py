"""What an act changed, drawn from the bookings: each keeps the instants it was asked, given up, missed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from guichet.fiches.dossier.histoire import Changement
from guichet.formats import pluriel
from guichet.regles.reservations.dits.series import jours_dits
from guichet.regles.reservations.etats import LIBELLES_RESERVATION, EtatReservation

RIEN = "rien"
_E = EtatReservation


@dataclass(frozen=True, slots=True)
class Trace:
    """A booking as it is now, with the instants that changed it."""

    reservation_id: int
    personne_id: int
    prenom: str
    unite_id: int
    jour: date
    etat: str
    majoree: bool
    facturee: bool
    origine: str
    demandee_le: datetime
    annulee_le: datetime | None
    absence_le: datetime | None


def changements(
    traces: Iterable[Trace], le: datetime, unites: dict[int, str], appelees: Collection[int]
) -> tuple[Changement, ...]:
    """What was asked, given up or missed at that instant, one line for each child, unit and fate.

    Args:
        traces: bookings of the household.
        le: instant of the act.
        unites: their names.
        appelees: bookings that waited, then were given a place.
    """
    groupes: dict[tuple[str, str, str], list[date]] = {}
    for t in traces:
        for avant, apres in _passages(t, le, appelees):
            groupes.setdefault((f"{t.prenom} · {unites[t.unite_id]}", avant, apres), []).append(t.jour)
    return tuple(Changement(*cle, tuple(sorted(jours))) for cle, jours in groupes.items())


def _passages(t: Trace, le: datetime, appelees: Collection[int]) -> Iterable[tuple[str, str]]:
    """(before, after) of a booking at an instant."""
    if t.demandee_le == le:
        yield RIEN, _demandee(t, appelees)
    if t.annulee_le == le:
        yield _demandee(t, appelees), "annulée, reste facturée" if t.facturee else "annulée"
    if t.absence_le == le:
        yield "réservée", f"{LIBELLES_RESERVATION[_E(t.etat)]}{', facturée' if t.facturee else ''}"


def _demandee(t: Trace, appelees: Collection[int]) -> str:
    """What was answered when it was asked: the base keeps what became of it."""
    if t.etat in {_E.EN_ATTENTE, _E.DEMANDEE} or t.reservation_id in appelees:
        return LIBELLES_RESERVATION[_E.EN_ATTENTE]
    return "réservée, majorée" if t.majoree else LIBELLES_RESERVATION[_E.RESERVEE]


def detail(faits: Sequence[Changement]) -> str:
    """The first in words, its fate where no column cuts it: « réservée : Léa · …, et 2 autres (annulée) »."""
    if not faits:
        return ""
    premier = faits[0]
    autres = f", et {pluriel(len(faits) - 1, 'autre')}" if len(faits) > 1 else ""
    sorts = dict.fromkeys(c.apres for c in faits[1:])
    if sorts.keys() - {premier.apres}:
        # Those that met another fate are not taken for what the first one is.
        autres += f" ({' ; '.join(sorts)})"
    return f"{premier.apres} : {dit(premier)}{autres}"


def dit(c: Changement) -> str:
    """« Léa · Restauration scolaire · lu ma je ve · 7 sept. → 2 juil. · 41 jours »."""
    if not c.jours:
        return c.quoi
    return " · ".join((c.quoi, *jours_dits(c.jours), pluriel(len(c.jours), "jour")))
