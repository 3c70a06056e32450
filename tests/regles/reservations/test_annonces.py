"""What a cell of the planner announces: a sign that promises what the judge refuses is a quarrel at the counter."""

from __future__ import annotations

from dataclasses import replace

import pytest

from guichet.fiches.reservations.planning import Annonce
from guichet.regles.offre.delais import limite
from guichet.regles.offre.regles_activite import ReglesActivite
from guichet.regles.reservations.annonces import annoncer_annulation, annoncer_reservation
from guichet.regles.reservations.faits import FaitsAnnulation
from tests.regles.annee_scolaire import CALENDRIER
from tests.regles.reservations.test_verdicts import H48, LUNDI_16, MINUIT, VACANCES_OUVERTES, E, faits, le

TARD, A_TEMPS = le(11, 15), le(10, 1)


@pytest.mark.parametrize(
    ("regles", "maintenant", "annonce"),
    [
        (ReglesActivite(), TARD, Annonce("reservee")),
        (H48, A_TEMPS, Annonce("reservee", le(11, 14, 8))),
        (H48, TARD, Annonce("majoree", le(11, 14, 8), hors_delai=True, cout=H48.majoration)),
        # A refusal says no price.
        (MINUIT, TARD, Annonce("refusee", le(11, 8, 0), hors_delai=True)),
    ],
)
def test_reserver(regles: ReglesActivite, maintenant, annonce: Annonce) -> None:
    assert annoncer_reservation(faits(regles, maintenant, LUNDI_16)) == annonce


def test_la_fenetre_de_rentree_repousse_la_derniere_heure() -> None:
    """Lost otherwise: ▲ on every day of the month when nobody is late yet."""
    connus = faits(VACANCES_OUVERTES, le(9, 20), LUNDI_16.replace(month=10, day=21))
    assert connus.limite is not None
    lue = annoncer_reservation(connus)
    assert not lue.hors_delai
    assert lue.limite is not None
    assert lue.limite >= connus.limite.instant
    assert annoncer_reservation(replace(connus, limite=None)).limite is None


@pytest.mark.parametrize(
    ("regles", "maintenant", "etat", "annonce"),
    [
        (ReglesActivite(), A_TEMPS, E.RESERVEE, Annonce("annulee")),
        (H48, A_TEMPS, E.RESERVEE, Annonce("annulee", le(11, 14, 8))),
        (H48, TARD, E.RESERVEE, Annonce("annulee", le(11, 14, 8), hors_delai=True, cout="facturée")),
        # Who waits gives up at any moment for nothing.
        (H48, TARD, E.EN_ATTENTE, Annonce("annulee", le(11, 14, 8))),
    ],
)
def test_annuler(regles: ReglesActivite, maintenant, etat: E, annonce: Annonce) -> None:
    derniere = limite(regles.annulation, LUNDI_16, calendrier=CALENDRIER)
    lus = FaitsAnnulation(maintenant=maintenant, jour=LUNDI_16, regles=regles, limite=derniere, etat=etat)
    assert annoncer_annulation(lus) == annonce
