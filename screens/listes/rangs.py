"""The waiting list: another rank for a demand, the free places offered in order."""

from __future__ import annotations

from collections.abc import Sequence

from guichet import formats
from guichet.erreurs import SaisieInvalide
from guichet.erreurs.attente import PasEnAttente
from guichet.fiches.listes.effectifs import FileAttente
from guichet.fiches.reservations.lignes import LigneAttente
from guichet.regles.reservations.rang import nouveau_rang
from guichet.regles.socle.droits import Droit
from screens.listes.attente import Attente
from screens.listes.vue import ListeMontree
from screens.socle.ecran import Poste


class Rangs:
    """Acts on those who wait."""

    def __init__(self, poste: Poste, liste: ListeMontree) -> None:
        self._poste, self._liste = poste, liste

    def demande(self, cible: object) -> tuple[FileAttente, LigneAttente, int] | None:
        """The demand of a line, with the places it waits for and its household."""
        contenu = self._liste.contenu
        return contenu.trouver(cible) if isinstance(contenu, Attente) else None

    def _sur_une_demande(self, cible: object) -> tuple[FileAttente, LigneAttente, int] | None:
        trouvee = self.demande(cible)
        if trouvee is None:
            self._poste.indiquer("Placez d’abord le curseur sur une demande de la liste d’attente.")
        return trouvee

    async def changer_le_rang(self, cible: object) -> None:
        """Another priority for a demand, with its reason."""
        from guichet.services.reservations import attente
        from screens.modales.choisir import ModaleConfirmer
        from screens.modales.demander import ModaleDemander, Question

        trouvee = self._sur_une_demande(cible)
        if trouvee is None:
            return
        # Told before anything is typed: a reason written for nothing is a parent kept waiting.
        self._poste.ctx.exiger(Droit.DEROGER)
        file, x, _ = trouvee
        if not x.rang:
            raise PasEnAttente("Cette demande est incomplète : elle prend rang quand ses pièces sont vues.")
        rangees = sum(bool(d.rang) for d in file.lignes)
        texte = (
            f"{x.enfant}, rang {x.rang} sur {rangees}. La plus grande priorité passe d’abord ; "
            "à priorité égale, l’heure de la demande. La raison est gardée au journal."
        )
        questions = [
            Question("Priorité", defaut=str(x.priorite), controle=_priorite),
            Question("Raison", controle=_raison),
        ]
        reponse = await self._poste.demander(ModaleDemander("Changer le rang", questions, texte=texte))
        if reponse is None:
            return
        priorite = _priorite(reponse[0])
        question = _dire_rang(x, *nouveau_rang(file.lignes, x, priorite))
        if not await self._poste.demander(ModaleConfirmer("Changer le rang", question, oui="changer", propose=True)):
            return
        rang = await self._poste.ecrire(
            attente.changer_priorite, reservation_id=x.reservation_id, priorite=priorite, motif=reponse[1]
        )
        await self._liste.relire()
        self._poste.annoncer(f"{x.enfant} : rang {x.rang} → {rang} sur la liste d’attente")

    async def offrir(self) -> None:
        """Every place that is free, to those who wait for it, in order."""
        from guichet.services.reservations import attente
        from screens.modales.choisir import ModaleConfirmer

        contenu = self._liste.contenu
        if not isinstance(contenu, Attente) or not contenu.a_proposer:
            self._poste.indiquer("Aucune place libre à proposer sur cette liste.")
            return
        question = (
            f"Proposer {formats.pluriel(contenu.a_proposer, 'place libre', 'places libres')} aux premiers qui les "
            "attendent ? Leur réponse se note dans « À traiter »."
        )
        if not await self._poste.demander(ModaleConfirmer("Liste d’attente", question, oui="proposer", propose=True)):
            return
        proposees = 0
        for file in contenu.files:
            if file.a_proposer:
                proposees += await self._poste.ecrire(
                    attente.proposer, groupe_id=file.groupe_id, unite_id=file.unite_id, jour=file.jour
                )
        await self._liste.relire()
        dites = formats.pluriel(proposees, "place proposée", "places proposées")
        self._poste.annoncer(dites, "Liste d’attente")


def _dire_rang(x: LigneAttente, rang: int, depasses: Sequence[str]) -> str:
    if rang == x.rang:
        return f"{x.enfant} garderait le rang {rang}."
    devant = f", devant {', '.join(depasses[:3])}" + (" et d’autres" if len(depasses) > 3 else "") if depasses else ""
    return f"{x.enfant} passerait du rang {x.rang} au rang {rang}{devant}."


def _priorite(texte: str) -> int:
    try:
        return int(texte.strip())
    except ValueError:
        raise SaisieInvalide("Écrivez un nombre entier, par exemple 1.") from None


def _raison(texte: str) -> str:
    if not texte.strip():
        raise SaisieInvalide("Indiquez pourquoi le rang change.")
    return texte
