"""How many children a group may take on one day: the room, what is declared, the staff (rule 4)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

ModeCapacite = Literal["minimum", "salle", "declaree", "encadrement"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Moyens:
    """What bounds a group; None for what is not known.

    Attributes:
        salle: places of the room.
        declaree: places declared to the authority.
        encadrants: staff present.
        taux: children one adult may look after.
    """

    salle: int | None = None
    declaree: int | None = None
    encadrants: int | None = None
    taux: int | None = None

    @property
    def encadrement(self) -> int | None:
        """Children the staff may look after."""
        return None if self.encadrants is None or self.taux is None else self.encadrants * self.taux


def capacite(mode: ModeCapacite, moyens: Moyens) -> int | None:
    """Places by the rule of the town; None when what it counts is not known: no bound."""
    if mode == "salle":
        return moyens.salle
    if mode == "declaree":
        return moyens.declaree
    if mode == "encadrement":
        return moyens.encadrement
    connues = [n for n in (moyens.salle, moyens.declaree, moyens.encadrement) if n is not None]
    return min(connues, default=None)
