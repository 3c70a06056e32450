"""Screen 1: the one box that finds everything. Start of every visit."""

from __future__ import annotations

import asyncio
from typing import ClassVar

from rich.cells import cell_len
from textual import work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Input, Static

from guichet.commandes import Commande, nom_touche, touche_de
from guichet.erreurs import ErreurMetier
from screens.dossier.apercu import Apercu
from screens.recherche.lignes import ETROITES, EXEMPLES, LARGES, PASSAGES, a_traiter, passage, rangee
from screens.recherche.phrases import DERNIERS, TITRES, commandee, compte, phrase
from screens.recherche.reponse import Reponse
from screens.socle.ecran import EcranBase, executer
from screens.widgets.filet import Filet
from screens.widgets.lignes import ListeLignes
from screens.widgets.saisie import Saisie

LARGE = 106
"""Columns of a list that has room for the town and the alerts in words."""
PAUSE_PROCHES_S = 0.25
"""Near misses are looked for once typing pauses: never in the way of it."""


class EcranRecherche(EcranBase[None]):
    """Box, results or last visits, what is due today."""

    ECRAN = "recherche"
    AUTO_FOCUS: ClassVar[str | None] = "#boite"

    def __init__(self) -> None:
        super().__init__()
        self._reponse = Reponse()

    def corps(self) -> ComposeResult:
        """Compose the box, the list and the inbox line."""
        with Horizontal(id="ligne-recherche"):
            yield Static("Rechercher", id="invite", markup=False)
            yield Saisie(id="boite")
            yield Static("", id="compte", markup=False)
        yield Filet()
        yield Static("", id="titre-liste", markup=False)
        with Horizontal():
            yield ListeLignes(id="familles")
            yield Apercu()
        yield Static("", id="message", markup=False)
        yield Filet()
        yield Static("", id="a-traiter", markup=False)

    # Arrival

    def commencer(self) -> None:
        """The base is open and somebody is logged in: look for what was typed meanwhile, show the last visits."""
        self.habiller()
        self.apercu.disposer(self.app.size.width)
        self._lire_accueil()
        if self.boite.value:
            self._chercher(self.boite.value)

    async def preparer(self) -> None:
        """Nothing to read before coming back here."""

    def afficher(self) -> None:
        """Start the next visit from an empty box."""
        self.boite.value = ""
        self._reponse.oublier()
        self.boite.focus()
        self._montrer_passages()
        self._lire_accueil()

    def action_rafraichir(self) -> None:
        """F5, and each time one comes back."""
        if self.guichet.pret:
            self._lire_accueil()
            if self.boite.value:
                self._reponse.oublier()
                # What is under the cursor may have changed while one was away.
                self.apercu.suivre(self, None)
                self._chercher(self.boite.value)

    @property
    def boite(self) -> Input:
        """The one box."""
        return self.query_one("#boite", Input)

    @property
    def liste(self) -> ListeLignes:
        """Results or last visits."""
        return self.query_one("#familles", ListeLignes)

    @property
    def apercu(self) -> Apercu:
        """The family under the cursor, where there is room."""
        return self.query_one(Apercu)

    @work(exclusive=True, group="accueil")
    async def _lire_accueil(self) -> None:
        from guichet.services.comptoir import taches
        from guichet.services.recherche import boite as recherche

        try:
            self._reponse.passages = await self.lire(recherche.derniers_passages)
            dues = await self.lire(taches.lister)
        except ErreurMetier as refus:
            # An administrator keeps the machine running without reading the dossiers (domaine.md, Roles).
            self._dire("", refus.message)
            return
        if not self.boite.value:
            self._montrer_passages()
        self.query_one("#a-traiter", Static).update(a_traiter(dues))

    # Typing

    def on_input_changed(self, message: Input.Changed) -> None:
        """Each letter narrows the list."""
        self._reponse.en_avance.clear()
        if not message.value.strip():
            self._reponse.oublier()
            self._montrer_passages()
        elif self.guichet.pret:
            self._chercher(message.value)

    @work(exclusive=True, group="lecture")
    async def _chercher(self, texte: str) -> None:
        try:
            await self._resultats_de(texte)
            await self._expliquer(texte)
            # Where the line under the box says a command, Entrée does it: no stranger's file comes under it meanwhile.
            if self._reponse.a_des_proches(texte) and self._commande_nommee() is None:
                await asyncio.sleep(PAUSE_PROCHES_S)
                await self._ajouter_proches(texte)
        except ErreurMetier as refus:
            self._dire("", refus.message)

    async def _resultats_de(self, texte: str) -> None:
        from guichet.services.recherche import boite as recherche

        resultats = await self.lire(recherche.chercher, texte)
        # Entrée typed ahead asks for itself: whoever answers second must not undo the moves made in the answer.
        if texte != self.boite.value or not self._reponse.attendue(texte):
            return
        self._reponse.resultats = resultats
        commande = self._commande_nommee()
        if commande is not None:
            self._dire("", commandee(commande, nom_touche(touche_de(commande, self.guichet.touches))))
        else:
            self._dire(compte(resultats), phrase(resultats, self.touche("nouvelle")))
        self._montrer_lignes()
        avance, self._reponse.en_avance = self._reponse.en_avance, []
        for pas, page in avance:
            self._bouger(pas, page=page)

    async def _expliquer(self, texte: str) -> None:
        """Rows are painted first: why each is there may come a moment later, in its place."""
        from guichet.services.recherche import boite as recherche

        expliques = await self.lire(recherche.expliquer, self._reponse.resultats)
        if texte == self.boite.value and expliques != self._reponse.resultats:
            self._reponse.resultats = expliques
            self._montrer_lignes(curseur=self.liste.curseur)

    async def _ajouter_proches(self, texte: str) -> None:
        from guichet.services.recherche import boite as recherche

        proches = await self.lire(recherche.proches, texte)
        if texte == self.boite.value and self._reponse.approcher(proches):
            self.query_one("#compte", Static).update(compte(self._reponse.resultats), layout=False)
            self._montrer_lignes(curseur=self.liste.curseur)

    def _commande_nommee(self) -> Commande | None:
        return self._reponse.commande(self.boite.value, self.commandes())

    # Showing

    def _dire(self, compte: str, titre: str) -> None:
        # Their room is kept: no layout at each letter, and nothing jumps when an answer comes.
        ligne = self.query_one("#titre-liste", Static)
        ligne.set_class(cell_len(titre) > self.size.width - 4, "long")
        ligne.set_class(titre in TITRES, "discret")
        for nom, texte in (("#compte", compte), ("#titre-liste", titre)):
            ligne = self.query_one(nom, Static)
            if ligne.content != texte:
                ligne.update(texte, layout=False)

    def _montrer_lignes(self, *, curseur: int = 0) -> None:
        large = self.liste.size.width >= LARGE
        resultats = self._reponse.resultats
        titres = {len(resultats.lignes): "Les plus proches"} if resultats.proches else {}
        rangees = [rangee(ligne, large=large) for ligne in self._reponse.familles]
        self.liste.montrer(rangees, LARGES if large else ETROITES, curseur=curseur, titres=titres)
        self._suivre()

    def _suivre(self) -> None:
        """Under the list, what its columns do not tell of the chosen row; beside it, the family."""
        self._dessous(self._reponse.pourquoi(self.liste.curseur) or self.liste.coupes())
        self.apercu.suivre(self, self._visee())

    def _dessous(self, texte: str) -> None:
        ligne = self.query_one("#message", Static)
        if ligne.content != texte:
            ligne.update(texte, layout=False)

    def _visee(self) -> int | None:
        return self._reponse.visee(self.liste.curseur, cherche=bool(self.boite.value.strip()))

    def _montrer_passages(self) -> None:
        rangees = [passage(self.ctx, p) for p in self._reponse.passages]
        vide = "" if rangees else "Tapez un nom, un code, un téléphone, une date de naissance…"
        self._dire("", DERNIERS if rangees else vide)
        self.liste.montrer(rangees, PASSAGES)
        self._dessous(self.liste.coupes())
        # What somebody came for an hour ago is shown to nobody who does not ask: a move of the cursor does.
        self.apercu.suivre(self, None)

    def on_resize(self) -> None:
        """Columns follow the width."""
        self.apercu.disposer(self.app.size.width)
        if self._reponse.familles:
            self.call_after_refresh(self._montrer_lignes)

    # Keys

    def on_input_submitted(self) -> None:
        """Entrée in the box."""
        self.action_ouvrir()

    def action_ouvrir(self) -> None:
        """Open what the cursor is on; with an empty box, the visit it is on."""
        if self.guichet.pret:
            self.faire(self._ouvrir())

    async def _ouvrir(self) -> None:
        texte = self.boite.value
        if self._reponse.attendue(texte):
            await self._resultats_de(texte)
        if (commande := self._commande_nommee()) is not None:
            self.boite.value = ""
            executer(self.app, commande)
        elif (vise := self._visee()) is not None:
            await self.aller("dossier", famille_id=vise)

    def action_nouvelle(self) -> None:
        """F6: what was typed becomes the name."""
        if self.guichet.pret:
            self.faire(self.aller("famille", texte=self.boite.value))

    def action_taches(self) -> None:
        """Ctrl+E."""
        if self.guichet.pret:
            self.faire(self.aller("taches"))

    def action_avancee(self) -> None:
        """F4: what the box understands."""
        from screens.modales.message import ModaleTable

        self.app.push_screen(ModaleTable("Ce que la boîte sait chercher", EXEMPLES))

    def action_effacer(self) -> None:
        """Échap."""
        self.boite.value = ""

    def _bouger(self, pas: int, *, page: bool = False) -> None:
        """Move in the answer to what stands in the box: typed before it came, the move waits for it."""
        if self._reponse.attendue(self.boite.value):
            self._reponse.en_avance.append((pas, page))
            return
        if page:
            self.liste.page(pas)
        else:
            self.liste.bouger(pas)
        self._suivre()

    def action_monter(self) -> None:
        """Up."""
        self._bouger(-1)

    def action_descendre(self) -> None:
        """Down."""
        self._bouger(1)

    def action_page_haut(self) -> None:
        """Page up."""
        self._bouger(-1, page=True)

    def action_page_bas(self) -> None:
        """Page down."""
        self._bouger(1, page=True)
