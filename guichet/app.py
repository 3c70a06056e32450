"""GuichetApp: themes, keys, the way from screen to screen. Screens are imported when first shown."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Coroutine
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from textual import events
from textual.app import App
from textual.screen import ModalScreen

from guichet.erreurs import ErreurMetier
from guichet.regles.droits import LIBELLES_ROLES
from screens.clavier import FileClavier
from screens.recherche import EcranRecherche
from screens.themes import CLAIR, SOMBRE, THEMES

if TYPE_CHECKING:
    from textual.screen import Screen

    from guichet.base import Adresse
    from guichet.contexte import AgentCourant, Contexte
    from screens.socle import ModaleBase

T = TypeVar("T")

ECRANS = {
    "dossier": "screens.dossier:EcranDossier",
    "identifiants": "screens.identifiants:EcranIdentifiants",
    "famille": "screens.nouvelle_famille:EcranNouvelleFamille",
    "membre": "screens.membre:EcranMembre",
    "adresse": "screens.adresse:EcranAdresse",
    "foyer": "screens.foyer:EcranFoyer",
    "historique": "screens.historique:EcranHistorique",
    "taches": "screens.taches:EcranTaches",
}
"""Where each screen lives: screens never import one another, they ask the app to go by this name."""

GARDES = frozenset({"dossier", "identifiants"})
"""Mounted once and reused: a new screen of 60 widgets costs 81 ms, a mounted one 20 (dependances.md)."""

CALME_S = 3.0
"""Nobody types: the moment to load what writes, without slowing a key."""

STYLES = Path(__file__).parent.parent / "screens" / "styles" / "socle.tcss"


class GuichetApp(App[int]):
    """The counter. It is painted before the base is open; what is typed meanwhile is kept."""

    TITLE = "Guichet"
    CSS_PATH: ClassVar[Any] = [STYLES]
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[Any]] = []

    def __init__(self, adresse: Adresse, *, agent: str | None = None, poste: str = "", **entourage: Any) -> None:
        """Show the counter of a base.

        Args:
            adresse: the base, opened once the first picture is out.
            agent: who sits here, on a training base only.
            poste: name of this workstation.
            entourage: clock, printer or secrets other than the machine's, for contexte.ouvrir.
        """
        super().__init__()
        self.entourage = entourage
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = CLAIR.name
        self.adresse = adresse
        self.agent_demande = agent
        self.poste = poste
        self.clavier = FileClavier(self, super().on_event)
        self.touches: dict[str, str] = {}
        self.inactivite_s = 600.0
        self._contexte: Contexte | None = None
        self._recherche = EcranRecherche()
        self._gardes: dict[str, Screen[Any]] = {}
        self._vu = time.monotonic()
        self._suivi = False

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Give our own names of colours to Textual's themes, light or dark: all of them stay selectable."""
        return dict((SOMBRE if self.current_theme.dark else CLAIR).variables)

    # What screens ask

    @property
    def pret(self) -> bool:
        """Whether the base is open and somebody is logged in."""
        return self._contexte is not None and self._contexte.agent.role is not None

    @property
    def contexte(self) -> Contexte:
        """Current surroundings; only once `pret`."""
        assert self._contexte is not None, "the base is not open yet"  # noqa: S101 - a screen's mistake, not a user's
        return self._contexte

    @property
    def agent(self) -> AgentCourant | None:
        """Who is logged in, or None."""
        return None if self._contexte is None else self._contexte.agent

    def etat(self) -> dict[str, Any]:
        """Say what the first line of every screen shows."""
        ctx = self._contexte
        if ctx is None:
            return {"lieux": (self.poste,), "formation": False, "agent": "", "caisse": "", "heure": ""}
        site = ctx.commune.site(ctx.site)
        role = ctx.agent.role
        return {
            "lieux": (ctx.commune.nom, site.nom if site else "", self.poste),
            "formation": ctx.formation,
            "agent": f"{ctx.agent.nom} · {LIBELLES_ROLES[role]}" if role else "",
            "caisse": "caisse fermée",
            "heure": ctx.local(ctx.maintenant()).strftime("%H:%M"),
        }

    # Opening

    def get_default_screen(self) -> Screen[Any]:
        """Paint the search box first: no blank screen to mount before it."""
        return self._recherche

    def on_mount(self) -> None:
        """Open the base once the first picture is out."""
        self.call_after_refresh(self._ouvrir)

    async def _ouvrir(self) -> None:
        from guichet.depart import preparer

        try:
            depart = await asyncio.to_thread(preparer, self.adresse, self.poste, self.agent_demande, **self.entourage)
        except ErreurMetier as refus:
            self.exit(refus.code, message=refus.message)
            return
        self._contexte = depart.contexte
        self.poste = depart.contexte.poste
        self.touches = depart.touches
        self.inactivite_s = depart.inactivite_s
        self.set_keymap(depart.touches)
        if depart.theme in self.available_themes:
            self.theme = depart.theme
        self.set_interval(5, self._battre)
        if self.pret:
            self._accueillir(depart.avis)
        else:
            from screens.connexion import EcranConnexion

            await self.push_screen(EcranConnexion(), lambda _agent: self._accueillir(depart.avis))

    def connecter(self, agent: AgentCourant) -> None:
        """Take the agent who has just logged in."""
        self._contexte = self.contexte.pour(agent)

    def _accueillir(self, avis: str) -> None:
        self._recherche.commencer()
        if avis:
            self.notify(avis, title="À savoir", timeout=12, markup=False)

    def _battre(self) -> None:
        """Every five seconds: the time shown, and the idle lock."""
        ecran = self.screen
        if hasattr(ecran, "habiller"):
            ecran.habiller()
        calme = time.monotonic() - self._vu
        if self.pret and calme > self.inactivite_s:
            self.action_verrouiller()
        if self.pret and not self._suivi and calme > CALME_S:
            self._suivi = True
            self.run_worker(self._suivre(), group="suite")

    async def _suivre(self) -> None:
        from guichet.depart import suivre

        try:
            await asyncio.to_thread(suivre, self.contexte)
        except ErreurMetier as refus:
            self.notify(refus.message, severity="warning", markup=False)

    # Keys

    async def on_event(self, event: events.Event) -> None:
        """Send keys and pastes through the queue that keeps those typed ahead."""
        if isinstance(event, (events.Key, events.Paste)) and not event.is_forwarded:
            self._vu = time.monotonic()
            self.clavier.recevoir(event)
        else:
            await super().on_event(event)

    def faire(self, suite: Coroutine[Any, Any, None]) -> None:
        """Run what a key asked for; the next keys wait for its end or for the question it asks."""
        self.clavier.prendre()
        self.run_worker(self._faire(suite), group="actes", exclusive=False)

    async def _faire(self, suite: Coroutine[Any, Any, None]) -> None:
        from screens.modales.message import ModaleMessage

        try:
            await suite
        except ErreurMetier as refus:
            await self.demander(ModaleMessage("Refusé", refus.message, niveau="refus"))
        except Exception as erreur:  # noqa: BLE001 - the one border: logged, shown once with its reference
            from guichet.incidents import consigner

            await self.demander(ModaleMessage("Incident", consigner(erreur).phrase, niveau="refus"))
        finally:
            self.clavier.rendre()

    async def demander(self, modale: ModaleBase[T]) -> T | None:
        """Show a dialog from inside `faire` and wait for its answer; keys flow to it meanwhile."""
        reponse: asyncio.Future[T | None] = asyncio.get_running_loop().create_future()
        modale.demandee = True
        await self.push_screen(modale, reponse.set_result)
        self.clavier.rendre()
        return await reponse

    # Going from screen to screen

    async def aller(self, nom: str, **donnees: Any) -> None:
        """Go to a screen by its name, read with what it needs; an already stacked one comes back to the top."""
        ecran = self._ecran(nom)
        await ecran.preparer(**donnees)  # type: ignore[attr-defined]
        # A mounted screen is drawn before it is shown: one painting instead of two.
        pret = ecran.is_mounted
        if pret:
            ecran.afficher()  # type: ignore[attr-defined]
        if ecran in self.screen_stack:
            while self.screen is not ecran:
                await self.pop_screen()
        else:
            await self.push_screen(ecran)
        if not pret:
            ecran.afficher()  # type: ignore[attr-defined]

    def _ecran(self, nom: str) -> Screen[Any]:
        if nom == "recherche":
            return self._recherche
        if nom in self._gardes:
            return self._gardes[nom]
        module, _, classe = ECRANS[nom].partition(":")
        ecran: Screen[Any] = getattr(import_module(module), classe)()
        if nom in GARDES:
            self.install_screen(ecran, nom)
            self._gardes[nom] = ecran
        return ecran

    async def revenir(self) -> None:
        """One screen back, read again."""
        await self.pop_screen()
        if hasattr(self.screen, "action_rafraichir"):
            self.screen.action_rafraichir()

    # Commands of everywhere

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Behind the lock or before log-in, nothing of everywhere works but leaving and the theme."""
        del parameters
        return not getattr(self.screen, "FERME", False) or action in {"quitter", "theme"}

    def action_rafraichir(self) -> None:
        """F5."""
        if hasattr(self.screen, "action_rafraichir"):
            self.screen.action_rafraichir()

    def action_aide_bis(self) -> None:
        """`?` outside a field."""
        self.action_aide()

    def action_aide(self) -> None:
        """F1."""
        from screens.aide import ModaleAide

        self.push_screen(ModaleAide(getattr(self.screen, "ECRAN", "recherche"), self.touches))

    def action_palette(self) -> None:
        """Ctrl+P."""
        from screens.palette import ModalePalette

        ecran = self.screen
        if hasattr(ecran, "commandes") and not ecran.is_modal:
            self.push_screen(ModalePalette(ecran.commandes(), self.touches))

    def action_rechercher(self) -> None:
        """F3, from anywhere."""
        self.faire(self._rechercher())

    async def _rechercher(self) -> None:
        if isinstance(self.screen, ModalScreen):
            self.screen.action_retour()  # type: ignore[attr-defined]
            return
        await self._quitter_pour("recherche")

    async def _quitter_pour(self, nom: str, **donnees: Any) -> None:
        """Go elsewhere; a form leaves the stack, once its agent has agreed to lose what was typed."""
        ecran = self.screen
        if hasattr(ecran, "perdrait_une_saisie"):
            if ecran.perdrait_une_saisie() and not await ecran.confirmer_abandon():  # type: ignore[attr-defined]
                return
            await self.pop_screen()
        await self.aller(nom, **donnees)

    def action_aller_dossier(self) -> None:
        """Ctrl+O."""
        self._vers_famille("dossier")

    def action_aller_identifiants(self) -> None:
        """Ctrl+G."""
        self._vers_famille("identifiants")

    def _vers_famille(self, nom: str) -> None:
        dossier = self._gardes.get("dossier")
        famille = getattr(dossier, "famille_id", None)
        if self.pret and famille is not None and not self.screen.is_modal and getattr(self.screen, "ECRAN", "") != nom:
            self.faire(self._quitter_pour(nom, famille_id=famille))

    def action_verrouiller(self) -> None:
        """Ctrl+L, or nobody touched the keyboard for a while."""
        from screens.modales.verrou import ModaleVerrou

        if self.pret and not isinstance(self.screen, ModaleVerrou):
            self.push_screen(ModaleVerrou())

    def action_theme(self) -> None:
        """Ctrl+Y: the next of our three themes."""
        noms = [t.name for t in THEMES]
        rang = noms.index(self.theme) if self.theme in noms else -1
        self.theme = noms[(rang + 1) % len(noms)]

    def action_quitter(self) -> None:
        """Ctrl+Q."""
        self.exit(0)
