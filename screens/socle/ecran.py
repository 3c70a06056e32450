"""What every screen shares: bindings from the one table, header, footer, the way to read, to write and to ask."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, cast

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import ModalScreen, Screen

from guichet.accompli import ecouter
from guichet.commandes import PARTOUT, Commande, commandes_de, nom_touche, touche_de
from guichet.erreurs.acces import DroitsChanges
from guichet.formats.mots import majuscule, minuscule
from screens.socle.bandeau import Bandeau
from screens.socle.pied import Pied
from screens.socle.statut import AVIS, FAIT, Dit, LigneStatut
from screens.widgets import coupure  # noqa: F401 - imported for what it settles, before the first sentence is drawn
from screens.widgets.souris import cliquer_au_bord

if TYPE_CHECKING:
    from pathlib import Path

    from textual.app import App
    from textual.messages import Prune

    from guichet.accompli import Accompli
    from guichet.contexte import Contexte
    from guichet.impression import Edition, Impression
    from screens.socle.guichet import Guichet

R = TypeVar("R")
T = TypeVar("T")


def executer(app: App[Any], commande: Commande) -> None:
    """Run a command chosen by its name, on the screen shown once this one has gone."""
    cible = "app" if commande.ecran == PARTOUT else "screen"
    app.call_later(app.run_action, f"{cible}.{commande.action}")


def liaisons(ecran: str) -> list[Binding]:
    """Bindings of a screen from the one table; ids let the town remap them."""
    return [
        Binding(
            # F12 goes one step back as Échap does (ecrans.md): some terminals keep Échap waiting.
            "escape,f12" if c.touche == "escape" else c.touche,
            f"app.{c.action}" if c.ecran == PARTOUT else c.action,
            c.libelle,
            id=c.id,
            priority=c.prioritaire,
            show=c.pied,
        )
        for c in commandes_de(ecran)
    ]


class Poste:
    """What screens and dialogs share: the app seen as ours, one way to read, one way to write, one way to ask."""

    ECRAN: ClassVar[str] = ""
    FERME: ClassVar[bool] = False
    """Log-in and lock: nothing of everywhere works there but leaving and the theme."""

    @property
    def guichet(self) -> Guichet:
        """The running application, as ours."""
        return cast("Guichet", self.app)  # type: ignore[attr-defined]

    @property
    def ctx(self) -> Contexte:
        """Current surroundings."""
        return self.guichet.contexte

    async def on_prune(self, event: Prune) -> None:
        """Leaving: what it still reads stops before the widgets it would fill are gone; Textual's own handler follows.

        Acts and writes are the app's: they go on.
        """
        del event
        self.workers.cancel_node(self)  # type: ignore[attr-defined]

    async def lire(self, service: Callable[..., T], *args: Any, **kwargs: Any) -> T:
        """Run a reading service in a thread; an agent whose rights changed is told, and reads with those left."""
        try:
            return await asyncio.to_thread(service, self.ctx, *args, **kwargs)
        except DroitsChanges as refus:
            if not await self.guichet.revoir_agent(refus.message):
                raise
            self.annoncer(refus.message, niveau=AVIS)
            return await asyncio.to_thread(service, self.ctx, *args, **kwargs)

    async def ecrire(self, service: Callable[..., T], *args: Any, **kwargs: Any) -> T:
        """Run a writing service in a thread, never cancelled: the thread would go on and commit unseen.

        What it added to the visit is said. An agent whose rights changed is refused once, what was typed kept, and goes
        on with those left.
        """
        try:
            with ecouter() as accompli:
                rendu = await asyncio.shield(asyncio.to_thread(service, self.ctx, *args, **kwargs))
        except DroitsChanges as refus:
            await self.guichet.revoir_agent(refus.message)
            raise
        if accompli.lignes:
            self.annoncer(accompli.phrase)
            self.retenir(accompli)
        return rendu

    async def imprimer(
        self, composer: Callable[..., Edition], *donnees: Any, chemin: Path | None = None, **options: Any
    ) -> Impression:
        """Compose a paper and print or save it, in a thread: neither typst nor a printer may hold a key back."""
        from guichet.services.socle import papiers

        def sortir(ctx: Contexte) -> Impression:
            return papiers.imprimer(ctx, composer(ctx, *donnees, **options), chemin=chemin)

        return await self.ecrire(sortir)

    async def demander(self, modale: DialogueBase[T]) -> T | None:
        """Show a dialog from inside `faire` and wait for its answer; keys flow to it meanwhile."""
        reponse: T | None = await self.guichet.actes.demander(modale)
        return reponse

    def faire(self, suite: Coroutine[Any, Any, None]) -> None:
        """Run what a key asked for; keys typed ahead wait for its end, refusals are explained."""
        self.guichet.actes.faire(suite)

    async def aller(self, nom: str, **donnees: Any) -> None:
        """Go to a screen by its name."""
        await self.guichet.navigation.aller(nom, **donnees)

    async def revenir(self) -> None:
        """One screen back, read again."""
        await self.guichet.navigation.revenir()

    async def sortir(self, *, clos: bool = True) -> None:
        """Out of a household, its visit over or left: to the list that led to it, else to the search box."""
        await self.guichet.navigation.sortir(clos=clos)

    def annoncer(self, phrase: str, titre: str = "", niveau: str = FAIT) -> None:
        """Say what was done, in the line above the keys: it stays until something else is."""
        self.guichet.statut.dire(Dit(f"{titre} : {minuscule(phrase)}" if titre else majuscule(phrase), niveau))

    def retenir(self, accompli: Accompli) -> None:
        """Keep what was just done, that the dossier may propose to take back."""
        self.guichet.statut.retenir(accompli)

    def indiquer(self, phrase: str) -> None:
        """Say there why a key did nothing, until the next key."""
        self.guichet.statut.indiquer(phrase)

    def commandes(self, ecran: str = "") -> list[Commande]:
        """Commands that the agent's rights allow, of this screen or of another."""
        agent = self.guichet.agent
        droits = agent.droits if agent is not None else frozenset()
        return [c for c in commandes_de(ecran or self.ECRAN) if c.droit is None or c.droit in droits]

    def touche(self, action: str) -> str:
        """Key of a command of this screen, as a keyboard says it."""
        commande = next(c for c in commandes_de(self.ECRAN) if c.action == action)
        return nom_touche(touche_de(commande, self.guichet.touches))

    def touches_du_pied(
        self, cache: frozenset[str] = frozenset()
    ) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
        """Keys of the footer: the screen's own, then those of everywhere; `cache` holds ids that make no sense now."""
        keymap = self.guichet.touches
        propres: list[tuple[str, str]] = []
        fin: list[tuple[str, str]] = []
        for c in self.commandes():
            if c.pied and c.id not in cache:
                (fin if c.ecran == PARTOUT else propres).append((nom_touche(touche_de(c, keymap)), c.libelle))
        return propres, fin


