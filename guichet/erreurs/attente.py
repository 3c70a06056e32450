"""Refusals about the waiting list."""

from __future__ import annotations

from guichet.erreurs.socle import ErreurMetier


class PropositionInconnue(ErreurMetier):
    """The offer was answered meanwhile, or is no offer of a place."""

    regle = "liste d’attente"


class PlaceReprise(ErreurMetier):
    """The place that was offered is no longer free."""

    regle = "capacité"


class PasEnAttente(ErreurMetier):
    """The booking is not on the waiting list: it has no rank to change."""

    regle = "liste d’attente"
