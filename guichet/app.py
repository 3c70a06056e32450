"""GuichetApp: the base it opens, who sits here, the commands that live everywhere; the rest is its collaborators'."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events, work

from guichet.erreurs import ErreurMetier
from guichet.seance import Seance
from screens.recherche.ecran import EcranRecherche
from screens.socle import partout
from screens.socle.actes import Actes
from screens.socle.bandeau import etat
from screens.socle.bordure import AppBordee
from screens.socle.clavier import FileClavier
from screens.socle.ecran import DialogueBase, EcranBase, Poste
from screens.socle.navigation import Navigation
from screens.socle.statut import Statut
from screens.socle.themes import CLAIR, SOMBRE, THEMES, suivant
from screens.socle.vigie.garde_poste import GardePoste
from screens.socle.vigie.incidents import Incidents
from screens.socle.vigie.interruption import Interruption
from screens.socle.vigie.veille import Veille

if TYPE_CHECKING:
    from textual.screen import Screen

    from guichet.base import Adresse
    from guichet.contexte import AgentCourant, Contexte

STYLES = Path(__file__).parent.parent / "screens" / "styles" / "socle.tcss"


class GuichetApp(AppBordee, inherit_bindings=False):
    """The counter. It is painted before the base is open; what is typed meanwhile is kept."""

    TITLE = "Guichet"
    CSS_PATH: ClassVar[Any] = [STYLES]
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[Any]] = []
    """None of Textual's: its Ctrl+Q passes before ours and quits without a question."""

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
        self.touches: dict[str, str] = {}
        self.seance = Seance()
        self._recherche = EcranRecherche()
        self.statut = Statut(self._dire_statut)
        self.incidents = Incidents(self, self.statut.avertir)
        self.clavier = FileClavier(self, self._distribuer)
        self.actes = Actes(self, self.clavier)
        self.navigation = Navigation(self, self._recherche, self.touches, self.statut.oublier)
        self.garde = GardePoste(
            self, veiller=self.seance.veiller, verrouiller=self.navigation.verrouiller, annoncer=self.statut.avertir
        )
        self.veille = Veille(verrouiller=self.action_verrouiller, suivre=self._charger_la_suite)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Give our own names of colours to Textual's themes, light or dark: all of them stay selectable."""
        return dict((SOMBRE if self.current_theme.dark else CLAIR).variables)

    # What screens ask

    @property
    def pret(self) -> bool:
        """Whether the base is open and somebody is logged in."""
        return self.seance.pret

    @property
    def contexte(self) -> Contexte:
        """Current surroundings; only once the base is open."""
        return self.seance.contexte

    @property
    def agent(self) -> AgentCourant | None:
        """Who is logged in, or None."""
        return self.seance.agent

    def etat(self) -> dict[str, Any]:
        """Say what the first line of every screen shows."""
        return etat(self.seance.ouverte, self.poste)

    def _dire_statut(self) -> None:
        """Paint the line of what is shown; before the first screen there is none."""
        if self.screen_stack and isinstance(self.screen, EcranBase | DialogueBase):
            self.screen.dire_statut()

    # Opening

    def get_default_screen(self) -> Screen[Any]:
        """Paint the search box first: no blank screen to mount before it."""
        return self._recherche

    def on_mount(self) -> None:
        """Open the base once the first picture is out; keys typed meanwhile wait for it."""
        if not self.is_headless:
            Interruption(self).ecouter()
        self.clavier.prendre()
        self.call_after_refresh(self._ouvrir)

    async def _ouvrir(self) -> None:
        try:
            depart = await self.seance.ouvrir(self.adresse, self.poste, self.agent_demande, self.entourage)
            self.poste = depart.contexte.poste
            self.touches.update(depart.touches)
            self.veille.inactivite_s = depart.inactivite_s
            self.set_keymap(depart.touches)
            if depart.theme in self.available_themes:
                self.theme = depart.theme
            self.navigation.au_jour(depart.contexte.aujourdhui())
            self.set_interval(5, self._battre)
            if self.pret:
                self._accueillir(depart.avis)
            else:
                from screens.socle.connexion import EcranConnexion

                await self.push_screen(EcranConnexion(), lambda _agent: self._accueillir(depart.avis))
        except ErreurMetier as refus:
            self.exit(refus.code, message=refus.message)
        finally:
            self.clavier.rendre()

    def connecter(self, agent: AgentCourant) -> None:
        """Take the agent who has just logged in."""
        self.seance.connecter(agent)

    async def revoir_agent(self, phrase: str) -> bool:
        """Take the agent's rights as they are now, or lock when they have none left; `phrase` says what changed."""
        if reste := await self.seance.revoir():
            if isinstance(self.screen, EcranBase):
                self.screen.habiller()
        else:
            self.navigation.verrouiller(phrase)
        return reste

    def on_unmount(self) -> None:
        """Let the workstation go."""
        self.seance.rendre()

    def _accueillir(self, avis: str) -> None:
        self._recherche.commencer()
        if avis:
            self.statut.avertir(avis)

    def _battre(self) -> None:
        """Every five seconds, until the program closes: the time shown, a day that turned, what stillness asks."""
        if not self.screen_stack:
            return
        if isinstance(self.screen, EcranBase):
            self.screen.habiller()
        if self.pret:
            self.navigation.au_jour(self.contexte.aujourdhui())
            self.veille.battre()
            self.garde.battre()

    @work(group="suite")
    async def _charger_la_suite(self) -> None:
        try:
            await self.seance.suivre()
        except ErreurMetier as refus:
            self.statut.avertir(refus.message)

    def _handle_exception(self, error: Exception) -> None:
        """Keep an unforeseen error out of the screen; tests see it as it is."""
        if self.is_headless:
            super()._handle_exception(error)
        else:
            self.incidents.dire(error)

    async def _distribuer(self, event: events.Event) -> None:
        self.statut.frapper()
        await super().on_event(event)

    async def on_event(self, event: events.Event) -> None:
        """Send keys and pastes through the queue that keeps those typed ahead."""
        if isinstance(event, (events.Key, events.Paste)) and not event.is_forwarded:
            self.veille.toucher()
            self.clavier.recevoir(event)
        else:
            await super().on_event(event)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Behind the lock or before log-in, nothing of everywhere works but leaving and the theme."""
        del parameters
        ferme = isinstance(self.screen, Poste) and self.screen.FERME
        return not ferme or action in {"quitter", "theme"}

    # Commands of everywhere

    action_rafraichir = partout.rafraichir
    action_aide = action_aide_bis = partout.aide
    action_palette = partout.palette
    action_rechercher = partout.rechercher
    action_aller_dossier = partout.vers_famille("dossier")
    action_aller_reservations = partout.vers_famille("reservations")
    action_aller_identifiants = partout.vers_famille("identifiants")
    action_aller_listes = partout.vers("listes")
    action_aller_calendrier = partout.vers("calendrier")
    action_verrouiller = partout.verrouiller
    action_quitter = partout.quitter

    def action_theme(self) -> None:
        """Ctrl+Y: the next of our three themes."""
        self.theme = suivant(self.theme)
