"""What is done for one child from the planner: register, tell an absence, see the registrations."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from screens.modales.message import ModaleMessage
from screens.reservations.absences import declarer, reprendre
from screens.reservations.feuille import Curseur, Feuille
from screens.reservations.inscriptions.inscrire import inscrire
from screens.socle.ecran import Poste


class ActesEnfant:
    """Acts on the child under the cursor, each written at once."""

    def __init__(self, poste: Poste, feuille: Feuille, curseur: Curseur, relire: Callable[[], Awaitable[None]]) -> None:
        """Act for a child.

        Args:
            poste: asks, reads and writes.
            feuille: the year shown.
            curseur: the cell or the block meant.
            relire: reads the year again, once something was written.
        """
        self._poste, self._feuille, self._curseur, self._relire = poste, feuille, curseur, relire

    async def inscrire(self) -> None:
        """Give the right to attend an activity."""
        enfant, p = self._feuille.enfant(self._curseur), self._feuille.planning
        if enfant is None:
            await self._poste.demander(ModaleMessage("Inscrire", "Cette famille n’a pas d’enfant.", niveau="attention"))
        elif await inscrire(self._poste, personne_id=enfant, famille_id=p.famille_id, annee=p.annee):
            await self._relire()

    async def inscriptions(self) -> None:
        """The registrations of the household; the draft waits."""
        p, enfant = self._feuille.planning, self._feuille.enfant(self._curseur)
        await self._poste.aller("inscriptions", famille_id=p.famille_id, personne_id=enfant, famille=(p.nom, p.code))

    async def absence(self) -> None:
        """Tell an absence: the day under the cursor, or those of the block."""
        places = self._curseur.choisies()
        if not places:
            return
        jours, p = [jour for _, jour, _ in places], self._feuille.planning
        prenom = next(e.prenom for e in p.enfants if e.personne_id == places[0][0])
        if await declarer(self._poste, places[0][0], prenom, min(jours), max(jours), p.famille_id):
            await self._relire()

    async def reprendre(self) -> None:
        """Take back an absence noted by mistake: the day under the cursor, or those of the block."""
        places = self._curseur.choisies()
        if not places:
            return
        jours = [jour for _, jour, _ in places]
        if await reprendre(self._poste, places[0][0], min(jours), max(jours), self._feuille.planning.famille_id):
            await self._relire()
