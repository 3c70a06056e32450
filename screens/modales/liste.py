"""A dialog around one list: arrows and pages move in it, and what is chosen is told in full."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from textual.widgets import Static

from screens.socle.ecran import DialogueBase, ModaleBase
from screens.widgets.lignes import ListeLignes

T = TypeVar("T")


class DialogueListe(DialogueBase[T]):
    """Composed around one ListeLignes, and one Static that tells the chosen line in full."""

    def __init__(self, ou: str, mots: Callable[[int], str]) -> None:
        """Show a list.

        Args:
            ou: selector of the Static, whose height does not depend on what it tells.
            mots: the sentence of a line, by its rank.
        """
        super().__init__()
        self._ou, self._mots = ou, mots

    @property
    def liste(self) -> ListeLignes:
        """The list itself."""
        return self.query_one(ListeLignes)

    def dire(self) -> None:
        """Tell what is under the cursor."""
        self.query_one(self._ou, Static).update(self._mots(self.liste.curseur), layout=False)

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


class ModaleListe(DialogueListe[T], ModaleBase[T]):
    """The same with the keys of every question."""
