"""Refusals about the waiting list."""

from __future__ import annotations

from guichet.erreurs.socle import ErreurMetier


class PropositionInconnue(ErreurMetier):
    """The offer was answered meanwhile, or is no offer of a place."""

    regle = "liste d’attente"


class PlaceReprise(ErreurMetier):
    """The place that was offered is no longer free."""

    regle = "capacité"


class JourPasse(ErreurMetier):
    """The day of the place offered is past: nobody can take it any more."""

    regle = "jour passé"


class PasEnAttente(ErreurMetier):
    """The booking is not on the waiting list: it has no rank to change."""

    regle = "liste d’attente"


class InscriptionAdmise(ErreurMetier):
    """The family is told of a registration: it is ended as any other, not declined."""

    regle = "liste d’attente"
