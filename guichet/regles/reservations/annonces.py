"""What a planner announces of a cell before anything is asked: the judge's own answer, cut to what a sign can say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guichet.fiches.reservations.planning import Annonce
from guichet.regles.offre.ouvertures import dernier_moment
from guichet.regles.reservations.verdicts import verdict_annulation, verdict_reservation

if TYPE_CHECKING:
    from guichet.regles.reservations.faits import FaitsAnnulation, FaitsReservation


def annoncer_reservation(faits: FaitsReservation) -> Annonce:
    """What booking would be answered: a surcharge is announced where there is one, a refusal where there is one."""
    verdict = verdict_reservation(faits)
    return Annonce(
        verdict.issue.value,
        dernier_moment(faits.limite, faits.fenetre, faits.arrivee, faits.ouvertures),
        faits.en_retard,
        faits.regles.majoration if verdict.majoree else "",
        faits.levee.phrase if faits.levee is not None else "",
        faits.fermees.breve(faits.maintenant, resident=faits.resident) if faits.fermees is not None else "",
    )


def annoncer_annulation(faits: FaitsAnnulation) -> Annonce:
    """What giving back would be answered."""
    verdict = verdict_annulation(faits)
    limite = faits.limite.instant if faits.limite is not None else None
    return Annonce(verdict.issue.value, limite, faits.en_retard, "facturée" if verdict.facturee else "")
