"""What every widget drawn line by line shares: its own style is worked out once a painting."""

from __future__ import annotations

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget


class PeinteParLignes(Widget):
    """Draw in `render_line`, with `fond` for style.

    Textual works `rich_style` out of every ancestor at each call: asked for each line, it was an eighth of the time
    between a key and fifty repainted rows.
    """

    def render_lines(self, crop: Region) -> list[Strip]:
        """Settle the style, then draw the lines."""
        self.fond = self.rich_style
        return super().render_lines(crop)


def marquer(bande: Strip, largeur: int, style: Style, *, avant: bool, apres: bool) -> Strip:
    """End a line with the sign of what goes on out of sight: ▴ above it, ▾ below."""
    signe = "▾" if apres else "▴" if avant else ""
    return Strip([*bande.crop(0, largeur - 2), Segment(f"{signe} ", style)]) if signe and largeur > 2 else bande
