"""Refusals about activities, registrations and bookings."""

from __future__ import annotations

from guichet.erreurs.socle import ErreurMetier, SaisieInvalide


class GesteImpossible(ErreurMetier):
    """The booking is not in a state that allows this."""

    regle = "état de la réservation"


class ReservationImpossible(ErreurMetier):
    """A demand names a child, a unit or a year that the household does not have."""

    regle = "réservation"


PAS_D_ICI = "Cet acte ne se défait pas d’ici : corrigez-le là où il a été fait."
"""Of an act that is another household's, or none that `u` takes back."""


class DefaireImpossible(ErreurMetier):
    """Something that rests on an act has changed since: it is not taken back."""

    regle = "défaire"


class ReglesIllisibles(SaisieInvalide):
    """The rules of an activity name a setting, a choice or a deadline that cannot be read."""

    regle = "règles de l’activité"


class RythmeIllisible(SaisieInvalide):
    """A word of a typed rhythm is unknown, or the line says less or more than one rhythm."""

    regle = "rythme"
