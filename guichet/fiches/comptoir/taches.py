"""What is due to a family, and what calls for attention when it sits down."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class FicheTache:
    """Something due to the family, with its clock."""

    tache_id: int
    nature: str
    famille_id: int
    code: str
    famille: str
    personne_id: int | None
    demandee_le: datetime
    echeance: datetime
    urgence: str
    """Value of regles.comptoir.echeances.EtatEcheance."""
    detail: str


@dataclass(frozen=True, slots=True)
class Alerte:
    """What calls for attention, as a word and a sign, never a colour alone."""

    code: str
    niveau: str
    """"attention", "refus" or "info"."""
    texte: str
    detail: str = ""
    explication: str = ""
    """What `!` shows: why this alert, and what to do."""
