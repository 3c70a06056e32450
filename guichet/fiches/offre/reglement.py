"""A règlement loaded over the one in force: what it changes, what it leaves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class FicheReglement:
    """One version of the town's règlement."""

    du: date
    commune: str
    empreinte: str
    en_vigueur: bool


@dataclass(frozen=True, slots=True)
class Changement:
    """One thing a file changes, in the words of the file."""

    sorte: str
    """« ajoute », « change », or « garde » for what the base keeps though the file says otherwise or nothing."""
    cle: str
    """« activites.restauration.annulation », « portail.adresse »."""
    avant: str
    apres: str


@dataclass(frozen=True, slots=True)
class ReglementCharge:
    """What was written."""

    du: date
    commune: str
    changements: tuple[Changement, ...]
    ouvertures: int
    """Days opened by it."""
    propositions: int
    """Freed places offered to those who wait, where places were added."""
    retenues: tuple[str, ...] = ()
    """What is told of each year that could not be opened."""
