"""The one text field of every screen."""

from __future__ import annotations

from typing import Any

from textual.geometry import Size
from textual.reactive import Reactive
from textual.widgets import Input


class Saisie(Input):
    """One line, no frame, and a cursor that does not blink: nothing blinks on a counter (ecrans.md, Look)."""

    # What is typed scrolls inside a field of fixed size: laying the whole screen out again at each letter costs 4 ms.
    virtual_size = Reactive(Size(0, 0), layout=False)

    def __init__(self, value: str = "", *, choisie: bool = False, **reglages: Any) -> None:
        """Make a field.

        Args:
            value: what stands in it first.
            choisie: what stands in it is selected as one comes in: what is typed replaces it.
            reglages: Textual's own.
        """
        super().__init__(value, compact=True, select_on_focus=choisie, **reglages)
        self.cursor_blink = False
