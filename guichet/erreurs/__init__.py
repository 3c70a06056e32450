"""Every refusal Guichet can state: one small class each, with its French sentence.

The classes live in one file per subject; import them from their file or from here.
"""

from guichet.erreurs.socle import (
    BaseOccupee,
    DateInexistante,
    DroitInsuffisant,
    ErreurMetier,
    IntegriteRompue,
    SaisieInvalide,
    UsageIncorrect,
)

__all__ = [
    "BaseOccupee",
    "DateInexistante",
    "DroitInsuffisant",
    "ErreurMetier",
    "IntegriteRompue",
    "SaisieInvalide",
    "UsageIncorrect",
]
