"""What is done for one child from the planner: register, tell an absence."""

from __future__ import annotations

from datetime import date
from functools import partial

from guichet import formats
from guichet.fiches.activites import FicheInscription
from guichet.regles.pieces import lire_pieces, pieces_manquantes
from guichet.regles.reservation import EtatInscription
from screens.absences import declarer
from screens.modales.choisir import Choix, ModaleChoisir
from screens.modales.demander import ModaleDemander, Question
from screens.modales.message import ModaleMessage
from screens.reservations_actes import ActesReservations

ETATS = {
    EtatInscription.ACTIVE: "inscrit",
    EtatInscription.EN_ATTENTE: "en attente d’une place",
    EtatInscription.DEMANDEE: "demandée",
}


def _etat(fiche: FicheInscription) -> str:
    """« inscrit, il manque vaccinations : ni place ni rang avant »."""
    mot = ETATS.get(EtatInscription(fiche.etat), fiche.etat)
    if not fiche.manquantes:
        return mot
    effet = "\u00a0: ni place ni rang avant" if fiche.sans_rang else ""
    return f"{mot}, il manque {', '.join(fiche.manquantes)}{effet}"


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
        from guichet.services import activites, inscriptions

        enfant = self._enfant()
        if enfant is None:
            await self.demander(ModaleMessage("Inscrire", "Cette famille n’a pas d’enfant.", niveau="attention"))
            return
        offertes = await self.lire(activites.lister)
        code = await self.demander(ModaleChoisir("Inscrire", [Choix(a.code, a.nom) for a in offertes]))
        if code is None:
            return
        annee = self.planning.annee
        debut = max(self.ctx.aujourdhui(), date(annee, 9, 1))
        fin = date(annee + 1, 8, 31)
        questions = [
            Question("À partir du", formats.date_num(debut), controle=formats.lire_date),
            Question("Jusqu’au", formats.date_num(fin), controle=formats.lire_date),
        ]
        activite = next(a for a in offertes if a.code == code)
        qui = {"personne_id": enfant, "famille_id": self.planning.famille_id, "activite_id": activite.activite_id}
        exigees: tuple[str, ...] = await self.lire(inscriptions.pieces_a_voir, **qui, du=debut)
        texte = "Période de l’inscription."
        if exigees:
            texte += f"\nPièces à voir\u00a0: {', '.join(exigees)}."
            questions.append(Question("Il manque (rien si vu)", controle=partial(lire_pieces, exigees=exigees)))
        reponse = await self.demander(ModaleDemander(activite.nom, questions, texte=texte))
        if reponse is None:
            return
        faites: tuple[FicheInscription, ...] = await self.ecrire(
            inscriptions.inscrire,
            **qui,
            du=formats.lire_date(reponse[0]),
            au=formats.lire_date(reponse[1]),
            pieces=pieces_manquantes(exigees, lire_pieces(reponse[2], exigees)) if exigees else None,
        )
        await self.relire()
        if any(f.etat != EtatInscription.ACTIVE or f.manquantes for f in faites):
            dits = "\n".join(f"{f.groupe}\u00a0: {_etat(f)}" for f in faites)
            await self.demander(ModaleMessage("Inscription", dits, niveau="attention"))

    def action_absence(self) -> None:
        """`a`: the day under the cursor, or those of the block."""
        self.faire(self._absence())

    async def _absence(self) -> None:
        places = self.grille.choisies()
        if not places:
            return
        jours = [jour for _, jour, _ in places]
        if await declarer(self, places[0][0], min(jours), max(jours), self.planning.famille_id):
            await self.relire()
