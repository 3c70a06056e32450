"""Refusals about alternate custody."""

from __future__ import annotations

from guichet.erreurs.socle import ErreurMetier


class GardeImpossible(ErreurMetier):
    """The child is not shared, or those days are settled already."""

    regle = "garde alternée"
