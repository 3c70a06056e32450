"""A dialog whose text may be longer than the screen: the arrows scroll it, a bar says that it goes on."""

from __future__ import annotations

from typing import TypeVar

from textual.containers import VerticalScroll

from screens.socle.ecran import ModaleBase

T = TypeVar("T")


class ModaleDefile(ModaleBase[T]):
    """Composed around one VerticalScroll."""

    DEFAULT_CSS = "ModaleDefile VerticalScroll { height: auto; max-height: 70vh; scrollbar-size-vertical: 1; }"

    @property
    def texte(self) -> VerticalScroll:
        """What scrolls."""
        return self.query_one(VerticalScroll)

    def _defiler(self, lignes: int) -> None:
        # At once: two keys typed ahead of the painting scroll twice.
        self.texte.scroll_relative(y=lignes, animate=False, immediate=True)

    @property
    def _page(self) -> int:
        return max(1, self.texte.size.height - 1)

    def action_monter(self) -> None:
        """One line up."""
        self._defiler(-1)

    def action_descendre(self) -> None:
        """One line down."""
        self._defiler(1)

    def action_page_haut(self) -> None:
        """One page up."""
        self._defiler(-self._page)

    def action_page_bas(self) -> None:
        """One page down."""
        self._defiler(self._page)
