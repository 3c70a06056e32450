"""How many come, group by group, and who waits, place by place: what the lists on screen show first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from guichet.fiches.reservations.lignes import LigneAttente


class Liste(StrEnum):
    """The three lists of a day or a week."""

    PRESENCES = "presences"
    REPAS = "repas"
    ATTENTE = "attente"


@dataclass(frozen=True, slots=True)
class Creneau:
    """How many are expected in one unit of a group on one day."""

    jour: date
    unite: str
    lettre: str
    attendus: int


@dataclass(frozen=True, slots=True)
class EffectifGroupe:
    """Children of one group over some days, each counted once."""

    groupe_id: int
    site: str
    activite: str
    groupe: str
    enfants: int
    """Expected on one day at least."""
    absents: int
    """With an absence told for one day at least."""
    pai: int
    regimes: int
    """With a diet."""
    par_jour: tuple[tuple[date, int], ...]
    """Children expected each day, whatever the units."""
    creneaux: tuple[Creneau, ...]


@dataclass(frozen=True, slots=True)
class Effectifs:
    """The same over the sites shown; a child of two groups is one child."""

    enfants: int
    absents: int
    pai: int
    par_site: tuple[tuple[str, int], ...]
    groupes: tuple[EffectifGroupe, ...]


@dataclass(frozen=True, slots=True)
class FileAttente:
    """Those who wait for the same places: one group, one unit, one day."""

    groupe_id: int
    unite_id: int
    jour: date
    site: str
    activite: str
    groupe: str
    unite: str
    a_proposer: int
    """Free places that nobody was offered yet, as far as somebody of that age waits for them."""
    lignes: tuple[LigneAttente, ...]
    """In the order they will be offered a place."""
    foyers: tuple[int, ...]
    """The household of each line."""
