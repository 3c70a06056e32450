"""What a cell of a planner is, in one sign and one word: the same on the planner, the dossier, a preview, the shell.

One judge: a screen that reads the state again for itself is the one that shows as free a day given up and owed.
"""

from __future__ import annotations

from typing import NamedTuple

from guichet.fiches.reservations.planning import FERMEE, LIBRE
from guichet.regles.garde.foyer_dit import DU_FOYER
from guichet.regles.reservations.etats import TENUES


class Signe(NamedTuple):
    """One sign of single width, its word, and what it means: never a colour alone."""

    dessin: str
    mot: str
    sens: str

    @property
    def dit(self) -> str:
        """« ▲ majoré »."""
        return f"{self.dessin} {self.mot}"


RESERVE = Signe("●", "réservé", "ok")
MAJORE = Signe("▲", "majoré", "attention")
ATTENTE = Signe("○", "attente", "attente")
INCOMPLETE = Signe("◇", "incomplète", "attente")
ABSENCE = Signe("A", "absence", "fort")
ABSENCE_SANS_EXCUSE = ABSENCE._replace(sens="attention")
DUE = Signe("€", "annulé, facturé", "attention")
"""Given up too late: nothing is booked there any more, and it is owed all the same."""
DUE_DITE = "annulée, reste facturée"
"""The same in full."""
FERME = Signe("▪", "fermé", "libre")
AILLEURS = Signe("□", "ailleurs", "ferme")
"""Closed to this household alone: the town is open."""
TENUE_AILLEURS = Signe("■", "ailleurs, réservé", "attention")
"""Booked here, on a day of the other household."""
VACANCES = Signe("░", "vacances", "ferme")
RIEN = Signe("·", "libre", "libre")

ICI = Signe("●", "ici", "ok")
"""Of a custody: a day of this household."""
A_PART = Signe("°", "exception", "attention")
"""Of a custody: a day settled apart, here or elsewhere."""

CELLULES = (RESERVE, MAJORE, ATTENTE, INCOMPLETE, ABSENCE, DUE, FERME, AILLEURS, TENUE_AILLEURS, VACANCES, RIEN)
"""All of them, in the order of a legend."""

_ETATS = {
    LIBRE: RIEN,
    "demandee": INCOMPLETE,
    "reservee": RESERVE,
    "en_attente": ATTENTE,
    "presente": RESERVE,
    "absence_justifiee": ABSENCE,
    "absence_injustifiee": ABSENCE_SANS_EXCUSE,
}


def signe_de_case(
    etat: str, *, majoree: bool = False, due: bool = False, motif: str = "", ailleurs: bool = False
) -> Signe:
    """Sign of a cell: who was absent, or waits, is told as such before what it costs.

    Args:
        etat: value of EtatReservation, LIBRE or FERMEE.
        majoree: booked late, it costs more.
        due: given up too late and owed; whatever the day has become since, the parent asks about it.
        motif: why it is closed.
        ailleurs: booked here on a day of the other household.
    """
    if ailleurs:
        return TENUE_AILLEURS
    if majoree and etat in TENUES:
        return MAJORE
    if due:
        return DUE
    if etat == FERMEE:
        return AILLEURS if motif in DU_FOYER else FERME
    return _ETATS[etat]
