"""Life of a booking and of a registration (domaine.md, States): one guarded machine, used by every door in."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from guichet.erreurs.reservations import GesteImpossible


class EtatInscription(StrEnum):
    """Life of the right to attend."""

    DEMANDEE = "demandee"
    EN_ATTENTE = "en_attente"
    ACTIVE = "active"
    TERMINEE = "terminee"
    REFUSEE = "refusee"


class EtatReservation(StrEnum):
    """Life of one child, one day, one unit."""

    DEMANDEE = "demandee"
    """Asked, and kept so while a required document is missing: it takes neither place nor rank (source 1.9)."""
    RESERVEE = "reservee"
    EN_ATTENTE = "en_attente"
    REFUSEE = "refusee"
    PRESENTE = "presente"
    ABSENCE_JUSTIFIEE = "absence_justifiee"
    ABSENCE_INJUSTIFIEE = "absence_injustifiee"
    ANNULEE = "annulee"


class GesteReservation(StrEnum):
    """What may happen to a booking."""

    RESERVER = "reserver"
    METTRE_EN_ATTENTE = "mettre_en_attente"
    REFUSER = "refuser"
    ANNULER = "annuler"
    POINTER = "pointer"
    JUSTIFIER = "justifier"
    CONSTATER_ABSENCE = "constater_absence"
    RETABLIR = "retablir"
    """An absence was noted by mistake: the child is expected."""
    DEPLACER = "deplacer"
    """The child changes group: asked there with the rank it has, neither place nor wait until it is judged."""
    REUNIR = "reunir"
    """Two files of one child had it twice: the other one says what was booked, and what happened."""


class Origine(StrEnum):
    """Where a booking came from."""

    GUICHET = "guichet"
    PORTAIL = "portail"
    IMPORT = "import"


class Issue(StrEnum):
    """What becomes of one demand of a preview."""

    RESERVEE = "reservee"
    MAJOREE = "majoree"
    ATTENTE = "attente"
    REFUSEE = "refusee"
    INCHANGEE = "inchangee"
    ANNULEE = "annulee"


_E = EtatReservation
_G = GesteReservation

VIVANTS = frozenset(
    {_E.DEMANDEE, _E.RESERVEE, _E.EN_ATTENTE, _E.PRESENTE, _E.ABSENCE_JUSTIFIEE, _E.ABSENCE_INJUSTIFIEE}
)
"""States that hold the place of one child, day and unit: never two of them."""

OCCUPANTS = frozenset({_E.RESERVEE, _E.PRESENTE, _E.ABSENCE_INJUSTIFIEE})
"""States that take a place. A justified absence told ahead frees it."""

TENUES = frozenset({_E.RESERVEE, _E.PRESENTE})
"""Days of which a sign says that they cost more; what waits and who was absent are told as such."""

LIBELLES_RESERVATION: dict[EtatReservation, str] = {
    _E.DEMANDEE: "incomplète",
    _E.RESERVEE: "réservée",
    _E.EN_ATTENTE: "en attente",
    _E.REFUSEE: "refusée",
    _E.PRESENTE: "présente",
    _E.ABSENCE_JUSTIFIEE: "absence justifiée",
    _E.ABSENCE_INJUSTIFIEE: "absence injustifiée",
    _E.ANNULEE: "annulée",
}

_SUITES: dict[GesteReservation, dict[EtatReservation, EtatReservation]] = {
    _G.RESERVER: {_E.DEMANDEE: _E.RESERVEE, _E.EN_ATTENTE: _E.RESERVEE},
    _G.METTRE_EN_ATTENTE: {_E.DEMANDEE: _E.EN_ATTENTE},
    _G.REFUSER: {_E.DEMANDEE: _E.REFUSEE, _E.EN_ATTENTE: _E.REFUSEE},
    _G.ANNULER: {_E.DEMANDEE: _E.ANNULEE, _E.RESERVEE: _E.ANNULEE, _E.EN_ATTENTE: _E.ANNULEE},
    _G.POINTER: {_E.RESERVEE: _E.PRESENTE, _E.ABSENCE_INJUSTIFIEE: _E.PRESENTE},
    _G.JUSTIFIER: {
        _E.RESERVEE: _E.ABSENCE_JUSTIFIEE,
        _E.PRESENTE: _E.ABSENCE_JUSTIFIEE,
        _E.ABSENCE_INJUSTIFIEE: _E.ABSENCE_JUSTIFIEE,
    },
    _G.CONSTATER_ABSENCE: {
        _E.RESERVEE: _E.ABSENCE_INJUSTIFIEE,
        _E.PRESENTE: _E.ABSENCE_INJUSTIFIEE,
        _E.ABSENCE_JUSTIFIEE: _E.ABSENCE_INJUSTIFIEE,
    },
    _G.RETABLIR: {_E.ABSENCE_JUSTIFIEE: _E.RESERVEE, _E.ABSENCE_INJUSTIFIEE: _E.RESERVEE},
    _G.REUNIR: dict.fromkeys(VIVANTS, _E.ANNULEE),
    _G.DEPLACER: {_E.DEMANDEE: _E.DEMANDEE, _E.RESERVEE: _E.DEMANDEE, _E.EN_ATTENTE: _E.DEMANDEE},
}

ANNULABLES = frozenset(_SUITES[_G.ANNULER])
"""States that may be given up."""

_VERBES: dict[GesteReservation, str] = {
    _G.RESERVER: "être réservée",
    _G.METTRE_EN_ATTENTE: "être mise en attente",
    _G.REFUSER: "être refusée",
    _G.ANNULER: "être annulée",
    _G.POINTER: "être pointée présente",
    _G.JUSTIFIER: "être justifiée",
    _G.CONSTATER_ABSENCE: "être notée absente",
    _G.RETABLIR: "être reprise, aucune absence n’y est notée",
    _G.DEPLACER: "changer de groupe",
    _G.REUNIR: "être réunie à une autre",
}


def apres(etat: EtatReservation, geste: GesteReservation) -> EtatReservation:
    """State after a gesture.

    Raises:
        GesteImpossible: this state does not allow it; the sentence says which it is in.
    """
    suite = _SUITES[geste].get(etat)
    if suite is None:
        raise GesteImpossible(
            f"Une réservation {LIBELLES_RESERVATION[etat]} ne peut pas {_VERBES[geste]} : relisez le planning."
        )
    return suite


def a_rendre(etat: str, jour: date, aujourdhui: date) -> bool:
    """Whether what is booked on a day of the other household's custody can still be given back."""
    return etat in ANNULABLES and jour >= aujourdhui


def gestes_possibles(etat: EtatReservation | None) -> frozenset[GesteReservation]:
    """Gestures this state allows; where there is no booking, none."""
    return frozenset(geste for geste, suites in _SUITES.items() if etat in suites)
