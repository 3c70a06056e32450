"""GuichetApp: themes, keys, the way from screen to screen. Screens are imported when first shown."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events

from guichet.erreurs import ErreurMetier
from guichet.regles.socle.droits import LIBELLES_ROLES
from screens.recherche.ecran import EcranRecherche
from screens.socle.navigation import Navigation
from screens.socle.themes import CLAIR, SOMBRE, THEMES

if TYPE_CHECKING:
    from textual.screen import Screen

    from guichet.base import Adresse
    from guichet.contexte import AgentCourant, Contexte
CALME_S = 3.0
"""Nobody types: the moment to load what writes, without slowing a key."""

INCIDENTS_MAX = 3
"""Beyond that the screen no longer tells the truth: better leave, with the reference."""

STYLES = Path(__file__).parent.parent / "screens" / "styles" / "socle.tcss"


class GuichetApp(Navigation):
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
        self.inactivite_s = 600.0
        self._contexte: Contexte | None = None
        self._recherche = self.accueil = EcranRecherche()
        self._vu = time.monotonic()
        self._suivi = False
        self._incidents = 0

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
        """Open the base once the first picture is out; keys typed meanwhile wait for it."""
        self.clavier.prendre()
        self.call_after_refresh(self._ouvrir)

    async def _ouvrir(self) -> None:
        try:
            await self._ouvrir_la_base()
        finally:
            self.clavier.rendre()

    async def _ouvrir_la_base(self) -> None:
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
            from screens.socle.connexion import EcranConnexion

            await self.push_screen(EcranConnexion(), lambda _agent: self._accueillir(depart.avis))

    def connecter(self, agent: AgentCourant) -> None:
        """Take the agent who has just logged in."""
        self._contexte = self.contexte.pour(agent)

    def _accueillir(self, avis: str) -> None:
        self._recherche.commencer()
        if avis:
            self.notify(avis, title="À savoir", timeout=12, markup=False)

    def _battre(self) -> None:
        """Every five seconds: the time shown, and the idle lock; not once the program is closing."""
        if not self.screen_stack:
            return
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

    def _handle_exception(self, error: Exception) -> None:
        """Keep an unforeseen error out of the screen: logged, told once with its reference; tests see it as it is.

        Textual would print the local variables of every frame, secrets included.
        """
        if self.is_headless:
            super()._handle_exception(error)
            return
        from guichet.incidents import consigner

        self._incidents += 1
        incident = consigner(error)
        if self._incidents > INCIDENTS_MAX:
            self.exit(5, message=incident.phrase)
        else:
            self.notify(incident.phrase, title="Incident", severity="error", timeout=15, markup=False)

    # Keys

    async def on_event(self, event: events.Event) -> None:
        """Send keys and pastes through the queue that keeps those typed ahead."""
        if isinstance(event, (events.Key, events.Paste)) and not event.is_forwarded:
            self._vu = time.monotonic()
            self.clavier.recevoir(event)
        else:
            await super().on_event(event)
