"""Booking: the planner, its preview, the one transaction that writes it, deadlines and places of a day."""

from guichet.services.reservations.apercu import apercu
from guichet.services.reservations.ecriture import annuler, enregistrer
from guichet.services.reservations.planning import planning

__all__ = ["annuler", "apercu", "enregistrer", "planning"]
