"""Refusals about visits at the counter."""

from __future__ import annotations

from guichet.erreurs.socle import ErreurMetier


class PassageImpossible(ErreurMetier):
    """The visit cannot be opened: no such household, or who stands here does not belong to it."""

    regle = "passage"


class PassageInconnu(ErreurMetier):
    """No visit has this number."""

    regle = "passage"


class PassageClos(ErreurMetier):
    """A closed visit is not reopened: its slip is already in the parent's hands."""

    regle = "passage"


class PassageRepris(ErreurMetier):
    """Another workstation goes on with this visit: only there may it be suspended or closed."""

    regle = "passage"
