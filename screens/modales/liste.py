"""A dialog around one list: arrows and pages move in it, and what is chosen is told in full."""

from __future__ import annotations

from typing import TypeVar

from screens.socle.ecran import ModaleBase
from screens.widgets.lignes import ListeLignes

T = TypeVar("T")


class ModaleListe(ModaleBase[T]):
    """Sub-classes compose one ListeLignes, and `dire` what is under its cursor."""

    @property
    def liste(self) -> ListeLignes:
        """The list itself."""
        return self.query_one(ListeLignes)

    def dire(self) -> None:
        """Tell what is under the cursor."""
        raise NotImplementedError

    def on_liste_lignes_choisie(self) -> None:
        """A click tells."""
        self.dire()

    def action_monter(self) -> None:
        """Up."""
        self.liste.bouger(-1)
        self.dire()

    def action_descendre(self) -> None:
        """Down."""
        self.liste.bouger(1)
        self.dire()

    def action_page_haut(self) -> None:
        """Page up."""
        self.liste.page(-1)
        self.dire()

    def action_page_bas(self) -> None:
        """Page down."""
        self.liste.page(1)
        self.dire()
