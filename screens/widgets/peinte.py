"""What every widget drawn line by line shares: its own style is worked out once a painting."""

from __future__ import annotations

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
