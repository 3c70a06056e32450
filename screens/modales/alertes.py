"""« ! » on the dossier: each alert, then under it why, and what to do."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from guichet.fiches.comptoir.taches import Alerte
from screens.modales.message import SIGNES
from screens.socle.ecran import ModaleBase
from screens.widgets.coupure import couper

LARGEUR = 72
MARGES = 12
"""Columns a narrow screen keeps around the text."""


class ModaleAlertes(ModaleBase[None]):
    """As many as there are: the arrows scroll."""

    DEFAULT_CSS = f"""
    ModaleAlertes .boite {{ width: {LARGEUR + 6}; max-width: 100%; }}
    ModaleAlertes VerticalScroll {{ height: auto; max-height: 70vh; scrollbar-size-vertical: 1; }}
    """

    def __init__(self, alertes: Sequence[Alerte]) -> None:
        super().__init__()
        self._alertes = alertes

    def compose(self) -> ComposeResult:
        """Box with the alerts."""
        boite = Vertical(classes="boite")
        boite.border_title = "Pourquoi ces alertes"
        boite.border_subtitle = "Échap fermer"
        largeur = min(LARGEUR, self.app.size.width - MARGES)
        with boite, VerticalScroll():
            for alerte in self._alertes:
                yield Static(_texte(alerte, largeur))
            yield Static("")

    def action_monter(self) -> None:
        """One line up."""
        self.query_one(VerticalScroll).scroll_up(animate=False)

    def action_descendre(self) -> None:
        """One line down."""
        self.query_one(VerticalScroll).scroll_down(animate=False)

    def action_page_haut(self) -> None:
        """One page up."""
        self.query_one(VerticalScroll).scroll_page_up(animate=False)

    def action_page_bas(self) -> None:
        """One page down."""
        self.query_one(VerticalScroll).scroll_page_down(animate=False)


def _texte(alerte: Alerte, largeur: int) -> Content:
    signe, couleur = SIGNES[alerte.niveau]
    detail = f" · {alerte.detail}" if alerte.detail else ""
    tete = couper(f"{alerte.texte}{detail}", largeur - 2)
    raison = couper(alerte.explication, largeur - 2)
    return Content.assemble(
        (f"\n{signe} ", f"bold {couleur}"),
        ("\n  ".join(tete), "bold"),
        *(f"\n  {li}" for li in raison),
    )
