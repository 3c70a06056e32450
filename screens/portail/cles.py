"""What becomes of a Clé Enfance once issued: typed on the portal, or revoked."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from screens.modales.choisir import ModaleConfirmer
from screens.modales.demander import ModaleDemander, Question
from screens.modales.message import ModaleMessage
from screens.socle.ecran import Poste

if TYPE_CHECKING:
    from guichet.fiches.portail.identifiants import FicheResponsable


class Cles:
    """Follows the Clé of a responsable; the town has its own word for it."""

    def __init__(self, poste: Poste, relire: Callable[[], Awaitable[None]]) -> None:
        self._poste, self._relire = poste, relire

    @property
    def _mot(self) -> str:
        return self._poste.ctx.commune.mots_portail.cle_enfance

    async def utiliser(self) -> None:
        """The parent typed the Clé on the portal: whose it is, it tells itself."""
        from guichet.services.portail import cles

        question = ModaleDemander(
            "Clé utilisée",
            [Question(self._mot, cache=True, aide="Les douze signes ; espaces et tirets ne comptent pas.")],
            texte="Clé tapée par le parent.",
        )
        reponse = await self._poste.demander(question)
        if reponse is not None:
            await self._poste.ecrire(cles.utiliser, reponse[0])
            await self._relire()

    async def revoquer(self, r: FicheResponsable) -> None:
        """A Clé that was lost, or given to the wrong person."""
        from guichet.services.portail import cles

        if r.cle is None:
            phrase = "Ce responsable n’a pas de Clé."
            await self._poste.demander(ModaleMessage("Révoquer", phrase, niveau="attention"))
            return
        question = f"Révoquer la {self._mot} ? Elle n’ouvrira plus rien."
        if await self._poste.demander(ModaleConfirmer("Révoquer", question)):
            await self._poste.ecrire(cles.revoquer, cle_id=r.cle.cle_id)
            await self._relire()
