"""What hangs on the wall of a school: who comes, who eats what, who waits, who is touched by a closure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class LignePresence:
    """One child, one day, one unit, as the people in charge of the group expect it."""

    jour: date
    site: str
    """Code of the site."""
    activite: str
    groupe: str
    unite: str
    lettre: str
    """Head of the planner's column: M, R, S…"""
    code: str
    """Body of the code of the household that booked."""
    personne_id: int
    enfant: str
    classe: str
    ecole: str
    etat: str
    """Value of EtatReservation."""
    pai: bool
    """The sign alone: the detail is for the roles that need it (rule 31)."""
    regimes: str
    """« sans porc », « sans gluten »: what is needed to feed the child."""
    famille_id: int
    """The household that booked, not the other one (rule 32)."""
    groupe_id: int


@dataclass(frozen=True, slots=True)
class ConvivePart:
    """A child whose meal is not everybody's."""

    personne_id: int
    enfant: str
    classe: str
    groupe: str
    regimes: str
    pai: bool
    famille_id: int
    pai_detail: str = ""
    """Only for a role that needs it, and then its reading is logged (rule 31)."""


@dataclass(frozen=True, slots=True)
class Repas:
    """Meals of one service on one site and day."""

    jour: date
    site: str
    activite: str
    unite: str
    total: int
    ordinaires: int
    """Meals with neither diet nor PAI."""
    par_regime: tuple[tuple[str, int], ...]
    """(diet, children): a child of two diets is counted under each, since what is left out of a meal is."""
    plusieurs: int
    """Children of several diets: one meal, counted under each."""
    pai: int
    convives: tuple[ConvivePart, ...]
    """The children to be served apart, by name."""

    @property
    def pai_et_regime(self) -> int:
        """Children of a PAI who have a diet too: counted under both."""
        return sum(1 for c in self.convives if c.pai and c.regimes)
