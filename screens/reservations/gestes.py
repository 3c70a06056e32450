"""Gestures of the planner that change its draft: tick, repeat, undo, rhythm, copy, exception."""

from __future__ import annotations

from collections.abc import Callable

from guichet.fiches.reservations.planning import Demande
from guichet.regles.reservations.dits.copies import dire_rien
from screens.modales.choisir import Choix, ModaleChoisir
from screens.modales.demander import ModaleDemander, Question
from screens.modales.message import ModaleMessage
from screens.reservations.feuille import Curseur, Feuille
from screens.socle.ecran import Poste

RIEN_A_ANNULER = "Rien à annuler dans le brouillon ; ce qui est enregistré se défait depuis le dossier (Échap)."


class Gestes:
    """What keys do to the draft; nothing of it is written."""

    def __init__(self, poste: Poste, feuille: Feuille, curseur: Curseur, change: Callable[[bool], None]) -> None:
        """Act on a draft.

        Args:
            poste: asks and reads.
            feuille: the year and its draft.
            curseur: the cell or the block meant.
            change: told once the draft has changed; True: in the block alone.
        """
        self._poste, self._feuille, self._curseur, self._change = poste, feuille, curseur, change

    def _apres(self, change: int | bool, sinon: str, *, bloc: bool = False) -> None:
        if change:
            self._change(bloc)
        else:
            self._poste.indiquer(sinon)

    def cocher(self) -> None:
        """Tick or untick the cell or the block."""
        change = self._feuille.brouillon.basculer(self._curseur.choisies())
        sinon = "Rien à réserver ni à annuler ici : « ! » dit pourquoi."
        self._apres(change, sinon, bloc=True)
        if change:
            # « . » does the block again from its start.
            self._curseur.renverser()

    def repeter(self) -> None:
        """The last gesture again, from the cell under the cursor."""
        place = self._curseur.place()
        change = self._feuille.brouillon.repeter(place[0], place[1]) if place else 0
        self._apres(change, self._pourquoi_rien_a_repeter())

    def _pourquoi_rien_a_repeter(self) -> str:
        if not self._feuille.brouillon.a_un_geste:
            return "Rien à répéter : cochez d’abord (Espace), ou posez un rythme (r)."
        return "Le dernier geste ne change rien à partir d’ici : tout y est déjà ainsi, ou fermé."

    def rendre_ailleurs(self) -> None:
        """Untick what is booked on days of the other household, of the children shown."""
        f = self._feuille
        montres = f.enfants_montres()
        change = f.brouillon.retirer(place for place in f.planning.ailleurs if place[0] in montres)
        self._apres(change, "Rien n’est réservé ici un jour où l’enfant est dans l’autre foyer.")

    def annuler(self) -> None:
        """Undo the last gesture."""
        self._apres(
            self._feuille.brouillon.annuler(),
            RIEN_A_ANNULER,
        )

    async def rythme(self) -> None:
        """A typed rhythm, for the children shown."""
        from guichet.services import reservations
        from screens.modales.rythme import ModaleRythme
        from screens.reservations.rythme_mots import exclus_en_mots, rien_pose

        p, enfants = self._feuille.planning, self._feuille.enfants_montres()
        if not p.colonnes:
            sans = "Aucun enfant de ce foyer n’est inscrit : « i » inscrit à une activité."
            await self._poste.demander(ModaleMessage("Rythme", sans, niveau="info"))
            return
        case = self._curseur.case()
        depart = next((c.activite_code for c in p.colonnes if case is not None and c.unite_id == case.unite_id), "")
        rythme = await self._poste.demander(ModaleRythme(p, enfants, self._feuille.brouillon.demandes(), depart))
        if rythme is None:
            return
        essai = await self._poste.lire(reservations.essayer, p, rythme, enfants, juger=False)
        sinon = rien_pose(essai, exclus_en_mots(essai, p, rythme.activite))
        self._apres(self._feuille.brouillon.ajouter(essai.places), sinon)

    async def copier(self) -> None:
        """From a sibling or from last year."""
        from guichet.services.reservations import copie

        place = self._curseur.place()
        if place is None:
            return
        freres = [e for e in self._feuille.planning.enfants if e.personne_id != place[0]]
        choix = [Choix(str(e.personne_id), f"comme {e.prenom}", "mêmes jours, cette année") for e in freres]
        choix.append(Choix("an", "comme l’an dernier", "mêmes jours de la semaine"))
        source = await self._poste.demander(ModaleChoisir("Copier", choix))
        if source is None:
            return
        depuis = None if source == "an" else int(source)
        famille_id, quoi = self._feuille.planning.famille_id, {"personne_id": place[0], "depuis": depuis}
        demandes: tuple[Demande, ...] = await self._poste.lire(copie.copier, famille_id, **quoi)
        change = self._feuille.brouillon.ajouter([(d.personne_id, d.jour, d.unite_id) for d in demandes])
        rien = (
            ""
            if change
            else dire_rien(
                await self._poste.lire(copie.sorts, famille_id, **quoi),
                enfant=next(e.prenom for e in self._feuille.planning.enfants if e.personne_id == place[0]),
                frere=next((e.prenom for e in freres if e.personne_id == depuis), ""),
                rythme=self._poste.touche("rythme"),
                inscrire=self._poste.touche("inscrire"),
            )
        )
        self._apres(change, rien)

    async def deroger(self) -> None:
        """An exception for the cells ticked under the cursor or in the block, with its reason."""
        choisies = [p for p in self._curseur.choisies() if p in self._feuille.brouillon.voulus]
        if not choisies:
            self._poste.indiquer("Cochez d’abord les jours à déroger.")
            return
        texte = "La dérogation est nominative et inscrite au journal."
        reponse = await self._poste.demander(ModaleDemander("Dérogation", [Question("Motif")], texte=texte))
        if reponse is not None and reponse[0].strip():
            self._feuille.brouillon.deroger(choisies, reponse[0].strip())
            self._apres(change=True, sinon="")
