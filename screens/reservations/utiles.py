"""Which keys of the planner would do something here and now: the others leave the footer to them."""

from __future__ import annotations

from guichet.fiches.reservations.planning import CasePlanning
from guichet.regles.reservations.etats import EtatReservation, GesteReservation, gestes_possibles
from screens.reservations.brouillon import Brouillon

_ETATS = frozenset(EtatReservation)
"""What a booking may be: a cell without one is « libre » or « fermee »."""
_ABSENTER = {GesteReservation.JUSTIFIER, GesteReservation.CONSTATER_ABSENCE}


def muettes(
    *, colonnes: bool, enfants: int, brouillon: Brouillon, case: CasePlanning | None, ailleurs: bool = False
) -> frozenset[str]:
    """Ids of commands that would only say why they do nothing.

    Args:
        colonnes: somebody of the household is registered for something.
        enfants: how many children it has.
        brouillon: the draft.
        case: what is under the cursor, None outside the grid.
        ailleurs: something is booked on days of the other household.
    """
    gestes = gestes_possibles(EtatReservation(case.etat) if case is not None and case.etat in _ETATS else None)
    dites = {
        "cocher": case is not None and brouillon.peut((case.personne_id, case.jour, case.unite_id)),
        "rythme": colonnes,
        "enregistrer": bool(brouillon),
        "annuler": bool(brouillon),
        "repeter": brouillon.a_un_geste,
        "ailleurs": ailleurs,
        "expliquer": case is not None,
        "absence": not _ABSENTER.isdisjoint(gestes),
        "tous": enfants > 1,
        "enfant_suivant": enfants > 1,
        # A child with nothing under the cursor may still lack a registration; one who has it seldom does.
        "inscrire": not colonnes or case is None or case.groupe_id is None,
    }
    return frozenset(f"reservations.{nom}" for nom, sert in dites.items() if not sert)
