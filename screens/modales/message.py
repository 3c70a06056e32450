"""Dialogs that only say something."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from screens.modales.defile import ModaleDefile
from screens.widgets.coupure import couper

SIGNES = {"refus": ("×", "$error"), "attention": ("!", "$warning"), "ok": ("●", "$success"), "info": ("·", "$primary")}
"""Level → sign and colour: never a colour alone."""

LARGEUR = 96
MARGES = 7
"""Columns of a box that hold no text: border, margins, scroll bar."""


class ModaleMessage(ModaleDefile[None]):
    """One sentence, its sign and its word; Entrée or Échap closes."""

    DEFAULT_CSS = """
    ModaleMessage VerticalScroll { width: 70; max-width: 100%; margin: 1 0; }
    ModaleMessage #texte { width: 1fr; }
    """

    def __init__(self, titre: str, texte: str, *, niveau: str = "info") -> None:
        super().__init__()
        self._titre, self._texte, self._niveau = titre, texte, niveau

    def compose(self) -> ComposeResult:
        """Box with the sentence."""
        signe, couleur = SIGNES[self._niveau]
        boite = Vertical(classes="boite")
        boite.border_title = Content(self._titre)
        boite.border_subtitle = "Entrée fermer"
        with boite, VerticalScroll():
            yield Static(Content.assemble((f"{signe} ", f"bold {couleur}"), self._texte), id="texte")


class ModaleTable(ModaleDefile[None]):
    """A few lines of (label, example, explanation); an explanation goes on under itself."""

    DEFAULT_CSS = f"""
    ModaleTable .boite {{ width: {LARGEUR}; max-width: 100%; }}
    ModaleTable VerticalScroll {{ margin: 1 0; }}
    """

    def __init__(self, titre: str, lignes: Sequence[tuple[str, str, str]]) -> None:
        super().__init__()
        self._titre, self._lignes = titre, lignes

    def compose(self) -> ComposeResult:
        """Box with the table."""
        boite = Vertical(classes="boite")
        boite.border_title = Content(self._titre)
        boite.border_subtitle = "Échap fermer"
        gauche, milieu = (_colonne([ligne[rang] for ligne in self._lignes]) for rang in (0, 1))
        place = max(24, min(LARGEUR, self.app.size.width) - MARGES - gauche - milieu)
        with boite, VerticalScroll():
            for a, b, c in self._lignes:
                suite = ("\n" + " " * (gauche + milieu)).join(couper(c, place))
                yield Static(Content.assemble((a.ljust(gauche), "$discret"), (b.ljust(milieu), "bold"), suite))


def _colonne(textes: Sequence[str]) -> int:
    """Columns for these and what parts them from the next, none where all are blank."""
    large = max(map(len, textes), default=0)
    return large and large + 2
