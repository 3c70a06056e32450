"""A visit under way, and what was done in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from guichet.erreurs.socle import PROSE


@dataclass(frozen=True, slots=True)
class LigneActe:
    """One line of a visit, or of the family's history."""

    le: datetime
    libelle: str = field(metadata=PROSE)
    agent: str = ""


@dataclass(frozen=True, slots=True)
class FichePassage:
    """The visit under way."""

    passage_id: int
    famille_id: int
    etat: str
    presence: str
    personne_id: int | None
    agent: str
    poste: str
    terminal: str
    """Where it is held; an open visit is changed from there alone."""
    ouvert_le: datetime
    actes: tuple[LigneActe, ...] = ()
    ailleurs: str = ""
    """Workstation where this family is being received at the same time, "" when nowhere else."""
    repris: str = field(default="", metadata=PROSE)
    """Whose visit was just gone on with here, and since when it waited; "" for one's own, at the same workstation."""


@dataclass(frozen=True, slots=True)
class LignePassage:
    """One recent visit under the search box."""

    passage_id: int
    famille_id: int
    code: str
    famille: str
    etat: str
    agent: str
    poste: str
    ouvert_le: datetime
    """Aware, UTC."""
