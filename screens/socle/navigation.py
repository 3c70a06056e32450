"""The way from screen to screen: screens are known by their names only, and imported when first shown."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping
from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING, Any, Protocol, cast, runtime_checkable

from textual.app import App
from textual.screen import Screen

from screens.socle.ecran import DialogueBase, EcranBase, Poste

if TYPE_CHECKING:
    from screens.formulaires.champs import Champ

ECRANS = {
    "dossier": "screens.dossier.ecran:EcranDossier",
    "identifiants": "screens.portail.ecran:EcranIdentifiants",
    "reservations": "screens.reservations.ecran:EcranReservations",
    "famille": "screens.familles.nouvelle_famille:EcranNouvelleFamille",
    "membre": "screens.familles.membre:EcranMembre",
    "adresse": "screens.familles.adresse:EcranAdresse",
    "demenagement": "screens.familles.demenagement:EcranDemenagement",
    "foyer": "screens.garde.foyer:EcranFoyer",
    "garde": "screens.garde.ecran:EcranGarde",
    "exception": "screens.garde.exception:EcranException",
    "calendrier": "screens.offre.ecran:EcranCalendrier",
    "periode": "screens.offre.periode:EcranPeriode",
    "inscriptions": "screens.reservations.inscriptions.ecran:EcranInscriptions",
    "fusion": "screens.familles.fusion:EcranFusion",
    "historique": "screens.dossier.historique:EcranHistorique",
    "taches": "screens.comptoir.taches:EcranTaches",
    "rapprochements": "screens.familles.rapprochements:EcranRapprochements",
    "doublons": "screens.familles.doublons:EcranDoublons",
    "listes": "screens.listes.ecran:EcranListes",
}
"""Where each screen lives: screens never import one another, they ask the app to go by this name."""

GARDES = frozenset({"dossier", "identifiants", "listes", "reservations"})
"""Mounted once and reused: a new screen of 60 widgets costs 81 ms, a mounted one 20 (dependances.md)."""


class Destination(Protocol):
    """A screen one goes to by its name: read first, then drawn."""

    @property
    def preparer(self) -> Callable[..., Coroutine[Any, Any, None]]:
        """Read what it shows, from what it is given."""

    def afficher(self) -> None:
        """Draw what was read."""


@runtime_checkable
class Saisie(Protocol):
    """A screen where something typed may be lost: left for good, once its agent has agreed."""

    def perdrait_une_saisie(self) -> bool:
        """Whether leaving now would lose something."""

    async def confirmer_abandon(self) -> bool:
        """Ask once."""


@runtime_checkable
class DansUnChamp(Protocol):
    """A field of a form, which F1 explains."""

    @property
    def champ(self) -> Champ:
        """What it is."""


@runtime_checkable
class SurUneFamille(Protocol):
    """A screen that stands on one household."""

    @property
    def famille_id(self) -> int | None:
        """Which one; None before it was read."""


class Navigation:
    """The stack of screens: what comes to the top, what leaves it, what is asked first."""

    def __init__(
        self, app: App[int], accueil: EcranBase[Any], touches: Mapping[str, str], oublier: Callable[[], None]
    ) -> None:
        """Stand on the search box.

        Args:
            app: whose stack it is.
            accueil: the search box, under everything.
            touches: keys that the town has changed, by command.
            oublier: forgets what was last said.
        """
        self._app, self._oublier = app, oublier
        self._touches = touches
        self._accueil = accueil
        self._gardes: dict[str, Screen[Any]] = {}
        self._on_quitte = False
        self._jour: date | None = None
        self._retour: tuple[str, dict[str, Any]] | None = None

    async def aller(self, nom: str, **donnees: Any) -> None:
        """Go to a screen by its name, read with what it needs; an already stacked one comes back to the top."""
        if nom == "recherche":
            self._retour = None
        ecran = self._ecran(nom)
        ou = cast("Destination", ecran)
        await ou.preparer(**donnees)
        # A mounted screen is drawn before it is shown: one painting instead of two.
        pret = ecran.is_mounted
        if pret:
            ou.afficher()
        if ecran in self._app.screen_stack:
            while self._app.screen is not ecran:
                await self._app.pop_screen()
        else:
            await self._app.push_screen(ecran)
        if not pret:
            ou.afficher()

    def _ecran(self, nom: str) -> Screen[Any]:
        if nom == "recherche":
            return self._accueil
        if nom in self._gardes:
            return self._gardes[nom]
        module, _, classe = ECRANS[nom].partition(":")
        ecran: Screen[Any] = getattr(import_module(module), classe)()
        if nom in GARDES:
            self._app.install_screen(ecran, nom)
            self._gardes[nom] = ecran
        return ecran

    async def revenir(self) -> None:
        """One screen back, read again."""
        await self._app.pop_screen()
        self.rafraichir()

    def retenir(self, nom: str, **ou: Any) -> None:
        """A list leads to a household: leaving that one comes back to it.

        Args:
            nom: the list.
            ou: where one stands in it, for it to be read again so.
        """
        self._retour = (nom, ou)

    async def sortir(self, *, clos: bool) -> None:
        """Out of a household: to what led to it, as it was left, else to the search box.

        Args:
            clos: its visit is over: a form under it, of a family that was known, serves no more.
        """
        pile, dossier = self._app.screen_stack, self._gardes.get("dossier")
        dessous = pile[pile.index(dossier) - 1] if dossier in pile else self._accueil
        retour, self._retour = self._retour, None
        if retour is not None and (not isinstance(dessous, Poste) or retour[0] != dessous.ECRAN):
            # One dossier serves them all: where it lay under the list, the list was left for it.
            while dossier in self._app.screen_stack:
                await self._app.pop_screen()
            await self.aller(retour[0], **retour[1])
        elif dessous is self._accueil or (clos and isinstance(dessous, Saisie)):
            await self.aller("recherche")
        else:
            while self._app.screen is not dessous:
                await self._app.pop_screen()
            self.rafraichir()

    def rafraichir(self) -> None:
        """Read again what is shown."""
        if isinstance(self._app.screen, EcranBase):
            self._app.screen.action_rafraichir()

    def au_jour(self, jour: date) -> None:
        """Read again what is shown once the day has turned, and no question lies over it.

        What is under it is read when one comes back to it.
        """
        if jour == self._jour or not isinstance(self._app.screen, EcranBase):
            return
        tourne, self._jour = self._jour is not None, jour
        if tourne:
            self.rafraichir()

    async def rechercher(self) -> None:
        """Back to the box; a dialog is only given up."""
        if isinstance(self._app.screen, DialogueBase):
            self._app.screen.action_retour()
            return
        await self.quitter_pour("recherche")

    async def quitter_pour(self, nom: str, **donnees: Any) -> None:
        """Go elsewhere; a form leaves the stack, once its agent has agreed to lose what was typed."""
        pile, cible = self._app.screen_stack, self._gardes.get(nom, self._accueil)
        # Screens above the one that comes back are left with this one: a draft under a list is lost with it.
        quittes = pile[pile.index(cible) + 1 :] if cible in pile and nom in {"recherche", *self._gardes} else pile[-1:]
        if not await self._abandonner(*reversed(quittes)):
            return
        if isinstance(self._app.screen, Saisie):
            await self._app.pop_screen()
        await self.aller(nom, **donnees)

    async def quitter(self) -> None:
        """End the program; asks once per screen where something typed would be lost."""
        if self._on_quitte:
            # Ctrl+Q again, before the question it asked.
            return
        self._on_quitte = True
        try:
            if await self._abandonner(*reversed(self._app.screen_stack)):
                self._app.exit(0)
        finally:
            self._on_quitte = False

    async def _abandonner(self, *ecrans: Screen[Any]) -> bool:
        for ecran in ecrans:
            if isinstance(ecran, Saisie) and ecran.perdrait_une_saisie() and not await ecran.confirmer_abandon():
                return False
        return True

    # What is laid over the screen shown

    def aide(self) -> None:
        """The keys of what is shown, then its page."""
        from screens.socle import question
        from screens.socle.aide import ModaleAide

        ou = self._app.focused
        champ = ou.champ if isinstance(ou, DansUnChamp) else None
        ecran = self._app.screen
        sans = ecran.absentes() if isinstance(ecran, EcranBase) else frozenset()
        posee = question.lire(ecran) if isinstance(ecran, DialogueBase) else None
        self._app.push_screen(ModaleAide(self.ici, self._touches, champ, sans, posee))

    def palette(self) -> None:
        """Every command of what is shown by its name."""
        from screens.socle.palette import ModalePalette

        ecran = self._app.screen
        if isinstance(ecran, EcranBase):
            offertes = [c for c in ecran.commandes() if c.id not in ecran.absentes()]
            self._app.push_screen(ModalePalette(offertes, self._touches))

    def verrouiller(self, raison: str = "") -> None:
        """Hide everything, once; `raison` says why to whoever was working."""
        from screens.modales.verrou import ModaleVerrou

        if not isinstance(self._app.screen, ModaleVerrou):
            # What was done may name a family.
            self._oublier()
            # A poste stays locked for a lunch or a night: what was shown may be true no more.
            self._app.push_screen(ModaleVerrou(raison), lambda _: self.rafraichir())

    # Where a key of everywhere may lead from here

    def ailleurs(self, nom: str) -> bool:
        """Whether going there means something: not from a dialog, not where one stands already."""
        return not self._app.screen.is_modal and nom != self.ici

    @property
    def ici(self) -> str:
        """Name of what is shown, in guichet/commandes."""
        return self._app.screen.ECRAN if isinstance(self._app.screen, Poste) else "recherche"

    @property
    def famille_id(self) -> int | None:
        """The household of the dossier last shown, None before the first one."""
        dossier = self._gardes.get("dossier")
        return dossier.famille_id if isinstance(dossier, SurUneFamille) else None
