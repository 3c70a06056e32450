"""An absence taken back: a slip of today costs nothing, a change of mind later is a demand like any other."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from guichet.formats import PARIS
from guichet.regles.offre.delais import Limite
from guichet.regles.offre.regles_activite import ReglesActivite
from guichet.regles.reservations.etats import EtatInscription, EtatReservation, Issue
from guichet.regles.reservations.faits import FaitsReservation
from guichet.regles.reservations.reprises import FaitsReprise, verdict_reprise

MAINTENANT = datetime(2026, 11, 16, 14, tzinfo=PARIS)
HIER = MAINTENANT - timedelta(days=1)
JOUR = date(2026, 11, 23)
PASSEE, A_VENIR = (
    Limite(datetime(2026, 11, jour, 23, 59, tzinfo=PARIS), "J-8", f"avant le {jour} nov.") for jour in (15, 20)
)
DEMANDE = FaitsReservation(
    maintenant=MAINTENANT, jour=JOUR, regles=ReglesActivite(), limite=A_VENIR, inscription=EtatInscription.ACTIVE
)
J, I = EtatReservation.ABSENCE_JUSTIFIEE, EtatReservation.ABSENCE_INJUSTIFIEE
MAJORE = ReglesActivite(majoration_pourcent=50)
REFUSE = ReglesActivite(hors_delai="refuse")


@pytest.mark.parametrize(
    ("etat", "dite_le", "champs", "issue", "motif"),
    [
        # Nothing to take back.
        (None, None, {}, Issue.INCHANGEE, "Aucune absence"),
        (EtatReservation.RESERVEE, MAINTENANT, {}, Issue.INCHANGEE, "Aucune absence"),
        (EtatReservation.PRESENTE, MAINTENANT, {}, Issue.INCHANGEE, "Aucune absence"),
        # A slip of today: no deadline, no surcharge, the past included.
        (J, MAINTENANT, {}, Issue.RESERVEE, "par erreur"),
        (J, MAINTENANT, {"limite": PASSEE, "regles": MAJORE}, Issue.RESERVEE, "par erreur"),
        (J, MAINTENANT, {"limite": PASSEE, "regles": REFUSE}, Issue.RESERVEE, "par erreur"),
        (I, MAINTENANT, {"jour": date(2026, 11, 12), "limite": PASSEE}, Issue.RESERVEE, "par erreur"),
        # Later, in time: booked; late: as the town takes any late demand.
        (J, HIER, {}, Issue.RESERVEE, "Dans les délais"),
        (J, HIER, {"limite": PASSEE, "regles": MAJORE}, Issue.MAJOREE, "majoration de 50"),
        (J, HIER, {"limite": PASSEE, "regles": REFUSE}, Issue.REFUSEE, "aucune demande hors délai"),
        (J, None, {"limite": PASSEE, "regles": REFUSE}, Issue.REFUSEE, "aucune demande hors délai"),
        (J, HIER, {"jour": date(2026, 11, 12)}, Issue.REFUSEE, "est passé"),
        (J, HIER, {"jour": date(2026, 11, 12), "derogation": "erreur de saisie"}, Issue.RESERVEE, "par dérogation"),
        # The place was given to somebody, unless it was never freed.
        (J, MAINTENANT, {"places": 0}, Issue.REFUSEE, "n’est plus libre"),
        (J, MAINTENANT, {"quota": 0}, Issue.REFUSEE, "n’est plus libre"),
        (J, MAINTENANT, {"places": 0, "derogation": "accord du maire"}, Issue.RESERVEE, ""),
        (I, MAINTENANT, {"places": 0, "quota": 0}, Issue.RESERVEE, "par erreur"),
        # Nobody goes where it is closed, or without a right.
        (J, MAINTENANT, {"fermeture": "grève"}, Issue.REFUSEE, "Fermé"),
        (I, MAINTENANT, {"inscription": EtatInscription.TERMINEE}, Issue.REFUSEE, "terminée"),
    ],
)
def test_reprendre(
    etat: EtatReservation | None, dite_le: datetime | None, champs: dict[str, Any], issue: Issue, motif: str
) -> None:
    verdict = verdict_reprise(FaitsReprise(etat=etat, dite_le=dite_le, demande=replace(DEMANDE, **champs)))
    assert verdict.issue is issue
    assert motif in verdict.motif


@pytest.mark.parametrize("dite_le", [HIER, MAINTENANT])
@pytest.mark.parametrize("champs", [{}, {"limite": PASSEE, "regles": MAJORE}, {"derogation": "accord du maire"}])
def test_une_majoration_ne_part_pas_avec_une_absence(dite_le: datetime, champs: dict[str, Any]) -> None:
    """Lost otherwise: « réservée » in the preview, and a surcharge on the bill."""
    faits = FaitsReprise(etat=J, dite_le=dite_le, demande=replace(DEMANDE, **champs), majoree=True)
    verdict = verdict_reprise(faits)
    assert (verdict.issue, verdict.majoree) == (Issue.MAJOREE, True)
    assert "majoration" in verdict.motif


def test_ce_qui_est_deja_note_n_empeche_pas_de_reprendre() -> None:
    """Lost otherwise: « déjà absence justifiée », for ever."""
    faits = FaitsReprise(etat=J, dite_le=HIER, demande=replace(DEMANDE, deja=J))
    assert verdict_reprise(faits).issue is Issue.RESERVEE
