"""Dialogs that only say something."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from screens.socle.ecran import ModaleBase

SIGNES = {"refus": ("×", "$error"), "attention": ("!", "$warning"), "ok": ("●", "$success"), "info": ("·", "$primary")}
"""Level → sign and colour: never a colour alone."""


class ModaleMessage(ModaleBase[None]):
    """One sentence, its sign and its word; Entrée or Échap closes."""

    DEFAULT_CSS = "ModaleMessage #texte { width: 70; max-width: 100%; margin: 1 0; }"

    def __init__(self, titre: str, texte: str, *, niveau: str = "info") -> None:
        super().__init__()
        self._titre, self._texte, self._niveau = titre, texte, niveau

    def compose(self) -> ComposeResult:
        """Box with the sentence."""
        signe, couleur = SIGNES[self._niveau]
        boite = Vertical(classes="boite")
        boite.border_title = Content(self._titre)
        boite.border_subtitle = "Entrée fermer"
        with boite:
            yield Static(Content.assemble((f"{signe} ", f"bold {couleur}"), self._texte), id="texte")


class ModaleTable(ModaleBase[None]):
    """A few lines of (label, example, explanation)."""

    DEFAULT_CSS = """
    ModaleTable .boite { width: 96; max-width: 100%; }
    ModaleTable VerticalScroll { height: auto; max-height: 80%; margin: 1 0; }
    """

    def __init__(self, titre: str, lignes: Sequence[tuple[str, str, str]]) -> None:
        super().__init__()
        self._titre, self._lignes = titre, lignes

    def compose(self) -> ComposeResult:
        """Box with the table."""
        boite = Vertical(classes="boite")
        boite.border_title = Content(self._titre)
        boite.border_subtitle = "Échap fermer"
        gauche = max(len(a) for a, _, _ in self._lignes) + 2
        milieu = max(len(b) for _, b, _ in self._lignes) + 2
        with boite, VerticalScroll():
            for a, b, c in self._lignes:
                texte = Content.assemble((a.ljust(gauche), "$discret"), (b.ljust(milieu), "bold"), c)
                yield Static(texte)
