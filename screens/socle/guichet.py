"""What screens ask of the application: they know this much of it, and it knows them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from guichet.contexte import AgentCourant, Contexte
    from screens.socle.actes import Actes
    from screens.socle.clavier import FileClavier
    from screens.socle.navigation import Navigation


class Guichet(Protocol):
    """The running counter."""

    @property
    def clavier(self) -> FileClavier:
        """Keys typed ahead."""

    @property
    def actes(self) -> Actes:
        """How an act is run."""

    @property
    def navigation(self) -> Navigation:
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

    def annoncer(self, phrase: str, titre: str = "", duree_s: float | None = None) -> None:
        """Say something that asks no answer."""
