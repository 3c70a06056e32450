"""A screen around one page of lines: the arrows move its cursor."""

from __future__ import annotations

from screens.page import Page
from screens.socle import EcranBase


class AvecPage(EcranBase[None]):
    """Sub-classes compose one Page."""

    def action_monter(self) -> None:
        """Up."""
        self.query_one(Page).bouger(-1)

    def action_descendre(self) -> None:
        """Down."""
        self.query_one(Page).bouger(1)
