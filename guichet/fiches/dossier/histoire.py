"""The history of a family: what each act changed, for whom, before and after."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from guichet.erreurs.socle import PROSE
from guichet.fiches.comptoir.passages import LigneActe


@dataclass(frozen=True, slots=True)
class Changement:
    """One thing, before and after."""

    quoi: str
    """« Léa · Restauration scolaire », « mobile de Sophie »."""
    avant: str
    apres: str
    jours: tuple[date, ...] = ()
    """Days it is about, in order; none for a coordinate."""


@dataclass(frozen=True, slots=True)
class LigneHistoire(LigneActe):
    """One act, with what is known of what it changed."""

    detail: str = field(default="", metadata=PROSE)
    """« réservée : Léa · Restauration scolaire · lu ma je ve · 7 sept. → 2 juil. · 41 jours »."""
    changements: tuple[Changement, ...] = ()
