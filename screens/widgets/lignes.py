"""Lists drawn line by line: a 50-row DataTable repaints in 78 ms, this in 13 (dependances.md)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.message import Message
from textual.strip import Strip

from guichet.signes import sans_effet
from screens.widgets.peinte import PeinteParLignes

ALERTE = "! "
"""A text that starts so is drawn as an alert: a sign and a word, with the colour on top."""


@lru_cache(maxsize=4096)
def ajuster(texte: str, largeur: int) -> str:
    """Make a text exactly `largeur` cells wide, cut with an ellipsis; control characters go."""
    propre = sans_effet(texte)
    if cell_len(propre) <= largeur:
        return set_cell_size(propre, largeur)
    return set_cell_size(propre, max(0, largeur - 1)) + "…" if largeur > 0 else ""


@dataclass(frozen=True, slots=True)
class ColonneListe:
    """One column: width in cells (0 takes what is left), and how it is drawn."""

    largeur: int
    style: str = ""
    """"", "fort", "discret" or "code"."""
    droite: bool = False


class ListeLignes(PeinteParLignes):
    """A list with a cursor, drawn line by line. Rows are tuples of plain text: data, never markup."""

    DEFAULT_CSS = """
    ListeLignes { height: 1fr; background: $background; color: $foreground; }
    ListeLignes > .liste--curseur { background: $selection; color: $selection-texte; text-style: bold; }
    ListeLignes > .liste--discret { color: $discret; background: $background; }
    ListeLignes > .liste--code { color: $primary; background: $background; }
    ListeLignes > .liste--fort { text-style: bold; color: $foreground; background: $background; }
    ListeLignes > .liste--alerte { color: $warning; background: $background; text-style: bold; }
    """
    COMPONENT_CLASSES = {  # noqa: RUF012
        "liste--curseur",
        "liste--discret",
        "liste--code",
        "liste--fort",
        "liste--alerte",
    }

    class Choisie(Message):
        """A row was clicked."""

        def __init__(self, rang: int) -> None:
            super().__init__()
            self.rang = rang

    def __init__(self, colonnes: Sequence[ColonneListe] = (), *, id: str | None = None, marge: int = 1) -> None:  # noqa: A002
        super().__init__(id=id)
        self._colonnes = tuple(colonnes)
        self._lignes: Sequence[tuple[str, ...]] = ()
        self._marge = marge
        self._haut = 0
        self.curseur = 0
        self.montrer_curseur = True

    @property
    def nombre(self) -> int:
        """How many rows there are."""
        return len(self._lignes)

    def montrer(
        self, lignes: Sequence[tuple[str, ...]], colonnes: Sequence[ColonneListe] | None = None, *, curseur: int = 0
    ) -> None:
        """Replace the rows; the cursor goes to the first unless told otherwise."""
        if colonnes is not None:
            self._colonnes = tuple(colonnes)
        self._lignes = lignes
        self.curseur = min(max(0, curseur), max(0, len(lignes) - 1))
        self._cadrer()
        self.refresh()

    def bouger(self, pas: int) -> None:
        """Move the cursor by `pas` rows, stopping at the ends; repaints only the rows touched when it can."""
        avant, haut = self.curseur, self._haut
        self.curseur = min(max(0, self.curseur + pas), max(0, len(self._lignes) - 1))
        self._cadrer()
        if haut != self._haut:
            self.refresh()
        elif avant != self.curseur:
            from textual.geometry import Region

            for rang in (avant, self.curseur):
                self.refresh(Region(0, rang - self._haut, self.size.width, 1))

    def page(self, sens: int) -> None:
        """Move by one page."""
        self.bouger(sens * max(1, self.size.height - 1))

    def _cadrer(self) -> None:
        hauteur = max(1, self.size.height)
        if self.curseur < self._haut:
            self._haut = self.curseur
        elif self.curseur >= self._haut + hauteur:
            self._haut = self.curseur - hauteur + 1
        self._haut = max(0, min(self._haut, max(0, len(self._lignes) - hauteur)))

    def on_resize(self) -> None:
        """Keep the cursor in sight."""
        self._cadrer()

    def on_click(self, evenement: events.Click) -> None:
        """A mouse is not needed, but it works."""
        rang = self._haut + evenement.y
        if rang < len(self._lignes):
            self.bouger(rang - self.curseur)
            self.post_message(self.Choisie(rang))

    def on_mouse_scroll_down(self) -> None:
        """Wheel."""
        self.bouger(3)

    def on_mouse_scroll_up(self) -> None:
        """Wheel."""
        self.bouger(-3)

    def _largeurs(self) -> list[int]:
        fixes = sum(c.largeur + 2 for c in self._colonnes if c.largeur)
        souples = sum(1 for c in self._colonnes if not c.largeur)
        libre = self.size.width - self._marge - 2 - fixes - 2 * souples
        return [c.largeur or max(4, libre // max(1, souples)) for c in self._colonnes]

    def render_line(self, y: int) -> Strip:
        """Draw one row: margin, cursor sign, then each column followed by two spaces."""
        rang = self._haut + y
        largeur = self.size.width
        base = self.fond
        if rang >= len(self._lignes):
            return Strip.blank(largeur, base)
        choisie = self.montrer_curseur and rang == self.curseur
        courant = self.get_component_rich_style("liste--curseur") if choisie else base
        morceaux = [Segment(" " * self._marge + ("▸ " if choisie else "  "), courant)]
        for texte, colonne, place in zip(self._lignes[rang], self._colonnes, self._largeurs(), strict=False):
            if place <= 0:
                continue
            ecrit = ajuster(texte, place)
            if colonne.droite:
                ecrit = ecrit.rstrip().rjust(place)
            morceaux.append(Segment(ecrit + "  ", courant if choisie else self._style(texte, colonne, base)))
        return Strip(morceaux).adjust_cell_length(largeur, courant)

    def _style(self, texte: str, colonne: ColonneListe, base: Style) -> Style:
        if texte.startswith(ALERTE):
            return self.get_component_rich_style("liste--alerte")
        return self.get_component_rich_style(f"liste--{colonne.style}") if colonne.style else base
