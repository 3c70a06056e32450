"""Ctrl+P: every command by its name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input

from guichet.commandes import Commande, nom_touche, touche_de
from guichet.formats import cle_recherche
from screens.socle.ecran import ModaleBase, executer
from screens.widgets.lignes import ColonneListe, ListeLignes
from screens.widgets.saisie import Saisie

CACHEES = frozenset({"monter", "descendre", "palette", "aide_bis", "page_haut", "page_bas", "retour", "suivant"})
"""Moves of the hand that nobody looks up by name."""


class ModalePalette(ModaleBase[None]):
    """Type some letters of a name, in any order of words; Entrée runs it on the screen beneath."""

    AUTO_FOCUS: ClassVar[str | None] = "#nom"
    DEFAULT_CSS = """
    ModalePalette .boite { width: 92; max-width: 100%; height: 85%; }
    ModalePalette #nom { width: 100%; margin: 1 0; }
    ModalePalette ListeLignes { height: 1fr; }
    """

    def __init__(self, commandes: Sequence[Commande], touches: Mapping[str, str]) -> None:
        super().__init__()
        self._touches = touches
        self._toutes = [c for c in commandes if c.action not in CACHEES]
        self._vues = self._toutes

    def compose(self) -> ComposeResult:
        """Box with the name and the list."""
        boite = Vertical(classes="boite")
        boite.border_title = "Commandes"
        boite.border_subtitle = "Entrée exécuter · Échap fermer"
        with boite:
            yield Saisie(id="nom", placeholder="nom de la commande")
            yield ListeLignes(id="commandes", marge=0, dessous=1)

    def on_mount(self) -> None:
        """Show them all."""
        self._montrer()

    def _montrer(self) -> None:
        if not self._vues:
            self.query_one(ListeLignes).vide("Aucune commande d’ici ne porte ces mots : effacez-en.")
            return
        rangees = [(nom_touche(touche_de(c, self._touches)), c.libelle, c.aide) for c in self._vues]
        self.query_one(ListeLignes).montrer(
            rangees, (ColonneListe(8, "code"), ColonneListe(22, "fort"), ColonneListe(0, "discret"))
        )

    def on_input_changed(self, message: Input.Changed) -> None:
        """Keep the commands that hold every word typed."""
        mots = cle_recherche(message.value).split()
        self._vues = [c for c in self._toutes if all(m in cle_recherche(f"{c.libelle} {c.aide}") for m in mots)]
        self._montrer()

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Entrée in the field."""
        message.stop()
        self.action_valider()

    def action_valider(self) -> None:
        """Close, then run the command where it lives."""
        if not self._vues:
            return
        choisie = self._vues[self.query_one(ListeLignes).curseur]
        self.dismiss(None)
        executer(self.app, choisie)

    def action_monter(self) -> None:
        """Up."""
        self.query_one(ListeLignes).bouger(-1)

    def action_descendre(self) -> None:
        """Down."""
        self.query_one(ListeLignes).bouger(1)
