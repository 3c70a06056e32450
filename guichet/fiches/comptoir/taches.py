"""What is due to a family, and what calls for attention when it sits down."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from guichet.erreurs.socle import PROSE


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
    detail: str = field(metadata=PROSE)


@dataclass(frozen=True, slots=True)
class Alerte:
    """What calls for attention, as a word and a sign, never a colour alone."""

    code: str
    niveau: str
    """"attention", "refus" or "info"."""
    texte: str = field(metadata=PROSE)
    detail: str = field(default="", metadata=PROSE)
    explication: str = field(default="", metadata=PROSE)
    """What `!` shows: why this alert, and what to do."""
    objet: int = 0
    """Whom or what it is about: a person, a task for what is due; 0 for the household."""
    jour: date | None = None
    """The day it is about: the planner opens there."""
