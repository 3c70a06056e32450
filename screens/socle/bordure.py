"""The border every painted line crosses: nothing that acts on the terminal leaves in what is shown.

What Textual says to the terminal (colours, the cursor) is added after it, and is not text.
"""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from rich.segment import Segment
from textual.app import App
from textual.color import Color
from textual.filter import LineFilter

from guichet.signes import Signes

# As wide as what was measured: a line one cell longer would push its neighbours.
_LARGEUR_GARDEE = Signes(lambda signe: " " * cell_len(signe))


class Bordure(LineFilter):
    """Takes out of a line what acts instead of showing."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Give the same segments, their texts without effect."""
        del background
        if all(segment.text.isprintable() for segment in segments):
            return segments
        return [
            segment if segment.control else Segment(segment.text.translate(_LARGEUR_GARDEE), segment.style)
            for segment in segments
        ]


_BORDURE = Bordure()


class AppBordee(App[int], inherit_bindings=False):
    """An application whose widgets, all of them, are painted through the border."""

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Textual's own filters, then the border."""
        return [*super().get_line_filters(), _BORDURE]
