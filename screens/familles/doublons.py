"""Files that may be one family: each line leads to both of them side by side, or says that they are two."""

from __future__ import annotations

from textual import work
from textual.app import ComposeResult
from textual.timer import Timer
from textual.widgets import Static

from guichet import formats
from guichet.erreurs import ErreurMetier
from guichet.fiches.familles.doublons import PaireDossiers
from guichet.regles.socle.code_famille import affiche
from screens.modales.choisir import ModaleConfirmer
from screens.socle.ecran import EcranBase
from screens.widgets.filet import Filet
from screens.widgets.lignes import ColonneListe, ListeLignes

COLONNES = (ColonneListe(8, "code"), ColonneListe(0, "fort"), ColonneListe(8, "code"), ColonneListe(0, "fort"))
_RAFRAICHIT = 0.3
"""Seconds between two looks at how far the comparison is."""


class EcranDoublons(EcranBase[None]):
    """The whole base compared as the new family's form compares; `m` as on a dossier."""

    ECRAN = "doublons"
    DEFAULT_CSS = """
    EcranDoublons #titre { height: 1; margin: 1 0 0 0; padding: 0 2; text-style: bold; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._lues: tuple[PaireDossiers, ...] | None = None
        self._fait, self._total = 0, 0
        self._montre: Timer

    def corps(self) -> ComposeResult:
        """Title, and the list with why under the chosen line."""
        yield Static("", id="titre", markup=False)
        yield Filet()
        yield ListeLignes(dessous=1, mots=self._dire)

    async def preparer(self) -> None:
        """Nothing before it is shown."""

    def on_mount(self) -> None:
        """Read once it is on screen: a large town takes a while, and says how far it is."""
        self._montre = self.set_interval(_RAFRAICHIT, self._avancer)
        self._relire()

    def _avancer(self) -> None:
        if self._lues is None and self._total:
            self.query_one("#titre", Static).update(
                f"Dossiers en double : {formats.pluriel(self._fait, 'personne comparée', 'personnes comparées')} "
                f"sur {self._total}"
            )

    def _noter(self, fait: int, total: int) -> None:
        """Called from the thread that compares: two numbers, which the screen looks at by itself."""
        self._fait, self._total = fait, total

    @work(exclusive=True, group="lecture")
    async def _relire(self) -> None:
        from guichet.services.familles import doublons

        self._lues, self._total = None, 0
        self._montre.resume()
        try:
            self._lues = await self.lire(doublons.lister, avancer=self._noter)
        except ErreurMetier as refus:
            self.query_one(ListeLignes).vide(refus.message)
            return
        finally:
            self._montre.pause()
        self.afficher()

    def afficher(self) -> None:
        """Draw them."""
        liste = self.query_one(ListeLignes)
        lues = self._lues
        titre = self.query_one("#titre", Static)
        if lues is None:
            titre.update("Dossiers en double : comparaison en cours")
            liste.vide("Les dossiers sont comparés deux à deux : Échap revient.")
        elif lues:
            titre.update(f"Dossiers en double : {formats.pluriel(len(lues), 'paire')}, les plus sûres d’abord")
            rangees = [(affiche(p.code), p.personne, affiche(p.autre_code), p.autre_personne) for p in lues]
            liste.montrer(rangees, COLONNES, curseur=min(liste.curseur, len(lues) - 1))
        else:
            titre.update("Dossiers en double")
            liste.vide("Aucun dossier ne ressemble à un autre.")
        self.habiller()

    def _dire(self, rang: int) -> str:
        """Why they look alike."""
        return ", ".join(self._lues[rang].raisons) if self._lues and rang < len(self._lues) else ""

    def _courante(self) -> PaireDossiers | None:
        rang = self.query_one(ListeLignes).curseur
        return self._lues[rang] if self._lues and rang < len(self._lues) else None

    def action_rafraichir(self) -> None:
        """F5, and each time one comes back."""
        self._relire()

    def action_ouvrir(self) -> None:
        """Entrée, as `m`."""
        self.action_reunir()

    def action_reunir(self) -> None:
        """`m`: both files side by side."""
        p = self._courante()
        if p is not None:
            self.guichet.navigation.retenir(self.ECRAN)
            self.faire(self.aller("fusion", famille_id=p.famille_id, fondu_id=p.autre_id))

    def action_distinguer(self) -> None:
        """`n`: they are two families."""
        self.faire(self._distinguer())

    async def _distinguer(self) -> None:
        from guichet.services.familles import doublons

        p = self._courante()
        if p is None:
            return
        question = (
            f"{p.personne} ({affiche(p.code)}) et {p.autre_personne} ({affiche(p.autre_code)}) : ce ne sont pas les "
            "mêmes ? Ces deux dossiers ne seront plus proposés."
        )
        if await self.demander(ModaleConfirmer("Pas les mêmes", question, oui="distinguer", non="relire")):
            await self.ecrire(doublons.distinguer, famille_id=p.famille_id, autre_id=p.autre_id)
            self._lues = tuple(x for x in self._lues or () if x is not p)
            self.afficher()

    def action_retour(self) -> None:
        """Échap."""
        self.faire(self.revenir())

    def action_monter(self) -> None:
        """Up."""
        self.query_one(ListeLignes).bouger(-1)

    def action_descendre(self) -> None:
        """Down."""
        self.query_one(ListeLignes).bouger(1)
