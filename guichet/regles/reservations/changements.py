"""What the one writer of bookings answers: each booking before and after, and why; what money will listen to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto

from guichet.regles.reservations.etats import OCCUPANTS, EtatReservation

Cle = tuple[int, int, date]
"""(groupe_id, unite_id, jour)."""

_TIENNENT = OCCUPANTS | {EtatReservation.EN_ATTENTE}
"""States whose end may give a place: who waits may have been offered one."""


class Cause(Enum):
    """Why a booking changes: compared, written nowhere."""

    DEMANDE = auto()
    """Asked by the family: booked, waiting, or incomplete."""
    ANNULATION = auto()
    """Given up by the family, deadlines applied."""
    DEPART = auto()
    """The child leaves the activity or the household, deadlines applied."""
    DECES = auto()
    """The child died: nobody pays for a day to come, whatever the deadline."""
    DEPLACEMENT = auto()
    """The child changes group: new school, class or birth date; nobody pays for a day the new group has not."""
    FERMETURE = auto()
    """The town closes the day: nobody pays for it."""
    ABSENCE = auto()
    PIECES = auto()
    """The last required document came."""
    PLACE_ACCEPTEE = auto()
    PLACE_DECLINEE = auto()
    RETOUR = auto()
    """The act just done at the counter is taken back: nobody pays for it, whatever the deadline."""
    FUSION = auto()
    """Two files of the child are made one, or taken apart again: nobody pays for one day twice."""


@dataclass(frozen=True, slots=True)
class ChangementReservation:
    """One booking, as it was and as it is.

    Attributes:
        reservation_id: the booking.
        personne_id: the child.
        famille_id: the household that booked, and pays.
        groupe_id: its group.
        unite_id: the part of the day.
        jour: the day.
        avant: state before, None when it did not exist.
        apres: state after.
        facturee_avant: whether it was charged before.
        facturee: whether it is charged now.
        cause: why.
    """

    reservation_id: int
    personne_id: int
    famille_id: int
    groupe_id: int
    unite_id: int
    jour: date
    avant: EtatReservation | None
    apres: EtatReservation
    facturee_avant: bool
    facturee: bool
    cause: Cause

    @property
    def rend_une_place(self) -> bool:
        """Whether somebody else may have its place, or the one it was offered."""
        return self.avant in _TIENNENT and self.apres not in _TIENNENT


def annulees(changements: Iterable[ChangementReservation]) -> tuple[ChangementReservation, ...]:
    """Those that cancelled a booking: counted, sealed and told from what was done, never from what was asked."""
    return tuple(c for c in changements if c.apres is EtatReservation.ANNULEE is not c.avant)


def cellules_rendues(changements: Iterable[ChangementReservation]) -> set[Cle]:
    """Cells where something was given back."""
    return {(c.groupe_id, c.unite_id, c.jour) for c in changements if c.rend_une_place}


def cellules_attendues(changements: Iterable[ChangementReservation]) -> set[Cle]:
    """Cells where somebody waits from now on."""
    return {(c.groupe_id, c.unite_id, c.jour) for c in changements if c.apres is EtatReservation.EN_ATTENTE}
