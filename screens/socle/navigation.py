"""The way from screen to screen, the way to ask, and the commands that live everywhere."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from importlib import import_module
from typing import TYPE_CHECKING, Any, TypeVar

from textual.app import App
from textual.screen import ModalScreen

from guichet.erreurs import ErreurMetier
from screens.socle.clavier import FileClavier
from screens.socle.themes import THEMES

if TYPE_CHECKING:
    from textual.screen import Screen

    from screens.socle.ecran import DialogueBase

T = TypeVar("T")

ECRANS = {
    "dossier": "screens.dossier.ecran:EcranDossier",
    "identifiants": "screens.portail.ecran:EcranIdentifiants",
    "reservations": "screens.reservations.ecran:EcranReservations",
    "famille": "screens.familles.nouvelle_famille:EcranNouvelleFamille",
    "membre": "screens.familles.membre:EcranMembre",
    "adresse": "screens.familles.adresse:EcranAdresse",
    "foyer": "screens.garde.foyer:EcranFoyer",
    "garde": "screens.garde.ecran:EcranGarde",
    "exception": "screens.garde.exception:EcranException",
    "calendrier": "screens.offre.ecran:EcranCalendrier",
    "periode": "screens.offre.periode:EcranPeriode",
    "inscriptions": "screens.reservations.inscriptions:EcranInscriptions",
    "historique": "screens.dossier.historique:EcranHistorique",
    "taches": "screens.comptoir.taches:EcranTaches",
    "listes": "screens.listes.ecran:EcranListes",
}
"""Where each screen lives: screens never import one another, they ask the app to go by this name."""

GARDES = frozenset({"dossier", "identifiants", "listes", "reservations"})
"""Mounted once and reused: a new screen of 60 widgets costs 81 ms, a mounted one 20 (dependances.md)."""


class Navigation(App[int]):
    """Half of the application that knows screens by their names only."""

    accueil: Screen[Any]
    """The search box, under everything."""

    def __init__(self) -> None:
        super().__init__()
        self.clavier = FileClavier(self, super().on_event)
        self.touches: dict[str, str] = {}
        self._gardes: dict[str, Screen[Any]] = {}

    @property
    def pret(self) -> bool:
        """Whether the base is open and somebody is logged in."""
        return False

    # Acting and asking

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

    async def demander(self, modale: DialogueBase[T]) -> T | None:
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
            return self.accueil
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
        from screens.socle.aide import ModaleAide

        self.push_screen(ModaleAide(getattr(self.screen, "ECRAN", "recherche"), self.touches))

    def action_palette(self) -> None:
        """Ctrl+P."""
        from screens.socle.palette import ModalePalette

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
        pile, cible = self.screen_stack, self._gardes.get(nom, self.accueil)
        # Screens above the one that comes back are left with this one: a draft under a list is lost with it.
        quittes = pile[pile.index(cible) + 1 :] if cible in pile and nom in {"recherche", *self._gardes} else pile[-1:]
        for ecran in reversed(quittes):
            perte = getattr(ecran, "perdrait_une_saisie", None)
            if perte is not None and perte() and not await ecran.confirmer_abandon():
                return
        if hasattr(self.screen, "perdrait_une_saisie"):
            await self.pop_screen()
        await self.aller(nom, **donnees)

    def action_aller_dossier(self) -> None:
        """Ctrl+O."""
        self._vers_famille("dossier")

    def action_aller_reservations(self) -> None:
        """Ctrl+R."""
        self._vers_famille("reservations")

    def action_aller_identifiants(self) -> None:
        """Ctrl+G."""
        self._vers_famille("identifiants")

    def action_aller_listes(self) -> None:
        """Ctrl+D."""
        if self.pret and not self.screen.is_modal and getattr(self.screen, "ECRAN", "") != "listes":
            self.faire(self._quitter_pour("listes"))

    def _vers_famille(self, nom: str) -> None:
        dossier = self._gardes.get("dossier")
        famille = getattr(dossier, "famille_id", None)
        if self.pret and famille is not None and not self.screen.is_modal and getattr(self.screen, "ECRAN", "") != nom:
            self.faire(self._quitter_pour(nom, famille_id=famille))

    def action_aller_calendrier(self) -> None:
        """Ctrl+K."""
        if self.pret and not self.screen.is_modal and getattr(self.screen, "ECRAN", "") != "calendrier":
            self.faire(self._quitter_pour("calendrier"))

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
        """Ctrl+Q: asks once if something typed would be lost."""
        self.faire(self._quitter())

    async def _quitter(self) -> None:
        for ecran in self.screen_stack:
            perte = getattr(ecran, "perdrait_une_saisie", None)
            if perte is not None and perte() and not await ecran.confirmer_abandon():  # type: ignore[attr-defined]
                return
        self.exit(0)
