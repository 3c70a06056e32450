"""A screen around one page of lines: the arrows move its cursor."""

from __future__ import annotations

from screens.socle.ecran import EcranBase
from screens.widgets.page import Page


class AvecPage(EcranBase[None]):
    """Sub-classes compose one Page."""

    def action_monter(self) -> None:
        """Up."""
        self.query_one(Page).bouger(-1)

    def action_descendre(self) -> None:
        """Down."""
        self.query_one(Page).bouger(1)
