"""Answers to the places offered, and the one way to pass before another: a priority with its reason (rule 4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guichet.base.transaction import transaction
from guichet.erreurs import SaisieInvalide
from guichet.erreurs.attente import InscriptionAdmise, PasEnAttente, PlaceReprise
from guichet.formats import jour_court, nettoyer
from guichet.registres.comptoir import actes, destinataires, taches
from guichet.registres.reservations import admissions, attente, detenues
from guichet.regles.reservations.etats import EtatReservation, GesteReservation, apres
from guichet.regles.socle.actes import TypeActe
from guichet.regles.socle.domaine import EtatTache
from guichet.regles.socle.droits import Droit

if TYPE_CHECKING:
    from datetime import date

    from guichet.contexte import Contexte


@transaction
def accepter(ctx: Contexte, *, tache_id: int) -> int | None:
    """The family takes the place offered: the waiting booking becomes a booked one; returns its number.

    None: it was told that its registration is admitted.

    The time of request is kept, and with it the surcharge decided then: waiting is not being late.

    Raises:
        PropositionInconnue: answered meanwhile.
        PlaceReprise: the place is no longer free; the demand keeps its rank.
    """
    ctx.exiger(Droit.RESERVER)
    with ctx.ecriture() as s:
        acte = ctx.acte()
        tache, r = attente.proposition(s, tache_id)
        if r is None:
            taches.finir(s, acte, tache, EtatTache.FAITE)
            code = destinataires.code_famille(s, tache.famille_id)
            actes.tracer(s, acte, TypeActe.TACHE_FAIRE, objet=code, tache=tache_id, nature=tache.nature)
            return None
        if attente.reste(s, r) == 0:
            raise PlaceReprise(
                f"La place du {jour_court(r.jour)} n’est plus libre : la demande garde son rang sur la liste d’attente."
            )
        r.etat = apres(EtatReservation(r.etat), GesteReservation.RESERVER).value
        r.facturee = True
        s.add(r)
        taches.finir(s, acte, tache, EtatTache.FAITE)
        code = destinataires.code_famille(s, r.famille_id)
        actes.tracer(s, acte, TypeActe.ATTENTE_ACCEPTER, objet=code, tache=tache_id, reservation=r.id)
        actes.noter(s, acte, r.famille_id, f"place acceptée\u00a0: {tache.detail}")
        return r.id


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
        tache, r = attente.proposition(s, tache_id)
        if r is None:
            raise InscriptionAdmise(
                "Cette inscription est acceptée : si la famille n’en veut plus, terminez-la dans ses inscriptions, "
                "puis notez qu’elle est prévenue."
            )
        r.etat = apres(EtatReservation(r.etat), GesteReservation.ANNULER).value
        r.annulee_le, r.facturee = ctx.maintenant(), False
        s.add(r)
        taches.finir(s, acte, tache, EtatTache.ANNULEE)
        code = destinataires.code_famille(s, r.famille_id)
        actes.tracer(s, acte, TypeActe.ATTENTE_DECLINER, objet=code, tache=tache_id, reservation=r.id)
        actes.noter(s, acte, r.famille_id, f"place déclinée\u00a0: {tache.detail}")
        offertes = attente.offrir(s, acte, r.groupe_id, r.unite_id, r.jour)
        admissions.admettre(s, acte, [r.groupe_id])
        return offertes


@transaction
def proposer(ctx: Contexte, *, groupe_id: int, unite_id: int, jour: date) -> int:
    """Offer what is free now to those who wait: after places were added, or by hand; returns how many."""
    ctx.exiger(Droit.RESERVER)
    with ctx.ecriture() as s:
        acte = ctx.acte()
        return attente.offrir(s, acte, groupe_id, unite_id, jour)


@transaction
def changer_priorite(ctx: Contexte, *, reservation_id: int, priorite: int, motif: str) -> int:
    """Put a demand before or behind others; returns its new rank. The time of request never changes.

    Raises:
        DroitInsuffisant: only who may grant an exception.
        SaisieInvalide: no reason.
        PasEnAttente: the booking does not wait.
    """
    from models import Reservation

    ctx.exiger(Droit.DEROGER)
    raison = nettoyer(motif)
    if not raison:
        raise SaisieInvalide("Indiquez pourquoi le rang change : la raison est gardée au journal.", champ="motif")
    with ctx.ecriture() as s:
        acte = ctx.acte()
        r = s.get(Reservation, reservation_id)
        if r is None or r.etat != EtatReservation.EN_ATTENTE:
            raise PasEnAttente("Cette demande n’est plus en attente : relisez la liste (F5).")
        avant = detenues.rangs(s, [reservation_id])[reservation_id]
        ancienne, r.priorite = r.priorite, priorite
        s.add(r)
        s.flush()
        rang = detenues.rangs(s, [reservation_id])[reservation_id]
        actes.tracer(
            s,
            acte,
            TypeActe.ATTENTE_PRIORITE,
            objet=destinataires.code_famille(s, r.famille_id),
            reservation=reservation_id,
            avant=ancienne,
            priorite=priorite,
            rang_avant=avant,
            rang=rang,
            motif=raison,
        )
        return rang
