"""A thin rule across the screen."""

from __future__ import annotations

from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget


class Filet(Widget):
    """One line that separates without a box."""

    DEFAULT_CSS = "Filet { height: 1; color: $filet; background: $background; }"

    def render_line(self, y: int) -> Strip:
        """A rule with one blank column at each end."""
        largeur = self.size.width
        texte = " " + "─" * max(0, largeur - 2) + " " if y == 0 else " " * largeur
        return Strip([Segment(texte, self.rich_style)])
