"""Before a second sheet is made of a known person: who looks like them, and why."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from guichet.fiches.familles.doublons import Doublon
from guichet.formats.naissances import dite
from guichet.regles.socle.code_famille import affiche
from screens.modales.liste import ModaleListe
from screens.widgets.lignes import ColonneListe, ListeLignes

COLONNES = (ColonneListe(8, "code"), ColonneListe(0, "fort"), ColonneListe(12, "discret"), ColonneListe(0))


def dire_raisons(doublon: Doublon) -> str:
    """Why one looks like them."""
    pour = f"Ressemble à {doublon.pour} : " if doublon.pour else ""
    return pour + ", ".join(doublon.raisons) + "."


class ModaleDoublons(ModaleListe[Doublon | bool]):
    """Answers the likeness to open, True to create all the same, None to go back to the form."""

    DEFAULT_CSS = """
    ModaleDoublons .boite { width: 110; max-width: 100%; }
    ModaleDoublons #question { width: 100%; margin: 1 0 0 0; }
    ModaleDoublons ListeLignes { margin: 1 0; }
    ModaleDoublons #raisons { width: 100%; height: 2; color: $discret; margin: 0 0 1 0; }
    """

    def __init__(self, doublons: Sequence[Doublon], *, question: str, creer: str, ouvrir: str = "ouvrir") -> None:
        self._doublons, self._question = tuple(doublons), question
        self._creer, self._ouvrir = creer, ouvrir
        super().__init__("#raisons", lambda rang: dire_raisons(self._doublons[rang]))

    def compose(self) -> ComposeResult:
        """The likely ones, the surest first; why, for the one under the cursor."""
        boite = Vertical(classes="boite")
        boite.border_title = "Déjà connue ?"
        boite.border_subtitle = f"Entrée {self._ouvrir} · c {self._creer} · Échap corriger"
        with boite:
            yield Static(self._question, id="question", markup=False)
            yield ListeLignes(id="doublons", marge=0)
            yield Static("", id="raisons", markup=False)

    def on_mount(self) -> None:
        """Fill the list."""
        liste = self.liste
        liste.styles.height = min(len(self._doublons), max(3, self.app.size.height - 14))
        rangees = [(affiche(d.code), d.personne, dite(d.naissance), d.ville) for d in self._doublons]
        liste.montrer(rangees, COLONNES)
        self.dire()

    def on_key(self, evenement: events.Key) -> None:
        """`c`: they are not the same people."""
        if evenement.character in {"c", "C"}:
            evenement.stop()
            self.terminer(True)

    def action_valider(self) -> None:
        """Entrée: open that one."""
        self.terminer(self._doublons[self.liste.curseur])
