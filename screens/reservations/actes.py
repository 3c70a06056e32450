"""Gestures of the planner: tick, block, rhythm, repeat, undo, explain, copy, exception."""

from __future__ import annotations

from guichet.erreurs import ErreurMetier
from guichet.fiches.reservations.planning import CasePlanning, Demande, Planning
from guichet.regles.reservations.etats import LIBELLES_RESERVATION, EtatReservation
from screens.modales.choisir import Choix, ModaleChoisir
from screens.modales.demander import ModaleDemander, Question
from screens.modales.message import ModaleMessage
from screens.reservations.brouillon import Brouillon
from screens.reservations.planning import GrillePlanning
from screens.socle.ecran import EcranBase

ABSENCES = frozenset({EtatReservation.ABSENCE_JUSTIFIEE.value, EtatReservation.ABSENCE_INJUSTIFIEE.value})


class ActesReservations(EcranBase[None]):
    """What keys do to the draft; the screen gives planning, draft and grid."""

    @property
    def planning(self) -> Planning:
        """What is shown."""
        raise NotImplementedError

    @property
    def brouillon(self) -> Brouillon:
        """Changes not written yet."""
        raise NotImplementedError

    @property
    def grille(self) -> GrillePlanning:
        """The planner itself."""
        raise NotImplementedError

    def dire(self) -> None:
        """Tell what is under the cursor, and count the draft."""
        raise NotImplementedError

    async def relire(self) -> None:
        """Read the year again."""
        raise NotImplementedError

    def enfants_montres(self) -> list[int]:
        """Children shown."""
        raise NotImplementedError

    def _apres(self, change: int | bool, sinon: str, *, bloc: bool = False) -> None:
        if change:
            self.grille.repeindre(bloc=bloc)
            self.dire()
        else:
            self.notify(sinon, markup=False)

    # Moving

    def action_haut(self) -> None:
        """Up."""
        self.grille.bouger(-1, 0)

    def action_bas(self) -> None:
        """Down."""
        self.grille.bouger(1, 0)

    def action_gauche(self) -> None:
        """Left."""
        self.grille.bouger(0, -1)

    def action_droite(self) -> None:
        """Right."""
        self.grille.bouger(0, 1)

    def action_bloc_haut(self) -> None:
        """Maj+↑."""
        self.grille.bouger(-1, 0, bloc=True)

    def action_bloc_bas(self) -> None:
        """Maj+↓."""
        self.grille.bouger(1, 0, bloc=True)

    def action_bloc_gauche(self) -> None:
        """Maj+←."""
        self.grille.bouger(0, -1, bloc=True)

    def action_bloc_droite(self) -> None:
        """Maj+→."""
        self.grille.bouger(0, 1, bloc=True)

    def action_page_haut(self) -> None:
        """Page up."""
        self.grille.page(-1)

    def action_page_bas(self) -> None:
        """Page down."""
        self.grille.page(1)

    # Changing the draft

    def action_cocher(self) -> None:
        """Espace: tick or untick the cell or the block."""
        change = self.brouillon.basculer(self.grille.choisies())
        sinon = "Rien à réserver ni à annuler ici\u00a0: «\u00a0!\u00a0» dit pourquoi."
        self._apres(change, sinon, bloc=True)

    def action_repeter(self) -> None:
        """`.`: the last gesture again, from the cell under the cursor."""
        place = self.grille.place()
        change = self.brouillon.repeter(place[0], place[1]) if place else 0
        self._apres(change, "Rien à répéter ici.")

    def action_annuler(self) -> None:
        """`u`: undo."""
        self._apres(self.brouillon.annuler(), "Rien à annuler dans le brouillon.")

    def action_rythme(self) -> None:
        """`r`: a typed rhythm, for the children shown."""
        self.faire(self._rythme())

    async def _rythme(self) -> None:
        from guichet.services import reservations
        from screens.modales.rythme import ModaleRythme

        p, enfants = self.planning, self.enfants_montres()
        if not p.colonnes:
            sans = "Aucun enfant de ce foyer n’est inscrit\u00a0: «\u00a0i\u00a0» inscrit à une activité."
            await self.demander(ModaleMessage("Rythme", sans, niveau="info"))
            return
        case = self.grille.case()
        depart = next((c.activite_code for c in p.colonnes if case is not None and c.unite_id == case.unite_id), "")
        rythme = await self.demander(ModaleRythme(p, enfants, self.brouillon.demandes(), depart))
        if rythme is None:
            return
        essai = await self.lire(reservations.essayer, p, rythme, enfants, juger=False)
        self._apres(self.brouillon.ajouter(essai.places), "Tout est déjà réservé ou coché.")

    def action_copier(self) -> None:
        """`c`: from a sibling or from last year."""
        self.faire(self._copier())

    async def _copier(self) -> None:
        from guichet.services import reservations

        place = self.grille.place()
        if place is None:
            return
        freres = [e for e in self.planning.enfants if e.personne_id != place[0]]
        choix = [Choix(str(e.personne_id), f"comme {e.prenom}", "mêmes jours, cette année") for e in freres]
        choix.append(Choix("an", "comme l’an dernier", "mêmes jours de la semaine"))
        source = await self.demander(ModaleChoisir("Copier", choix))
        if source is None:
            return
        depuis = None if source == "an" else int(source)
        demandes: tuple[Demande, ...] = await self.lire(
            reservations.copier, self.planning.famille_id, personne_id=place[0], depuis=depuis
        )
        places = [(d.personne_id, d.jour, d.unite_id) for d in demandes]
        self._apres(self.brouillon.ajouter(places), "Rien à copier.")

    def action_deroger(self) -> None:
        """`d`: an exception for the cells ticked under the cursor or in the block, with its reason."""
        self.faire(self._deroger())

    async def _deroger(self) -> None:
        choisies = [p for p in self.grille.choisies() if p in self.brouillon.voulus]
        if not choisies:
            self.notify("Cochez d’abord les jours à déroger.", markup=False)
            return
        texte = "La dérogation est nominative et inscrite au journal."
        reponse = await self.demander(ModaleDemander("Dérogation", [Question("Motif")], texte=texte))
        if reponse is not None and reponse[0].strip():
            self.brouillon.deroger(choisies, reponse[0].strip())
            self._apres(change=True, sinon="")

    # Asking

    def action_expliquer(self) -> None:
        """`!`: what would become of the cell under the cursor, and why."""
        self.faire(self._expliquer())

    async def _expliquer(self) -> None:
        from guichet.services import reservations

        place = self.grille.place()
        if place is None:
            return
        case = self.planning.cases[place]
        if case.etat in ABSENCES:
            await self._expliquer_absence(case)
            return
        demande = self.brouillon.voulus.get(place) or Demande(*place, annuler=case.etat in {"reservee", "en_attente"})
        try:
            apercu = await self.lire(reservations.apercu, (demande,), famille_id=self.planning.famille_id)
        except ErreurMetier as refus:
            await self.demander(ModaleMessage("Pourquoi", refus.message, niveau="attention"))
            return
        ligne = apercu.lignes[0]
        regle = f"\n\nRègle\u00a0: {ligne.regle}" if ligne.regle else ""
        await self.demander(ModaleMessage("Pourquoi", f"{ligne.motif}{regle}"))

    async def _expliquer_absence(self, case: CasePlanning) -> None:
        """What an absence costs, and by which rule."""
        from guichet.services.reservations import absences

        li = await self.lire(
            absences.expliquer,
            personne_id=case.personne_id,
            jour=case.jour,
            unite_id=case.unite_id,
            famille_id=self.planning.famille_id,
        )
        etat = LIBELLES_RESERVATION[EtatReservation(li.etat)].capitalize()
        regle = f"\n\nRègle\u00a0: {li.regle}" if li.regle else ""
        await self.demander(ModaleMessage("Pourquoi", f"{etat}. {li.motif}{regle}"))
