"""What is done for one child from the planner: register, tell an absence."""

from __future__ import annotations

from screens.modales.message import ModaleMessage
from screens.reservations.absences import declarer
from screens.reservations.actes import ActesReservations
from screens.reservations.inscrire import inscrire


class ActesEnfant(ActesReservations):
    """Acts on the child under the cursor."""

    def _enfant(self) -> int | None:
        place = self.grille.place()
        if place is not None:
            return place[0]
        montres = self.enfants_montres()
        return montres[0] if montres else None

    def action_inscrire(self) -> None:
        """`i`: the right to attend an activity."""
        self.faire(self._inscrire())

    async def _inscrire(self) -> None:
        enfant = self._enfant()
        if enfant is None:
            await self.demander(ModaleMessage("Inscrire", "Cette famille n’a pas d’enfant.", niveau="attention"))
        elif await inscrire(self, personne_id=enfant, famille_id=self.planning.famille_id, annee=self.planning.annee):
            await self.relire()

    def action_inscriptions(self) -> None:
        """`l`: the registrations of the household; the draft waits."""
        p = self.planning
        qui = {"famille_id": p.famille_id, "personne_id": self._enfant(), "famille": (p.nom, p.code)}
        self.faire(self.aller("inscriptions", **qui))

    def action_absence(self) -> None:
        """`a`: the day under the cursor, or those of the block."""
        self.faire(self._absence())

    async def _absence(self) -> None:
        places = self.grille.choisies()
        if not places:
            return
        jours, p = [jour for _, jour, _ in places], self.planning
        prenom = next(e.prenom for e in p.enfants if e.personne_id == places[0][0])
        if await declarer(self, places[0][0], prenom, min(jours), max(jours), p.famille_id):
            await self.relire()