class EcranBase(Poste, Screen[R]):
    """A main screen. `ECRAN` is its name in guichet/commandes; `corps` composes what is between the two bars."""

    AUTO_FOCUS: ClassVar[str | None] = ""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        if cls.__dict__.get("ECRAN"):
            cls.BINDINGS = [*liaisons(cls.ECRAN)]
        super().__init_subclass__(**kwargs)

    def compose(self) -> ComposeResult:
        """Header, body, footer."""
        yield Bandeau()
        yield from self.corps()
        yield LigneStatut()
        yield Pied()

    def corps(self) -> ComposeResult:
        """Widgets of the body."""
        return iter(())

    def on_mount(self) -> None:
        """Fill the two bars."""
        self.habiller()

    def on_screen_resume(self) -> None:
        """The agent, the town or the time may have changed meanwhile."""
        self.habiller()

    def dire_statut(self) -> None:
        """Show what was last done."""
        for ligne in self.query(LigneStatut):
            ligne.dire(self.guichet.statut.dit, self.suite())

    def suite(self) -> str:
        """How what was just done is taken back from here, "" when it is not."""
        return ""

    def absentes(self) -> frozenset[str]:
        """Ids of commands that this screen never has, among those of its name: said nowhere."""
        return frozenset()

    def caches(self) -> frozenset[str]:
        """Ids of commands that make no sense now: left out of the footer."""
        return frozenset()

    def habiller(self) -> None:
        """Refresh header and footer; a screen being composed or removed has none yet, or no more."""
        for bandeau in self.query(Bandeau):
            bandeau.dire(**self.guichet.etat())
        self.habiller_pied()
        self.dire_statut()

    def habiller_pied(self) -> None:
        """Say what to press here and now: what is under the cursor has changed."""
        for pied in self.query(Pied):
            pied.dire(*self.touches_du_pied(self.caches() | self.absentes()))

    def action_rafraichir(self) -> None:
        """Read again what is shown; screens with data override it."""


class DialogueBase(Poste, ModalScreen[R]):
    """What is over a screen until it is answered; one with keys of its own names its `ECRAN` and its bindings."""

    DEFAULT_CSS = """
    DialogueBase { background: $background 60%; align: center middle; }
    .boite {
        width: auto; min-width: 44; max-width: 100%; height: auto; max-height: 100%;
        background: $background; border: round $primary; padding: 0 2;
        border-title-color: $primary; border-title-style: bold; border-subtitle-color: $discret;
    }
    """
    AUTO_FOCUS: ClassVar[str | None] = ""
    demandee = False
    """Opened by `demander`: its end takes the keys back at once."""

    def dire_statut(self) -> None:
        """Show what was done since it opened, at the place where every screen says it."""
        dit = self.guichet.statut.dit
        if dit is not None and not self.query(LigneStatut):
            self.mount(LigneStatut())
        for ligne in self.query(LigneStatut):
            ligne.dire(dit)

    def on_click(self, evenement: events.Click) -> None:
        """A key written on the lower edge is pressed by clicking it; beside the box a click does nothing."""
        cliquer_au_bord(self.query(".boite"), evenement)

    def terminer(self, reponse: R | None = None) -> None:
        """Close with an answer; keys wait until whoever asked has gone on."""
        if self.demandee:
            self.demandee = False
            self.guichet.clavier.prendre()
        self.dismiss(reponse)

    def action_retour(self) -> None:
        """Give up."""
        self.terminer(None)


class ModaleBase(DialogueBase[R]):
    """A question or a choice: bindings of the app are dead inside one, so it declares them again."""

    ECRAN: ClassVar[str] = "modale"
    BINDINGS: ClassVar[list[Any]] = liaisons("modale")

    def action_valider(self) -> None:
        """Accept; dialogs override it."""
        self.terminer(None)

    def action_monter(self) -> None:
        """Nothing above."""

    def action_descendre(self) -> None:
        """Nothing below."""

    def action_page_haut(self) -> None:
        """Nothing above."""

    def action_page_bas(self) -> None:
        """Nothing below."""

    def action_imprimer(self) -> None:
        """Nothing to print."""
