"""What taking an act back means for a booking: each becomes again what it was, charge included."""

from __future__ import annotations

from collections.abc import Collection

from guichet.regles.reservations.changements import Cause, ChangementReservation
from guichet.regles.reservations.etats import EtatReservation
from guichet.regles.socle.actes import TypeActe

_CAUSES = frozenset({Cause.DEMANDE, Cause.ANNULATION, Cause.ABSENCE})
"""What the family asked for at the counter; the rest follows from facts that are corrected where they are written."""

_ABSENCES = frozenset({EtatReservation.ABSENCE_JUSTIFIEE, EtatReservation.ABSENCE_INJUSTIFIEE})

_ACTES = frozenset({TypeActe.RESERVATIONS_ENREGISTRER, TypeActe.ABSENCE_DECLARER, TypeActe.ATTENTE_PROPOSER})
"""What may be sealed with it: a place offered since is refused day by day, a registration admitted is another's."""


def defaisable(actes: Collection[TypeActe], faits: Collection[ChangementReservation], famille_id: int) -> bool:
    """Whether all that was done for this household can be taken back.

    An absence told again has forgotten when it was told first.
    """
    return _ACTES.issuperset(actes) and bool(faits) and all(_rendable(c, famille_id) for c in faits)


def _rendable(fait: ChangementReservation, famille_id: int) -> bool:
    return fait.famille_id == famille_id and fait.cause in _CAUSES and fait.avant not in _ABSENCES


def retour(fait: ChangementReservation) -> tuple[EtatReservation, bool]:
    """State and charge it takes again: one that did not exist is cancelled free of charge, whatever the deadline."""
    return (EtatReservation.ANNULEE, False) if fait.avant is None else (fait.avant, fait.facturee_avant)
