"""A short list where several lines are ticked: Espace or a digit ticks, Entrée takes them all."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content

from guichet.formats import cle_recherche
from screens.modales.choisir import CHIFFRES_AZERTY
from screens.socle.ecran import ModaleBase
from screens.widgets.lignes import ColonneListe, ListeLignes

COLONNES = (ColonneListe(2, "code"), ColonneListe(1), ColonneListe(0, "fort"))
COCHE, VIDE = "■", "□"


class ModaleCocher(ModaleBase[tuple[str, ...]]):
    """Tick what holds; what stood in the field and is no choice of the list is a line of its own, ticked."""

    DEFAULT_CSS = """
    ModaleCocher .boite { width: 62; max-width: 100%; }
    ModaleCocher ListeLignes { height: auto; margin: 1 0; }
    """

    def __init__(self, titre: str, choix: Sequence[str], coches: Sequence[str]) -> None:
        """Show the list.

        Args:
            titre: on the edge of the box.
            choix: its lines.
            coches: those ticked already.
        """
        super().__init__()
        self._titre = titre
        self._choix = (*choix, *(c for c in coches if c not in choix))
        self._coches = set(coches)

    def compose(self) -> ComposeResult:
        """Box with the list."""
        boite = Vertical(classes="boite")
        boite.border_title = Content(self._titre)
        boite.border_subtitle = "Espace cocher · Entrée garder · Échap renoncer"
        with boite:
            yield ListeLignes(id="choix", marge=0, clic="space")

    def on_mount(self) -> None:
        """Fill the list, the cursor on what is ticked first."""
        liste = self.query_one(ListeLignes)
        liste.styles.height = min(len(self._choix), max(3, self.app.size.height - 10))
        self._montrer(next((i for i, c in enumerate(self._choix) if c in self._coches), 0))

    def _montrer(self, curseur: int) -> None:
        rangees = [
            (str(i) if i < 10 else "", COCHE if c in self._coches else VIDE, c) for i, c in enumerate(self._choix, 1)
        ]
        self.query_one(ListeLignes).montrer(rangees, COLONNES, curseur=curseur)

    def _cocher(self, rang: int) -> None:
        self._coches ^= {self._choix[rang]}
        self._montrer(rang)

    def on_key(self, evenement: events.Key) -> None:
        """Espace: the line under the cursor. Digit: that line. A letter goes to the next line that says it."""
        signe = CHIFFRES_AZERTY.get(evenement.character or "", evenement.character or "")
        liste = self.query_one(ListeLignes)
        if signe == " ":
            evenement.stop()
            self._cocher(liste.curseur)
        elif signe.isdigit() and 0 < int(signe) <= len(self._choix):
            evenement.stop()
            self._cocher(int(signe) - 1)
        elif signe.isalpha():
            self._aller(cle_recherche(signe))

    def _aller(self, lettre: str) -> None:
        """« Sans » says nothing: what follows it does."""
        liste = self.query_one(ListeLignes)
        apres = [*range(liste.curseur + 1, len(self._choix)), *range(liste.curseur + 1)]
        cles = {i: cle_recherche(self._choix[i]).removeprefix("sans ") for i in apres}
        rang = next((i for i in apres if cles[i].startswith(lettre)), None)
        if rang is not None:
            liste.bouger(rang - liste.curseur)

    def action_valider(self) -> None:
        """Entrée."""
        self.terminer(tuple(c for c in self._choix if c in self._coches))

    def action_monter(self) -> None:
        """Up."""
        self.query_one(ListeLignes).bouger(-1)

    def action_descendre(self) -> None:
        """Down."""
        self.query_one(ListeLignes).bouger(1)
