"""Refusals about portal accounts, their passwords and the Clé Enfance."""

from __future__ import annotations

from guichet.erreurs.socle import ErreurMetier


class TransitionImpossible(ErreurMetier):
    """An account or a key in that state does not allow the gesture; the sentence says what to do instead."""

    regle = "cycle de vie"
