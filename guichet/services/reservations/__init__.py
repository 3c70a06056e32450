"""Booking: the planner, its preview, the one transaction that writes it, deadlines and places of a day."""

from guichet.services.reservations.apercu import apercu
from guichet.services.reservations.copie import copier
from guichet.services.reservations.ecriture import annuler, enregistrer
from guichet.services.reservations.jour import delai, places_du_jour
from guichet.services.reservations.planning import planning
from guichet.services.reservations.rythme import demandes, essayer

__all__ = [
    "annuler",
    "apercu",
    "copier",
    "delai",
    "demandes",
    "enregistrer",
    "essayer",
    "places_du_jour",
    "planning",
]
