"""`!` on the planner: what would become of a cell, and why; what an absence costs, and by which rule."""

from __future__ import annotations

from guichet.erreurs import ErreurMetier
from guichet.fiches.reservations.planning import CasePlanning, Demande
from guichet.formats.mots import majuscule, ordinal
from guichet.regles.reservations.etats import LIBELLES_RESERVATION, EtatReservation
from screens.modales.message import ModaleMessage
from screens.reservations.feuille import Curseur, Feuille
from screens.socle.ecran import Poste

ABSENCES = frozenset({EtatReservation.ABSENCE_JUSTIFIEE.value, EtatReservation.ABSENCE_INJUSTIFIEE.value})


class Pourquoi:
    """The answer to a parent, for the cell under the cursor."""

    def __init__(self, poste: Poste, feuille: Feuille, curseur: Curseur) -> None:
        self._poste, self._feuille, self._curseur = poste, feuille, curseur

    async def expliquer(self) -> None:
        """Say it in a dialog."""
        from guichet.services import reservations

        place, p = self._curseur.place(), self._feuille.planning
        if place is None:
            return
        case = p.cases[place]
        if case.etat in ABSENCES:
            await self._expliquer_absence(case)
            return
        demande = self._feuille.brouillon.voulus.get(place) or Demande(
            *place, annuler=case.etat in {"reservee", "en_attente"}
        )
        try:
            apercu = await self._poste.lire(
                reservations.apercu, (demande,), famille_id=self._feuille.planning.famille_id
            )
        except ErreurMetier as refus:
            await self._poste.demander(ModaleMessage("Pourquoi", refus.message, niveau="attention"))
            return
        ligne = apercu.lignes[0]
        regle = f"\n\nRègle : {ligne.regle}" if ligne.regle else ""
        await self._poste.demander(ModaleMessage("Pourquoi", f"{_etat(case)}{ligne.motif}{regle}"))

    async def _expliquer_absence(self, case: CasePlanning) -> None:
        """What an absence costs, and by which rule."""
        from guichet.services.reservations import absences

        li = await self._poste.lire(
            absences.expliquer,
            personne_id=case.personne_id,
            jour=case.jour,
            unite_id=case.unite_id,
            famille_id=self._feuille.planning.famille_id,
        )
        etat = majuscule(LIBELLES_RESERVATION[EtatReservation(li.etat)])
        regle = f"\n\nRègle : {li.regle}" if li.regle else ""
        await self._poste.demander(ModaleMessage("Pourquoi", f"{etat}. {li.motif}{regle}"))


def _etat(case: CasePlanning) -> str:
    """What a cell waits for, or still costs, before what giving it up or booking it again would do."""
    if case.due:
        return "Annulée trop tard, la réservation de ce jour reste facturée.\n\n"
    if case.etat != EtatReservation.EN_ATTENTE:
        return ""
    rang = f"{ordinal(case.rang)} en liste d’attente" if case.rang else "En liste d’attente"
    return f"{rang} : une place rendue est proposée dans cet ordre.\n\nPour y renoncer, Espace puis Ctrl+S. "
