"""Ctrl+S on the planner: seen first, then one transaction; seen again when somebody was quicker."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from guichet.fiches.reservations.refus import ApercuPerime
from screens.reservations.feuille import Feuille
from screens.socle.ecran import Poste

if TYPE_CHECKING:
    from guichet.fiches.reservations.planning import Apercu


class Enregistrement:
    """From a draft to what is written."""

    def __init__(self, poste: Poste, feuille: Feuille, relire: Callable[[], Awaitable[None]]) -> None:
        self._poste, self._feuille, self._relire = poste, feuille, relire

    async def enregistrer(self) -> None:
        """Preview, then write; the draft is kept until both are done."""
        from guichet.services import reservations
        from screens.modales.apercu import ModaleApercu
        from screens.modales.message import ModaleMessage

        brouillon, famille_id = self._feuille.brouillon, self._feuille.famille_id
        demandes = brouillon.demandes()
        if not demandes:
            vide = ModaleMessage("Brouillon vide", "Cochez d’abord des cases : Espace.", niveau="info")
            await self._poste.demander(vide)
            return
        perime = False
        while True:
            apercu: Apercu = await self._poste.lire(reservations.apercu, demandes, famille_id=famille_id)
            if not await self._poste.demander(ModaleApercu(apercu)):
                if perime:
                    # The agent goes back to what is true now, not to what was when the draft began.
                    await self._relire()
                return
            try:
                fait: Apercu = await self._poste.ecrire(
                    reservations.enregistrer, demandes=demandes, attendu=apercu, famille_id=famille_id
                )
                break
            except ApercuPerime as refus:
                # Somebody was quicker, or a moment passed: told before anything is written, then seen again.
                perime = True
                await self._poste.demander(ModaleMessage("À relire", refus.message, niveau="attention"))
        brouillon.vider()
        await self._relire()
        if fait.refusees or fait.attente:
            await self._poste.demander(ModaleApercu(fait, fait=True))
