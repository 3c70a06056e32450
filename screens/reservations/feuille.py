"""What lies on the planner: the year that was read, the draft over it, the children shown. No widget, no base."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from guichet.fiches.reservations.planning import CasePlanning, Place, Planning
from screens.reservations.brouillon import Brouillon


class Curseur(Protocol):
    """Where the agent stands in the grid."""

    def place(self) -> Place | None:
        """Cell under the cursor."""

    def case(self) -> CasePlanning | None:
        """What is under the cursor."""

    def choisies(self) -> list[Place]:
        """The block, or the cell under the cursor."""

    def renverser(self) -> None:
        """Stand on the first corner of the block."""


@dataclass(slots=True)
class Feuille:
    """One household's year and what is wanted of it."""

    famille_id: int = 0
    brouillon: Brouillon = field(default_factory=lambda: Brouillon({}))
    _planning: Planning | None = None
    _rang: int = 0
    _tous: bool = False

    @property
    def lue(self) -> bool:
        """Whether there is anything to show."""
        return self._planning is not None

    @property
    def planning(self) -> Planning:
        """What is shown."""
        assert self._planning is not None, "shown before it was read"  # noqa: S101
        return self._planning

    def changer(self, famille_id: int) -> bool:
        """Take a household; another one starts an empty draft on its first child. Whether it is another."""
        if famille_id == self.famille_id:
            return False
        self.famille_id, self._rang, self._tous = famille_id, 0, False
        self.brouillon = Brouillon({})
        return True

    def lire(self, planning: Planning) -> None:
        """Take a year read again; the draft keeps what still makes sense."""
        self._planning = planning
        self.brouillon.suivre(planning.cases)

    # Which children

    def enfants_montres(self) -> list[int]:
        """One child, or all of them side by side."""
        tous = [e.personne_id for e in self.planning.enfants]
        return tous if self._tous else tous[self._rang : self._rang + 1]

    def autre(self, pas: int) -> bool:
        """Turn to the next child; False where there is none."""
        nombre = len(self.planning.enfants)
        if nombre:
            self._tous, self._rang = False, (self._rang + pas) % nombre
        return bool(nombre)

    def viser(self, personne_id: int) -> None:
        """Show this child alone; nothing changes where the planner does not know it."""
        tous = [e.personne_id for e in self.planning.enfants]
        if personne_id in tous:
            self._tous, self._rang = False, tous.index(personne_id)

    def tous(self) -> None:
        """All the children side by side, or one again."""
        self._tous = not self._tous and len(self.planning.enfants) > 1

    def prenom_montre(self, curseur: Curseur) -> str:
        """Whose cell is under the cursor, where several children are shown; "" for one alone, named above."""
        place = curseur.place()
        if place is None or len(self.enfants_montres()) < 2:
            return ""
        return next(e.prenom for e in self.planning.enfants if e.personne_id == place[0])

    def enfant(self, curseur: Curseur) -> int | None:
        """The child under the cursor, the first shown when there is no cell yet."""
        place = curseur.place()
        if place is not None:
            return place[0]
        montres = self.enfants_montres()
        return montres[0] if montres else None
