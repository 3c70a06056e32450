"""Writing a draft: decided again inside the one transaction that writes it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from guichet.base import transaction
from guichet.erreurs.reservations import ReservationImpossible
from guichet.fiches.reservations.planning import Apercu, Demande
from guichet.fiches.reservations.refus import ApercuPerime
from guichet.registres.offre import catalogue
from guichet.registres.reservations import bilan, detenues
from guichet.registres.reservations.jugement.decisions import Lot
from guichet.registres.reservations.suites import places_rendues
from guichet.regles.reservations.changements import cellules_rendues
from guichet.regles.reservations.etats import Origine
from guichet.regles.socle.droits import Droit

if TYPE_CHECKING:
    from guichet.base.ecriture import Ecriture
    from guichet.contexte import Contexte
    from guichet.registres.reservations.jugement.decisions import Decision
    from guichet.registres.socle.acte import Acte


@transaction
def enregistrer(
    ctx: Contexte,
    *,
    demandes: Sequence[Demande],
    attendu: Apercu | None,
    origine: str = Origine.GUICHET.value,
    famille_id: int | None = None,
) -> Apercu:
    """Book and cancel all that is accepted; what is refused stays out, what finds no place waits.

    Args:
        ctx: surroundings of the act.
        demandes: cells of the draft.
        attendu: the preview that was accepted; None accepts whatever comes.
        origine: the door the draft came in by.
        famille_id: the household that asks; by default the one that registered each child.

    Raises:
        DroitInsuffisant: the agent may not book, or grants a dérogation without the right.
        ReservationImpossible: a child or a unit that no longer exists.
        ApercuPerime: a place went, a closure came or a deadline passed since the preview; nothing is written.
    """
    ctx.exiger(Droit.RESERVER)
    if not demandes:
        return bilan.apercu(())
    with ctx.ecriture() as s:
        acte = ctx.acte()
        decisions = _lot(s, ctx, demandes, famille_id).decider()
        fait = bilan.apercu(decisions)
        if attendu is not None and (differences := bilan.differences(attendu, fait)):
            raise ApercuPerime(differences)
        _ecrire(s, acte, decisions, famille_id, Origine(origine))
    return fait


@transaction
def annuler(
    ctx: Contexte,
    *,
    personne_id: int,
    activite_code: str,
    jours: Sequence[date],
    famille_id: int | None = None,
    derogation: str = "",
) -> Apercu:
    """Cancel all that a child has booked of an activity on these days.

    Raises:
        DroitInsuffisant: the agent may not book, or grants a dérogation without the right.
        ReservationImpossible: no such activity or child.
    """
    ctx.exiger(Droit.RESERVER)
    if not jours:
        raise ReservationImpossible("Indiquez au moins un jour à annuler.")
    with ctx.ecriture() as s:
        acte = ctx.acte()
        unites = catalogue.de_l_activite(s, activite_code).unites
        if not unites:
            raise ReservationImpossible(f"Aucune activité ne porte le code « {activite_code} » : vérifiez-le.")
        tenues = detenues.vivantes(s, [personne_id], min(jours), max(jours))
        demandes = []
        for jour in sorted(set(jours)):
            # A day with nothing booked says so, rather than nothing.
            prises = [u for u in unites if (personne_id, jour, u) in tenues] or list(unites)[:1]
            demandes += [Demande(personne_id, jour, u, annuler=True, derogation=derogation) for u in prises]
        decisions = _lot(s, ctx, demandes, famille_id).decider()
        _ecrire(s, acte, decisions, famille_id, Origine.GUICHET)
    return bilan.apercu(decisions)


def _lot(s: Ecriture, ctx: Contexte, demandes: Sequence[Demande], famille_id: int | None) -> Lot:
    deroger = Droit.DEROGER in ctx.agent.droits
    d_abord = ctx.commune.attente.residents_d_abord
    le = ctx.local(ctx.maintenant())
    return Lot(s, demandes, le, famille_id=famille_id, deroger=deroger, habitants_d_abord=d_abord)


def _ecrire(s: Ecriture, acte: Acte, decisions: Sequence[Decision], famille_id: int | None, origine: Origine) -> None:
    faits = bilan.ecrire(s, acte, decisions, famille_id=famille_id, origine=origine)
    places_rendues.suivre(s, acte, cellules_rendues(faits))
