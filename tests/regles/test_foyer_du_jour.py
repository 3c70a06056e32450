"""A parent who books the other's day pays for it: whose day it is must be the same at every counter."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guichet.regles.domaine import MoitieVacances
from guichet.regles.foyer_du_jour import ExceptionGarde, Foyer, PartVacances, foyer_du, reserve_ici
from guichet.regles.garde import Rythme
from tests.regles.annee_scolaire import CALENDRIER

MERE, PERE = 1, 2
ANCRE = date(2026, 11, 16)
SEMAINES = (Foyer(MERE, Rythme(1, 2), ANCRE), Foyer(PERE))
MOITIES = (Foyer(MERE, Rythme(1, 2), ANCRE, PartVacances(MoitieVacances.PREMIERE, 2026)), Foyer(PERE))
DITES_PAR_L_AUTRE = (Foyer(MERE, Rythme(1, 2), ANCRE), Foyer(PERE, vacances=PartVacances(MoitieVacances.SECONDE, 2026)))
FIXES = (Foyer(MERE), Foyer(PERE, vacances=PartVacances(MoitieVacances.SECONDE, 2026, alterne=False)))


@pytest.mark.parametrize(
    ("foyers", "jour", "chez"),
    [
        (SEMAINES, date(2026, 11, 16), MERE),
        (SEMAINES, date(2026, 11, 23), PERE),
        (SEMAINES, date(2026, 12, 28), MERE),  # ISO week 53, holidays or not
        (SEMAINES, date(2027, 1, 4), PERE),
        # Autumn 2026, 17 October to 1 November: eight days each
        (MOITIES, date(2026, 10, 17), MERE),
        (MOITIES, date(2026, 10, 24), MERE),
        (MOITIES, date(2026, 10, 25), PERE),
        (DITES_PAR_L_AUTRE, date(2026, 10, 24), MERE),
        (DITES_PAR_L_AUTRE, date(2026, 10, 25), PERE),
        # Christmas 2026 is of 2026, New Year's Day too; winter 2027 is swapped
        (MOITIES, date(2027, 1, 1), PERE),
        (MOITIES, date(2027, 2, 8), PERE),
        (MOITIES, date(2027, 2, 19), MERE),
        (FIXES, date(2027, 2, 8), MERE),
        (FIXES, date(2027, 2, 19), PERE),
        (MOITIES, date(2026, 11, 24), PERE),  # back to school, back to weeks
        (FIXES, date(2026, 11, 24), None),  # no weeks stated: either may book
        ((Foyer(MERE),), date(2026, 11, 24), MERE),
        ((), date(2026, 11, 24), None),
    ],
)
def test_whose_day(foyers, jour, chez):
    assert foyer_du(jour, foyers, (), CALENDRIER) == chez
    assert reserve_ici(MERE, jour, foyers, (), CALENDRIER) is (chez in (None, MERE))


def test_an_exception_wins_and_the_last_said_over_it():
    exceptions = (
        ExceptionGarde(PERE, date(2026, 11, 16), date(2026, 11, 18)),
        ExceptionGarde(MERE, date(2026, 11, 18), date(2026, 11, 18)),
    )
    chez = [foyer_du(ANCRE + timedelta(days=n), SEMAINES, exceptions, CALENDRIER) for n in range(4)]
    assert chez == [PERE, PERE, MERE, MERE]


def test_the_middle_day_of_an_odd_count_is_in_the_first_half():
    from guichet.regles.calendrier import Calendrier, NaturePeriode, Periode

    trois = Calendrier({}, (Periode(NaturePeriode.VACANCES, date(2026, 10, 17), date(2026, 10, 19), "courtes"),))
    assert [foyer_du(date(2026, 10, n), MOITIES, (), trois) for n in (17, 18, 19)] == [MERE, MERE, PERE]


@given(st.dates(date(2026, 9, 1), date(2027, 8, 31)), st.sampled_from([SEMAINES, MOITIES, DITES_PAR_L_AUTRE]))
def test_each_day_is_of_exactly_one_household(jour, foyers):
    peuvent = [foyer.famille_id for foyer in foyers if reserve_ici(foyer.famille_id, jour, foyers, (), CALENDRIER)]
    assert len(peuvent) == 1
