"""What screens ask of the application: they know this much of it, and it knows them."""

from __future__ import annotations

from collections.abc import Coroutine, Mapping
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from guichet.contexte import AgentCourant, Contexte
    from screens.socle.clavier import FileClavier
    from screens.socle.statut import Statut


class Agir(Protocol):
    """How an act is run; screens.socle.actes does it."""

    def faire(self, suite: Coroutine[Any, Any, None]) -> None:
        """Run what a key asked for."""

    async def demander(self, modale: Any) -> Any:
        """Show a dialog and wait for its answer, whose type screens.socle.ecran.Poste tells."""


class Chemin(Protocol):
    """The way from screen to screen; screens.socle.navigation knows it."""

    async def aller(self, nom: str, **donnees: Any) -> None:
        """Go to a screen by its name."""

    async def revenir(self) -> None:
        """One screen back, read again."""

    def retenir(self, nom: str, **ou: Any) -> None:
        """A list leads to a household: leaving that one comes back to it."""

    async def sortir(self, *, clos: bool) -> None:
        """Out of a household: to what led to it, else to the search box."""


class Guichet(Protocol):
    """The running counter."""

    @property
    def clavier(self) -> FileClavier:
        """Keys typed ahead."""

    @property
    def actes(self) -> Agir:
        """How an act is run."""

    @property
    def navigation(self) -> Chemin:
        """The way from screen to screen."""

    @property
    def touches(self) -> Mapping[str, str]:
        """Keys that the town has changed, by command."""

    @property
    def pret(self) -> bool:
        """Whether the base is open and somebody is logged in."""

    @property
    def contexte(self) -> Contexte:
        """Current surroundings; only once the base is open."""

    @property
    def agent(self) -> AgentCourant | None:
        """Who is logged in, or None."""

    def etat(self) -> dict[str, Any]:
        """What the first line of every screen shows."""

    def connecter(self, agent: AgentCourant) -> None:
        """Take the agent who has just logged in."""

    async def revoir_agent(self, phrase: str) -> bool:
        """Take the agent's rights as they are now, or lock, and say why; whether they still have any."""

    @property
    def statut(self) -> Statut:
        """The line above the keys."""
