"""Refusals about activities, registrations and bookings."""

from __future__ import annotations

from guichet.erreurs.socle import ErreurMetier


class GesteImpossible(ErreurMetier):
    """The booking is not in a state that allows this."""

    regle = "état de la réservation"
