"""Who sits here: the base that is open, the workstation that is held, the agent logged in."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from guichet.base import Adresse
    from guichet.contexte import AgentCourant, Contexte
    from guichet.depart import Depart


class Seance:
    """From the opening of the base to the end of the program; slow work is done in threads."""

    def __init__(self) -> None:
        self._depart: Depart | None = None
        self.ouverte: Contexte | None = None
        """Surroundings once the base is open, somebody logged in or not."""

    @property
    def pret(self) -> bool:
        """Whether the base is open and somebody is logged in."""
        return self.ouverte is not None and self.ouverte.agent.role is not None

    @property
    def contexte(self) -> Contexte:
        """Current surroundings; only once the base is open."""
        assert self.ouverte is not None, "the base is not open yet"  # noqa: S101 - a screen's mistake, not a user's
        return self.ouverte

    @property
    def agent(self) -> AgentCourant | None:
        """Who is logged in, or None."""
        return None if self.ouverte is None else self.ouverte.agent

    async def ouvrir(self, adresse: Adresse, poste: str, agent: str | None, entourage: dict[str, Any]) -> Depart:
        """Open the base and hold the workstation.

        Raises:
            ErreurMetier: what guichet.depart refuses.
        """
        from guichet.depart import preparer

        self._depart = await asyncio.to_thread(preparer, adresse, poste, agent, **entourage)
        self.ouverte = self._depart.contexte
        return self._depart

    def connecter(self, agent: AgentCourant) -> None:
        """Take the agent who has just logged in, and say so to whoever asks who holds this workstation."""
        self.ouverte = self.contexte.pour(agent)
        if self._depart is not None:
            self._depart.signer(agent.nom)

    async def revoir(self) -> bool:
        """Take the agent's rights as they are now; False when they have none left, and the workstation must close."""
        from guichet.services.socle import agents

        agent = await asyncio.to_thread(agents.relire, self.contexte)
        if agent is not None:
            self.connecter(agent)
        return agent is not None

    async def suivre(self) -> None:
        """Load what the first picture did without.

        Raises:
            ErreurMetier: what guichet.depart refuses.
        """
        from guichet.depart import suivre

        await asyncio.to_thread(suivre, self.contexte)

    async def veiller(self) -> str:
        """Look whether the workstation is still held from here; what happened, "" when nothing did.

        Raises:
            PosteTenu, BaseInjoignable: see guichet.base.poste.postes.
        """
        return "" if self._depart is None else await asyncio.to_thread(self._depart.tenue.veiller)

    def rendre(self) -> None:
        """Let the workstation go."""
        if self._depart is not None:
            self._depart.tenue.rendre()

    def fermer(self) -> None:
        """Close the base, once no thread reads or writes it any more."""
        if self.ouverte is not None:
            self.ouverte.base.fermer()
