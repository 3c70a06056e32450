"""F1: the page of this screen in French, and its keys from the one table."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from guichet.commandes import ECRANS, PARTOUT, commandes_de, nom_touche, touche_de
from guichet.donnees import chemin_donnees
from screens.modales.defile import ModaleDefile
from screens.widgets.coupure import couper

LIBELLE = 23
"""Columns of a command's short words."""


class ModaleAide(ModaleDefile[None]):
    """Plain sentences first, keys after; arrows scroll."""

    AUTO_FOCUS: ClassVar[str | None] = "VerticalScroll"
    DEFAULT_CSS = """
    ModaleAide .boite { width: 100; max-width: 100%; height: 90%; max-height: 100%; }
    ModaleAide VerticalScroll { height: 1fr; margin: 1 0 0 0; scrollbar-size-vertical: 1; }
    """

    def __init__(self, ecran: str, touches: Mapping[str, str]) -> None:
        super().__init__()
        self._ecran = ecran if ecran in ECRANS else "recherche"
        self._touches = touches

    def compose(self) -> ComposeResult:
        """Box with the page."""
        boite = Vertical(classes="boite")
        boite.border_title = f"Aide · {ECRANS[self._ecran]}"
        boite.border_subtitle = "↑ ↓ lire · Échap fermer"
        with boite, VerticalScroll():
            yield Static(Content.assemble(*page(self._ecran, self._largeur)))
            yield Static(Content.assemble(*self._commune()))
            yield Static(Content.assemble(*self._cles()))

    @property
    def _largeur(self) -> int:
        """Columns of text: the box without its border, its margins and its scroll bar."""
        return min(100, self.app.size.width) - 7

    def _commune(self) -> list[tuple[str, str]]:
        """What an agent must know of this town, from its règlement: what the page above says holds everywhere."""
        dites = self.ctx.commune.particularites
        titre = (f"\nÀ {self.ctx.commune.nom}\n", "bold $primary")
        return [titre, *((_couper(f"· {phrase}", self._largeur, 2), "") for phrase in dites)] if dites else []

    def _cles(self) -> list[tuple[str, str]]:
        morceaux = [("\nTouches de cet écran\n", "bold $primary")]
        partout = False
        for c in commandes_de(self._ecran):
            if c.ecran == PARTOUT and not partout:
                partout = True
                morceaux.append(("\nPartout\n", "bold $primary"))
            touche = nom_touche(touche_de(c, self._touches))
            texte = ("\n" + " " * (9 + LIBELLE)).join(couper(c.aide, max(24, self._largeur - 9 - LIBELLE)))
            morceaux += [(f"{touche:<9}", "bold"), (c.libelle.ljust(LIBELLE), ""), (f"{texte}\n", "$discret")]
        return morceaux

    def action_valider(self) -> None:
        """Entrée closes too."""
        self.terminer(None)


def page(ecran: str, largeur: int) -> list[tuple[str, str]]:
    """Read data/aide/<screen>.md at this width: titles (#) in strong, paragraphs, indented lines of label and text."""
    fichier = chemin_donnees() / "aide" / f"{ecran}.md"
    morceaux: list[tuple[str, str]] = []
    paragraphe: list[str] = []

    def finir() -> None:
        if paragraphe:
            morceaux.append((_couper(" ".join(paragraphe), largeur, 0), ""))
            paragraphe.clear()

    for ligne in fichier.read_text(encoding="utf-8").splitlines():
        if ligne and not ligne.startswith(("#", " ")):
            paragraphe.append(ligne)
            continue
        finir()
        if ligne.startswith("#"):
            morceaux.append((ligne.lstrip("# ") + "\n", "bold $primary"))
        else:
            # What follows the label goes on under itself, not under the label.
            colonne = re.match(r" *(?:.*? {2,})?", ligne)
            morceaux.append((_couper(ligne, largeur, colonne.end() if colonne else 0), ""))
    finir()
    return morceaux


def _couper(texte: str, largeur: int, retrait: int) -> str:
    return "\n".join(couper(texte, largeur, retrait=retrait, mots_entiers=True)) + "\n"
