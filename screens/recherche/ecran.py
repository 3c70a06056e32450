"""Screen 1: the one box that finds everything. Start of every visit."""

from __future__ import annotations

import asyncio
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Input, Static

from guichet import formats
from guichet.commandes import COMMANDES, Commande, nom_touche, touche_de
from guichet.erreurs import ErreurMetier
from guichet.fiches.comptoir.passages import LignePassage
from guichet.fiches.recherche.resultats import LigneFamille, Resultats
from screens.recherche.lignes import ETROITES, EXEMPLES, LARGES, PASSAGES, a_traiter, passage, rangee
from screens.recherche.premiers_champs import dite
from screens.socle.ecran import EcranBase, executer
from screens.widgets.filet import Filet
from screens.widgets.lignes import ListeLignes
from screens.widgets.saisie import Saisie

PAUSE_PROCHES_S = 0.25
"""Near misses are looked for once typing pauses: never in the way of it."""


class EcranRecherche(EcranBase[None]):
    """Box, results or last visits, what is due today."""

    ECRAN = "recherche"
    AUTO_FOCUS: ClassVar[str | None] = "#boite"

    def __init__(self) -> None:
        super().__init__()
        self._resultats = Resultats("")
        self._passages: tuple[LignePassage, ...] = ()

    def corps(self) -> ComposeResult:
        """Compose the box, the list and the inbox line."""
        with Horizontal(id="ligne-recherche"):
            yield Static("Rechercher", id="invite", markup=False)
            yield Saisie(id="boite")
            yield Static("", id="compte", markup=False)
        yield Filet()
        yield Static("", id="titre-liste", markup=False)
        yield ListeLignes(id="familles")
        yield Static("", id="message", markup=False)
        yield Filet()
        yield Static("", id="a-traiter", markup=False)

    # Arrival

    def commencer(self) -> None:
        """The base is open and somebody is logged in: look for what was typed meanwhile, show the last visits."""
        self.habiller()
        self._lire_accueil()
        if self.boite.value:
            self._chercher(self.boite.value)

    async def preparer(self) -> None:
        """Nothing to read before coming back here."""

    def afficher(self) -> None:
        """Start the next visit from an empty box."""
        self.boite.value = ""
        self._resultats = Resultats("")
        self.boite.focus()
        self._montrer_passages()
        self._lire_accueil()

    def action_rafraichir(self) -> None:
        """F5, and each time one comes back."""
        if self.guichet.pret:
            self._lire_accueil()
            if self.boite.value:
                self._chercher(self.boite.value)

    @property
    def boite(self) -> Input:
        """The one box."""
        return self.query_one("#boite", Input)

    @property
    def liste(self) -> ListeLignes:
        """Results or last visits."""
        return self.query_one("#familles", ListeLignes)

    @work(exclusive=True, group="accueil")
    async def _lire_accueil(self) -> None:
        from guichet.services.comptoir import taches
        from guichet.services.recherche import boite as recherche

        try:
            self._passages = await self.lire(recherche.derniers_passages)
            dues = await self.lire(taches.lister)
        except ErreurMetier as refus:
            # An administrator keeps the machine running without reading the dossiers (domaine.md, Roles).
            self._dire("", "", refus.message)
            return
        if not self.boite.value:
            self._montrer_passages()
        self.query_one("#a-traiter", Static).update(a_traiter(dues))

    # Typing

    def on_input_changed(self, message: Input.Changed) -> None:
        """Each letter narrows the list."""
        if not message.value.strip():
            self._resultats = Resultats("")
            self._montrer_passages()
        elif self.guichet.pret:
            self._chercher(message.value)

    @work(exclusive=True, group="lecture")
    async def _chercher(self, texte: str) -> None:
        try:
            await self._resultats_de(texte)
        except ErreurMetier as refus:
            self._dire("", "", refus.message)
            return
        # Where the bottom line says a command, Entrée does it: no stranger's file comes under it meanwhile.
        if len(self._resultats.lignes) < 3 and len(texte.strip()) > 2 and self._commande_nommee() is None:
            await asyncio.sleep(PAUSE_PROCHES_S)
            await self._ajouter_proches(texte)

    async def _resultats_de(self, texte: str) -> None:
        from guichet.services.recherche import boite as recherche

        resultats = await self.lire(recherche.chercher, texte)
        if texte != self.boite.value:
            return
        self._resultats = resultats
        nombre = len(resultats.lignes)
        compte = f"plus de {nombre} familles" if resultats.tronque else formats.pluriel(nombre, "famille")
        self._dire(compte, "" if nombre else self._rien(texte), resultats.message)
        self._montrer_lignes()
        commande = self._commande_nommee()
        if commande is not None:
            touche = nom_touche(touche_de(commande, self.guichet.touches))
            self._dire("", "Commande", f"{touche} {commande.libelle} : {commande.aide} Entrée l’exécute.")

    async def _ajouter_proches(self, texte: str) -> None:
        from dataclasses import replace

        from guichet.services.recherche import boite as recherche

        proches = await self.lire(recherche.proches, texte)
        deja = {ligne.famille_id for ligne in self._resultats.lignes}
        autres = tuple(p for p in proches if p.famille_id not in deja)
        if texte == self.boite.value and autres:
            self._resultats = replace(self._resultats, proches=autres)
            if not self._resultats.lignes:
                self.query_one("#titre-liste", Static).update("Aucune famille à ce nom ; les plus proches")
            self._montrer_lignes()

    def _rien(self, texte: str) -> str:
        """Nobody: what F6 would create, as it would be written."""
        qui = dite(texte)
        return f"Aucune famille : {self.touche('nouvelle')} crée {qui}" if qui else "Aucune famille"

    def _commande_nommee(self) -> Commande | None:
        """The command whose name was typed, when no family answers."""
        mots = formats.cle_recherche(self.boite.value)
        if self._resultats.lignes or len(mots) < 3:
            return None
        offertes = {c.id for c in self.commandes()}
        return next(
            (c for c in COMMANDES if c.id in offertes and formats.cle_recherche(c.libelle).startswith(mots)), None
        )

    # Showing

    def _dire(self, compte: str, titre: str, message: str) -> None:
        # Their room is fixed: no layout at each letter, and nothing jumps when an answer comes.
        for nom, texte in (("#compte", compte), ("#titre-liste", titre), ("#message", message)):
            ligne = self.query_one(nom, Static)
            if ligne.content != texte:
                ligne.update(texte, layout=False)

    def _montrer_lignes(self) -> None:
        large = self.size.width >= 110
        lignes = [rangee(ligne, large=large) for ligne in self._resultats.lignes]
        lignes += [rangee(ligne, large=large, proche=True) for ligne in self._resultats.proches]
        self.liste.montrer(lignes, LARGES if large else ETROITES)
        self._dire_message()

    def _dire_message(self) -> None:
        """What the search has to say, else what the columns cut of the chosen row."""
        ligne, texte = self.query_one("#message", Static), self._resultats.message or self.liste.coupes()
        if ligne.content != texte:
            ligne.update(texte, layout=False)

    def _montrer_passages(self) -> None:
        rangees = [passage(self.ctx, p) for p in self._passages]
        vide = "" if rangees else "Tapez un nom, un code, un téléphone, une date de naissance…"
        self._dire("", "Derniers passages" if rangees else vide, "")
        self.liste.montrer(rangees, PASSAGES)
        self._dire_message()

    def on_resize(self) -> None:
        """Columns follow the width."""
        if self._resultats.lignes or self._resultats.proches:
            self._montrer_lignes()

    # Keys

    def on_input_submitted(self) -> None:
        """Entrée in the box."""
        self.action_ouvrir()

    def on_liste_lignes_choisie(self) -> None:
        """A click opens as Entrée does."""
        self.action_ouvrir()

    def action_ouvrir(self) -> None:
        """Open what the cursor is on; with an empty box, the visit it is on."""
        if self.guichet.pret:
            self.faire(self._ouvrir())

    async def _ouvrir(self) -> None:
        texte = self.boite.value
        if not texte.strip():
            if self._passages:
                await self.aller("dossier", famille_id=self._passages[self.liste.curseur].famille_id)
            return
        if self._resultats.texte != texte:
            await self._resultats_de(texte)
        choix: tuple[LigneFamille, ...] = self._resultats.lignes + self._resultats.proches
        if (commande := self._commande_nommee()) is not None:
            self.boite.value = ""
            executer(self.app, commande)
        elif choix:
            await self.aller("dossier", famille_id=choix[min(self.liste.curseur, len(choix) - 1)].famille_id)

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

    def action_monter(self) -> None:
        """Up."""
        self.liste.bouger(-1)
        self._dire_message()

    def action_descendre(self) -> None:
        """Down."""
        self.liste.bouger(1)
        self._dire_message()

    def action_page_haut(self) -> None:
        """Page up."""
        self.liste.page(-1)
        self._dire_message()

    def action_page_bas(self) -> None:
        """Page down."""
        self.liste.page(1)
        self._dire_message()
