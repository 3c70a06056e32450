"""Answers to the places offered, and the one way to pass before another: a priority with its reason (rule 4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guichet.base.transaction import transaction
from guichet.erreurs import SaisieInvalide
from guichet.erreurs.attente import InscriptionAdmise, JourPasse, PasEnAttente, PlaceReprise
from guichet.formats import jour_court, nettoyer
from guichet.formats.mots import minuscule
from guichet.registres.comptoir import actes, taches
from guichet.registres.offre import catalogue
from guichet.registres.reservations import attente, detenues, ecriture
from guichet.registres.reservations.jugement import rejugees
from guichet.registres.reservations.suites import places_rendues
from guichet.regles.reservations.changements import Cause, cellules_rendues
from guichet.regles.reservations.etats import EtatReservation, GesteReservation, Issue
from guichet.regles.socle.actes import TypeActe
from guichet.regles.socle.domaine import EtatTache
from guichet.regles.socle.droits import Droit

if TYPE_CHECKING:
    from datetime import date

    from guichet.base.lecture import Lecteur
    from guichet.contexte import Contexte


@transaction
def accepter(ctx: Contexte, *, tache_id: int) -> int | None:
    """The family takes the place offered: the waiting booking becomes a booked one; returns its number.

    None: it was told that its registration is admitted.

    The time of request is kept, and with it the surcharge decided then: waiting is not being late.

    Raises:
        PropositionInconnue: answered meanwhile.
        JourPasse: the day is over.
        PlaceReprise: the place is no longer free; the demand keeps its rank.
    """
    ctx.exiger(Droit.RESERVER)
    with ctx.ecriture() as s:
        acte = ctx.acte()
        tache, reservation_id = attente.proposition(s, tache_id)
        if reservation_id is None:
            taches.finir(s, acte, tache, EtatTache.FAITE)
            actes.tracer(
                s,
                acte,
                TypeActe.TACHE_FAIRE,
                tache.famille_id,
                minuscule(tache.detail),
                qui=tache.personne_id,
                tache=tache_id,
                nature=tache.nature,
            )
            return None
        [gardee] = rejugees.lire(s, f"r.id = {int(reservation_id)}")
        [verdict] = rejugees.juger(s, acte, [gardee], appelee=True)
        if verdict.issue is not Issue.RESERVEE:
            if gardee.jour < acte.jour:
                raise JourPasse(
                    f"Le {jour_court(gardee.jour)} est passé : la proposition s’est fermée d’elle-même, cette place ne "
                    "peut plus être prise."
                )
            raise PlaceReprise(
                f"La place du {jour_court(gardee.jour)} n’est plus libre : la demande garde son rang sur la liste "
                "d’attente."
            )
        ordre = ecriture.Ordre(reservation_id=reservation_id, geste=GesteReservation.RESERVER, facturee=True)
        [fait] = ecriture.changer(s, acte, [ordre], Cause.PLACE_ACCEPTEE)
        taches.finir(s, acte, tache, EtatTache.FAITE)
        phrase = _dite(s, fait.personne_id, fait.unite_id, fait.jour, "place acceptée")
        actes.tracer(
            s, acte, TypeActe.ATTENTE_ACCEPTER, gardee.famille_id, phrase, tache=tache_id, reservation=reservation_id
        )
        return reservation_id


@transaction
def decliner(ctx: Contexte, *, tache_id: int) -> int:
    """The family does not take the place: its demand is withdrawn and the next one is offered it.

    Returns how many offers were made to the next ones.

    Raises:
        PropositionInconnue: answered meanwhile.
        InscriptionAdmise: it is a registration, to be ended as any other.
    """
    ctx.exiger(Droit.RESERVER)
    with ctx.ecriture() as s:
        acte = ctx.acte()
        tache, reservation_id = attente.proposition(s, tache_id)
        if reservation_id is None:
            raise InscriptionAdmise(
                "Cette inscription est acceptée : si la famille n’en veut plus, terminez-la dans ses inscriptions, "
                "puis notez qu’elle est prévenue."
            )
        ordre = ecriture.Ordre(reservation_id=reservation_id, geste=GesteReservation.ANNULER, facturee=False)
        [fait] = ecriture.changer(s, acte, [ordre], Cause.PLACE_DECLINEE)
        taches.finir(s, acte, tache, EtatTache.ANNULEE)
        phrase = _dite(s, fait.personne_id, fait.unite_id, fait.jour, "place déclinée")
        actes.tracer(
            s, acte, TypeActe.ATTENTE_DECLINER, fait.famille_id, phrase, tache=tache_id, reservation=reservation_id
        )
        return places_rendues.suivre(s, acte, cellules_rendues([fait]))


def _dite(s: Lecteur, personne_id: int, unite_id: int, jour: date, suite: str) -> str:
    """« Léa · Restauration scolaire · ven. 11 déc. · place acceptée », as the slip tells a booking."""
    unite = catalogue.unites(s, {unite_id})[unite_id].libelle
    return f"{actes.prenom(s, personne_id)} · {unite} · {jour_court(jour)} · {suite}"


@transaction
def proposer(ctx: Contexte, *, groupe_id: int, unite_id: int, jour: date) -> int:
    """Offer what is free now to those who wait: after places were added, or by hand; returns how many."""
    ctx.exiger(Droit.RESERVER)
    with ctx.ecriture() as s:
        acte = ctx.acte()
        return places_rendues.suivre(s, acte, [(groupe_id, unite_id, jour)])


@transaction
def changer_priorite(ctx: Contexte, *, reservation_id: int, priorite: int, motif: str) -> int:
    """Put a demand before or behind others; returns its new rank. The time of request never changes.

    Raises:
        DroitInsuffisant: only who may grant an exception.
        SaisieInvalide: no reason.
        PasEnAttente: the booking does not wait.
    """
    ctx.exiger(Droit.DEROGER)
    raison = nettoyer(motif)
    if not raison:
        raise SaisieInvalide("Indiquez pourquoi le rang change : la raison est gardée au journal.", champ="motif")
    with ctx.ecriture() as s:
        acte = ctx.acte()
        ligne = s.une("SELECT famille_id, priorite, etat FROM reservation WHERE id = :id", {"id": reservation_id})
        famille_id, ancienne, etat = ligne or (0, 0, "")
        if etat != EtatReservation.EN_ATTENTE:
            raise PasEnAttente("Cette demande n’est plus en attente : relisez la liste (F5).")
        avant = detenues.rangs(s, [reservation_id])[reservation_id]
        ecriture.prioriser(s, reservation_id, priorite)
        rang = detenues.rangs(s, [reservation_id])[reservation_id]
        actes.tracer(
            s,
            acte,
            TypeActe.ATTENTE_PRIORITE,
            famille_id,
            reservation=reservation_id,
            avant=ancienne,
            priorite=priorite,
            rang_avant=avant,
            rang=rang,
            motif=raison,
        )
        return rang
