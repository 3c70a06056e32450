"""Absences of the demonstration: what it shows of a day missed is what the counter would have answered."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from guichet.demonstration.absences import juger
from guichet.demonstration.demandes import Annee, DemandeSemee, Droit
from guichet.demonstration.habitudes import Maladie
from guichet.demonstration.offre import Enfant, Groupe
from guichet.formats import PARIS
from guichet.regles.offre.calendrier import Calendrier
from guichet.regles.offre.genres import GenreActivite
from guichet.regles.offre.regles_activite import ReglesActivite
from guichet.regles.reservations.etats import EtatReservation, Origine

MIDI = 3
LUNDI, MARDI, JEUDI, VENDREDI = (date(2026, 11, j) for j in (2, 3, 5, 6))
LEA = Enfant(1, date(2018, 3, 4), "", "", "20421", 0, date(2026, 1, 1), (1,))


def facturees(regles: ReglesActivite, maladie: Maladie, jours: tuple[date, ...]) -> list[bool]:
    """Which of the days missed at the canteen are charged."""
    annee = Annee(
        date(2026, 9, 1),
        date(2027, 7, 3),
        date(2027, 7, 3),
        datetime(2026, 11, 16, 14, tzinfo=PARIS),
        Calendrier({}, ()),
        1,
    )
    groupe = Groupe(1, 1, "", 36, 144, "", None, regles, GenreActivite.RESTAURATION, debuts={MIDI: 700})
    droit = Droit(LEA, groupe, annee.du, annee.au, datetime(2026, 6, 15, 9, tzinfo=PARIS), Origine.GUICHET)
    semees = [DemandeSemee(droit, droit.demandee_le, jour, (MIDI,), maladie) for jour in jours]
    absences = [d.absence for d in juger(annee, semees)]
    etat = EtatReservation.ABSENCE_JUSTIFIEE if maladie.certifiee else EtatReservation.ABSENCE_INJUSTIFIEE
    assert [a.etat for a in absences if a] == [etat] * len(jours)
    return [a.facturee for a in absences if a]


@pytest.mark.parametrize(
    ("regles", "jours", "attendu"),
    [
        # Told on Monday, Thursday is given back in time whatever the days of carence.
        (ReglesActivite(absence_preavis=("J-2 ouvrés",), absence_carence_jours=1), (JEUDI,), [False]),
        (ReglesActivite(absence_carence_jours=1), (LUNDI, MARDI), [True, False]),
        # Four days where three are asked: long enough to be credited, seen whole only.
        (ReglesActivite(absence_consecutifs_min=3), (LUNDI, MARDI, JEUDI), [False, False, False]),
        (ReglesActivite(absence_consecutifs_min=6), (LUNDI, MARDI, JEUDI), [True, True, True]),
    ],
)
def test_an_illness_is_judged_whole(regles: ReglesActivite, jours: tuple[date, ...], attendu: list[bool]) -> None:
    """Lost otherwise: a planner shown to a town that charges days its own règlement credits."""
    assert facturees(regles, Maladie(LUNDI, VENDREDI, certifiee=True), jours) == attendu


def test_an_absence_nobody_told_is_not_justified() -> None:
    """Lost otherwise: a family that said nothing, credited for the length of an illness nobody knew."""
    regles = ReglesActivite(absence_consecutifs_min=2)
    assert facturees(regles, Maladie(LUNDI, VENDREDI, certifiee=False), (LUNDI, MARDI)) == [True, True]
