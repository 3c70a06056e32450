"""Last line of every screen: the keys, from the one table."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.strip import Strip
from textual.widget import Widget

from screens.widgets.souris import presser, touche_sous


class Pied(Widget):
    """Keys and words; on a narrow screen the last ones give way, never the way to see all of them."""

    DEFAULT_CSS = """
    Pied { height: 1; dock: bottom; background: $panel; color: $foreground; }
    Pied > .pied--touche { color: $primary; background: $panel; text-style: bold; }
    """
    COMPONENT_CLASSES = {"pied--touche"}  # noqa: RUF012

    def __init__(self) -> None:
        super().__init__()
        self._touches: Sequence[tuple[str, str]] = ()
        self._fin: Sequence[tuple[str, str]] = ()

    def dire(self, touches: Sequence[tuple[str, str]], fin: Sequence[tuple[str, str]] = ()) -> None:
        """Set the keys (key, words), and those of the end that are always kept."""
        if (touches, fin) != (self._touches, self._fin):
            self._touches, self._fin = touches, fin
            self.refresh()

    def on_click(self, evenement: events.Click) -> None:
        """A key that is shown is pressed by clicking it."""
        touche = touche_sous(evenement.x - 1, [(f"{n} {li}", len(self._ecart)) for n, li in self._montrees()])
        if touche is not None:
            presser(self, touche)

    @property
    def _ecart(self) -> str:
        return "   " if self.size.width >= 100 else "  "

    def _montrees(self) -> list[tuple[str, str]]:
        return remplir(self._touches, self._fin, self.size.width - 1, self._ecart)

    def render_line(self, y: int) -> Strip:
        """Draw as many keys as fit."""
        largeur, base = self.size.width, self.rich_style
        if y:
            return Strip.blank(largeur, base)
        touche, ecart = self.get_component_rich_style("pied--touche"), self._ecart
        morceaux = [Segment(" ", base)]
        for nom, libelle in self._montrees():
            morceaux += [Segment(nom, touche), Segment(f" {libelle}{ecart}", base)]
        return Strip(morceaux).adjust_cell_length(largeur, base)


def remplir(
    touches: Sequence[tuple[str, str]], fin: Sequence[tuple[str, str]], place: int, ecart: str
) -> list[tuple[str, str]]:
    """Choose what fits in so many cells: F1, which shows them all, then each in order that still has room."""
    reste = place - sum(_place(t, ecart) for t in fin[:1])

    def tient(paire: tuple[str, str]) -> bool:
        nonlocal reste
        assez = _place(paire, ecart) - len(ecart) <= reste
        reste -= _place(paire, ecart) if assez else 0
        return assez

    propres = [t for t in touches if tient(t)]
    return [*propres, *fin[:1], *(t for t in fin[1:] if tient(t))]


def _place(paire: tuple[str, str], ecart: str) -> int:
    return cell_len(paire[0]) + 1 + cell_len(paire[1]) + len(ecart)
