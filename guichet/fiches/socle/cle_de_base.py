"""What stands before another key is made for a base, and what was done."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from guichet.fiches.socle.verification import Anomalie


@dataclass(frozen=True, slots=True)
class EtatCleDeBase:
    """What `guichet remplacer-cle` says before it asks."""

    presente: bool
    """Whether this machine holds the key."""
    anomalies: tuple[Anomalie, ...]
    """What `guichet verifier` finds, but that seals cannot be read without the key."""
    lignes: int
    """Rows that will be sealed."""
    cles: int
    """Clés Enfance that open something still: they will not."""


@dataclass(frozen=True, slots=True)
class CleRemplacee:
    """What was done."""

    agent: str
    scellees: int
    verifies: bool
    """Whether the seals of before were read."""
    revoquees: int
    """Clés Enfance to be issued again."""
    sessions: int
    code: str = field(repr=False)
    """The next recovery code, where the former one served; else ""."""
