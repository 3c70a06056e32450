"""« ! » on the dossier: each alert, then under it why, and what to do."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from guichet.fiches.comptoir.taches import Alerte
from screens.modales.defile import ModaleDefile
from screens.modales.message import SIGNES
from screens.widgets.coupure import couper

LARGEUR = 72
MARGES = 12
"""Columns a narrow screen keeps around the text."""


class ModaleAlertes(ModaleDefile[None]):
    """As many as there are: the arrows scroll."""

    DEFAULT_CSS = f"ModaleAlertes .boite {{ width: {LARGEUR + 6}; max-width: 100%; }}"

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
