"""Wrong lines of a file, each with its number, the chosen one in full below."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from guichet import formats
from screens.modales.liste import ModaleListe
from screens.widgets.lignes import ColonneListe, ListeLignes


class ModaleFautes(ModaleListe[None]):
    """Nothing was imported: what is to be mended in the file."""

    DEFAULT_CSS = """
    ModaleFautes .boite { width: 104; max-width: 100%; }
    ModaleFautes #compte { width: 100%; margin: 1 0; }
    ModaleFautes #faute { width: 100%; height: 3; margin: 1 0 0 0; color: $error; }
    """

    def __init__(self, fichier: str, fautes: Sequence[tuple[int, str]]) -> None:
        self._fichier, self._fautes = fichier, tuple(fautes)
        super().__init__("#faute", lambda rang: dire_faute(*self._fautes[rang]))

    def compose(self) -> ComposeResult:
        """How many, which, and the whole sentence of the chosen one."""
        boite = Vertical(classes="boite")
        boite.border_title = Content(self._fichier)
        boite.border_subtitle = "↑ ↓ lire · Entrée fermer"
        fausses = formats.pluriel(len(self._fautes), "ligne fausse", "lignes fausses")
        with boite:
            yield Static(f"× {fausses} : rien n’a été ajouté.", id="compte", classes="fort", markup=False)
            yield ListeLignes((ColonneListe(9, "code"), ColonneListe(0)), marge=0)
            yield Static("", id="faute", markup=False)

    def on_mount(self) -> None:
        """Fill the list."""
        liste = self.liste
        liste.styles.height = min(len(self._fautes), max(3, self.app.size.height - 12))
        liste.montrer([(f"ligne {n}", phrase) for n, phrase in self._fautes])
        self.dire()


def dire_faute(numero: int, phrase: str) -> str:
    """The whole sentence, after its line."""
    return f"Ligne {numero} : {phrase}"
