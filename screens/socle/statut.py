"""One line above the keys of every screen: what was just done, or why nothing was; nothing floats over what one reads.

What was said goes from screen to screen with the agent: the line of a form that closed is seen on the dossier.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from guichet.signes import sans_effet
from screens.widgets.coupure import couper

if TYPE_CHECKING:
    from guichet.accompli import Accompli

FAIT, AVIS, ATTENTION = "fait", "avis", "attention"
SIGNES = {FAIT: "✓", AVIS: "·", ATTENTION: "!"}
"""Level → sign: never a colour alone."""

_LIEN = " · "

LIGNES_MAX = 4
"""The path of a paper, whole, on a narrow screen."""


@dataclass(frozen=True, slots=True)
class Dit:
    """One sentence of the line.

    Attributes:
        phrase: plain text.
        niveau: FAIT, AVIS or ATTENTION.
    """

    phrase: str
    niveau: str = AVIS


class Statut:
    """What the line says: what was last done, under a hint that the next key takes away."""

    def __init__(self, montrer: Callable[[], None]) -> None:
        """Say nothing yet.

        Args:
            montrer: paints the line of what is shown again.
        """
        self._montrer = montrer
        self._fait: Dit | None = None
        self._indice: Dit | None = None
        self.accompli: Accompli | None = None
        """What was last done, that may be taken back as long as nothing else is done here."""

    @property
    def dit(self) -> Dit | None:
        """What is said now."""
        return self._indice or self._fait

    def dire(self, dit: Dit) -> None:
        """Say it until something else is done, or another family comes."""
        self._fait, self._indice, self.accompli = dit, None, None
        self._montrer()

    def retenir(self, accompli: Accompli) -> None:
        """Keep what was just said as done, for whoever takes it back."""
        self.accompli = accompli
        self._montrer()

    def indiquer(self, phrase: str) -> None:
        """Say why a key did nothing: until the next one."""
        self._indice = Dit(phrase)
        self._montrer()

    def avertir(self, phrase: str) -> None:
        """Say what is to be known of the counter itself: until something is done."""
        self.dire(Dit(phrase, ATTENTION))

    def frapper(self) -> None:
        """A key is about to be handled: what the one before it could not do is known."""
        if self._indice is not None:
            self._indice = None
            self._montrer()

    def changer_de_famille(self) -> None:
        """What was done was for the one that has left; what is to be known of the counter stays."""
        if self._fait is not None and self._fait.niveau == FAIT:
            self._fait = self.accompli = None
            self._montrer()

    def oublier(self) -> None:
        """The lock: whoever comes next is another."""
        if self.dit is not None:
            self._fait = self._indice = self.accompli = None
            self._montrer()


class LigneStatut(Widget):
    """The line; it takes what it needs, so that a path is read whole."""

    DEFAULT_CSS = """
    LigneStatut { height: 1; dock: bottom; margin: 0 0 1 0; background: $background; color: $foreground; }
    LigneStatut > .statut--fait { color: $success; background: $background; text-style: bold; }
    LigneStatut > .statut--avis { color: $primary; background: $background; text-style: bold; }
    LigneStatut > .statut--attention { color: $warning; background: $background; text-style: bold; }
    LigneStatut > .statut--suite { color: $discret; background: $background; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"statut--fait", "statut--avis", "statut--attention", "statut--suite"}

    def __init__(self) -> None:
        super().__init__()
        self._dit: Dit | None = None
        self._suite = ""
        self._lignes: list[str] = []

    def dire(self, dit: Dit | None, suite: str = "") -> None:
        """Show this, or nothing; `suite`, dim, how to take it back from here."""
        if (dit, suite) != (self._dit, self._suite):
            self._dit, self._suite = dit, suite
            self._tailler()
            self.refresh()

    def on_resize(self) -> None:
        """The width decides how many lines it takes."""
        self._tailler()

    def _tailler(self) -> None:
        large = (self.size.width or self.app.size.width) - 4
        # A path is never broken at one of its hyphens: it is to be found, and copied.
        dit = "" if self._dit is None else sans_effet(self._dit.phrase)
        self._lignes = couper(dit, max(20, large), mots_entiers=True)[:LIGNES_MAX]
        if self._suite and self._lignes and cell_len(f"{self._lignes[-1]}{_LIEN}{self._suite}") > large:
            self._lignes.append("")
        self.styles.height = max(1, len(self._lignes))

    def render_line(self, y: int) -> Strip:
        """The sign, then the sentence; what takes it back at its end."""
        largeur, base = self.size.width, self.rich_style
        if self._dit is None or y >= len(self._lignes):
            return Strip.blank(largeur, base)
        signe = " " if y else SIGNES[self._dit.niveau]
        morceaux = [
            Segment(f" {signe} ", self.get_component_rich_style(f"statut--{self._dit.niveau}")),
            Segment(self._lignes[y], base),
        ]
        if y == len(self._lignes) - 1 and self._suite:
            lien = _LIEN if self._lignes[y] else ""
            morceaux.append(Segment(f"{lien}{self._suite}", self.get_component_rich_style("statut--suite")))
        return Strip(morceaux).adjust_cell_length(largeur, base)
