"""Which keys of the planner would do something here and now: the others leave the footer to them."""

from __future__ import annotations

from guichet.fiches.reservations.planning import LIBRE, CasePlanning
from guichet.regles.reservations.etats import EtatReservation
from screens.reservations.brouillon import RETIRABLES, Brouillon

_ABSENTES = frozenset({EtatReservation.ABSENCE_JUSTIFIEE.value, EtatReservation.ABSENCE_INJUSTIFIEE.value})
_MANQUABLES = frozenset({EtatReservation.RESERVEE.value, EtatReservation.PRESENTE.value}) | _ABSENTES


def muettes(*, colonnes: bool, enfants: int, brouillon: Brouillon, case: CasePlanning | None) -> frozenset[str]:
    """Ids of commands that would only say why they do nothing.

    Args:
        colonnes: somebody of the household is registered for something.
        enfants: how many children it has.
        brouillon: the draft.
        case: what is under the cursor, None outside the grid.
    """
    etat = case.etat if case is not None else ""
    dites = {
        "cocher": etat == LIBRE or etat in RETIRABLES,
        "rythme": colonnes,
        "enregistrer": bool(brouillon),
        "annuler": bool(brouillon),
        "repeter": brouillon.a_un_geste,
        "expliquer": case is not None,
        "absence": etat in _MANQUABLES,
        "tous": enfants > 1,
        "enfant_suivant": enfants > 1,
        # A child with nothing under the cursor may still lack a registration; one who has it seldom does.
        "inscrire": not colonnes or case is None or case.groupe_id is None,
    }
    return frozenset(f"reservations.{nom}" for nom, sert in dites.items() if not sert)
