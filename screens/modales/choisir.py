"""A short list to choose from: digits (unshifted AZERTY row too), letters, arrows and Entrée."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from guichet.formats import cle_recherche
from screens.modales.defile import ModaleDefile
from screens.socle.ecran import ModaleBase
from screens.widgets.coupure import couper
from screens.widgets.lignes import ColonneListe, ListeLignes

T = TypeVar("T")

CHIFFRES_AZERTY = dict(zip("&é\"'(-è_çà", "1234567890", strict=True))
"""Digits of a menu accept the unshifted AZERTY row (ecrans.md)."""

AUTOUR = 10
"""Columns of the box that hold no text of its list."""
LISIBLE = 30
"""Columns below which the beginning of a detail says nothing."""


@dataclass(frozen=True, slots=True)
class Choix(Generic[T]):
    """One line of the list."""

    valeur: T
    texte: str
    detail: str = ""


class ModaleChoisir(ModaleBase[T]):
    """Choose one value; typing letters goes to the line that starts so, accents ignored."""

    DEFAULT_CSS = """
    ModaleChoisir .boite { width: 84; max-width: 100%; }
    ModaleChoisir ListeLignes { height: auto; margin: 1 0; }
    ModaleChoisir #question { width: 100%; margin: 1 0 0 0; }
    """

    def __init__(
        self,
        titre: str,
        choix: Sequence[Choix[T]],
        *,
        question: str = "",
        courant: T | None = None,
        a_choisir: bool = False,
    ) -> None:
        """Show the list.

        Args:
            titre: on the edge of the box.
            choix: its lines.
            question: above them.
            courant: the one the cursor begins on.
            a_choisir: without `courant` no line is chosen yet, and Entrée takes none.
        """
        super().__init__()
        self._personne = a_choisir and all(c.valeur != courant for c in choix)
        self._titre, self._choix, self._question = titre, tuple(choix), question
        self._depart = next((i for i, c in enumerate(self._choix) if c.valeur == courant), 0)
        self._frappe = ""

    def compose(self) -> ComposeResult:
        """Box with the numbered list."""
        boite = Vertical(classes="boite")
        boite.border_title = Content(self._titre)
        boite.border_subtitle = "chiffre ou Entrée choisir · Échap renoncer"
        boite.styles.width = self._largeur
        with boite:
            if self._question:
                yield Static(self._question, id="question", markup=False)
            yield ListeLignes(id="choix", marge=0, dessous=self._dessous, mots=self._dire if self._dessous else None)

    @property
    def _place(self) -> int:
        return max((len(c.texte) for c in self._choix), default=10)

    @property
    def _besoin(self) -> int:
        """Columns for everything side by side."""
        detail = max((len(c.detail) for c in self._choix), default=0)
        return max(self._place + detail + 18, len(self._question) + 8, 62)

    @property
    def _largeur(self) -> int:
        return min(self._besoin, self.app.size.width)

    @property
    def _dessous(self) -> int:
        """Lines under the list for the details, told one at a time where they do not stand beside their choice."""
        if self._besoin <= self.app.size.width:
            return 0
        return max(len(couper(c.detail, self._largeur - AUTOUR)) for c in self._choix)

    def _dire(self, rang: int) -> str:
        return self._choix[rang].detail

    def on_mount(self) -> None:
        """Fill the list; its height is its number of lines, within the screen."""
        liste, dessous = self.query_one(ListeLignes), self._dessous
        sous = dessous + 1 if dessous else 0
        liste.styles.height = min(len(self._choix) + sous, max(3 + sous, self.app.size.height - 10))
        rangees = [(str(i) if i < 10 else "", c.texte, c.detail) for i, c in enumerate(self._choix, 1)]
        a_cote = self._largeur - AUTOUR - self._place >= LISIBLE
        colonnes = (ColonneListe(self._place, "fort"), ColonneListe(0, "discret")) if a_cote else (ColonneListe(0),)
        liste.montrer(rangees, (ColonneListe(2, "code"), *colonnes), curseur=self._depart)
        liste.montrer_curseur = not self._personne

    def on_key(self, evenement: events.Key) -> None:
        """Digit: choose at once. Letters: go to the line that starts so."""
        signe = evenement.character or ""
        signe = CHIFFRES_AZERTY.get(signe, signe)
        if signe.isdigit() and 0 < int(signe) <= len(self._choix):
            evenement.stop()
            self.terminer(self._choix[int(signe) - 1].valeur)
        elif signe.isalpha():
            self._frappe += cle_recherche(signe)
            self._aller_au_texte()

    def _aller_au_texte(self) -> None:
        cles = [cle_recherche(c.texte) for c in self._choix]
        rang = next((i for i, cle in enumerate(cles) if cle.startswith(self._frappe)), None)
        if rang is None:
            self._frappe = self._frappe[-1:]
            rang = next((i for i, cle in enumerate(cles) if cle.startswith(self._frappe)), None)
        if rang is not None:
            liste = self.query_one(ListeLignes)
            self._designer()
            liste.bouger(rang - liste.curseur)

    def _designer(self) -> bool:
        """A line is chosen from now on; whether none was."""
        liste = self.query_one(ListeLignes)
        aucune = not liste.montrer_curseur
        liste.montrer_curseur = True
        liste.refresh()
        return aucune

    def action_valider(self) -> None:
        """Entrée."""
        liste = self.query_one(ListeLignes)
        if self._choix:
            self.terminer(self._choix[liste.curseur].valeur if liste.montrer_curseur else None)

    def action_monter(self) -> None:
        """Up."""
        if not self._designer():
            self.query_one(ListeLignes).bouger(-1)

    def action_descendre(self) -> None:
        """Down."""
        if not self._designer():
            self.query_one(ListeLignes).bouger(1)


class ModaleConfirmer(ModaleDefile[bool]):
    """One question answered by o or n; Entrée says what is proposed."""

    DEFAULT_CSS = """
    ModaleConfirmer VerticalScroll { width: 70; max-width: 100%; margin: 1 0; }
    ModaleConfirmer #question { width: 1fr; }
    """

    def __init__(self, titre: str, question: str, *, oui: str = "oui", non: str = "non", propose: bool = False) -> None:
        super().__init__()
        self._titre, self._question = titre, question
        self._oui, self._non, self._propose = oui, non, propose

    def compose(self) -> ComposeResult:
        """Box with the question and its two answers."""
        boite = Vertical(classes="boite")
        boite.border_title = Content(self._titre)
        boite.border_subtitle = f"o {self._oui} · n {self._non} · Entrée {self._oui if self._propose else self._non}"
        with boite, VerticalScroll():
            yield Static(self._question, id="question", markup=False)

    def on_key(self, evenement: events.Key) -> None:
        """`o` or `n`."""
        if evenement.character in {"o", "O", "n", "N"}:
            evenement.stop()
            self.terminer(evenement.character.lower() == "o")

    def action_valider(self) -> None:
        """Entrée: what is proposed."""
        self.terminer(self._propose)

    def action_retour(self) -> None:
        """Échap: no."""
        self.terminer(False)
