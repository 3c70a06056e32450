"""Agents as supervision shows them, and the secret shown once to who creates one."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class FicheAgent:
    """One agent; no hash, no secret."""

    identifiant: str
    nom: str
    prenom: str
    role: str
    actif: bool
    doit_changer: bool
    tous_droits: bool
    verrouille_jusqu_a: datetime | None
    """End of the lock-out (UTC), None when the agent may log in."""


@dataclass(frozen=True, slots=True)
class AccesAgent:
    """A temporary password, to hand over now: nothing can give it back later."""

    identifiant: str
    mot_de_passe: str = field(repr=False)
