"""A parent promised an answer within 24 working hours, or at the door at 17:15, must get the same answer twice."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guichet.regles.comptoir.echeances import (
    LIBELLES_ECHEANCE,
    EtatEcheance,
    Plage,
    admis,
    echeance_ouvree,
    etat_echeance,
    temps_ouvre,
)

FERIE = date(2026, 11, 11)
PARIS = ZoneInfo("Europe/Paris")


def le(jour: int, heure: int = 0, minute: int = 0) -> datetime:
    return datetime(2026, 11, jour, heure, minute, tzinfo=PARIS)


@pytest.mark.parametrize(
    ("demande", "due"),
    [
        (le(20, 16), le(23, 16)),  # Friday 16:00 → Monday 16:00 (regles.md, cases)
        (le(16, 9), le(17, 9)),  # Monday → Tuesday
        (le(21, 10), le(24)),  # Saturday: the whole of Monday
        (le(22, 23, 59), le(24)),  # Sunday night: the same
        (le(10, 16), le(12, 16)),  # across Armistice Day, a Wednesday
        (le(11, 8), le(13)),  # asked on Armistice Day
        (le(23), le(24)),  # midnight sharp
        (le(20), le(21)),  # the whole of Friday
    ],
)
def test_24_hours_on_working_days(demande, due):
    assert echeance_ouvree(demande, 24, {FERIE}) == due


def test_48_hours_cross_the_week_end():
    assert echeance_ouvree(le(20, 16), 48, ()) == le(24, 16)


def test_the_wall_clock_is_kept_across_a_change_of_hour():
    demande = datetime(2026, 10, 23, 16, tzinfo=PARIS)
    assert echeance_ouvree(demande, 24, ()) == datetime(2026, 10, 26, 16, tzinfo=PARIS)


@pytest.mark.parametrize("appel", [lambda i: echeance_ouvree(i, 24, ()), lambda i: temps_ouvre(i, i, ())])
def test_a_utc_instant_is_refused_rather_than_cut_at_the_wrong_midnight(appel):
    with pytest.raises(ValueError, match="local"):
        appel(datetime(2026, 11, 20, 16, tzinfo=UTC))


@pytest.mark.parametrize(
    ("maintenant", "etat"),
    [
        (le(20, 16), EtatEcheance.A_TEMPS),
        (le(22, 12), EtatEcheance.A_TEMPS),
        (le(23, 11, 59), EtatEcheance.A_TEMPS),
        (le(23, 12), EtatEcheance.BIENTOT),  # 20 working hours gone
        (le(23, 16), EtatEcheance.BIENTOT),
        (le(23, 16, 1), EtatEcheance.EN_RETARD),
        (le(19, 9), EtatEcheance.A_TEMPS),  # a clock set back says nothing is due yet
    ],
)
def test_amber_at_20_working_hours_red_after(maintenant, etat):
    assert etat_echeance(le(20, 16), le(23, 16), maintenant, ()) is etat
    assert LIBELLES_ECHEANCE[etat]


@given(
    st.datetimes(min_value=datetime.fromisoformat("2026-01-01"), max_value=datetime.fromisoformat("2027-12-31")),
    st.integers(1, 200),
    st.sets(st.dates(date(2026, 1, 1), date(2027, 12, 31)), max_size=20),
)
def test_exactly_the_hours_promised_are_working_ones(demande, heures, fermes):
    due = echeance_ouvree(demande, heures, fermes)
    assert temps_ouvre(demande, due, fermes) == timedelta(hours=heures)


MAIRIE = (Plage(time(9), time(12, 30)), Plage(time(14), time(17, 30)))


@pytest.mark.parametrize(
    ("heure", "plages", "dedans"),
    [
        (time(17, 15, 0), MAIRIE, True),
        (time(17, 15, 0, 999_999), MAIRIE, True),
        (time(17, 15, 1), MAIRIE, False),
        (time(12, 15), MAIRIE, True),
        (time(12, 16), MAIRIE, False),
        (time(8, 59, 59), MAIRIE, False),
        (time(9), MAIRIE, True),
        (time(13), MAIRIE, False),
        (time(11, 30), (Plage(time(9), time(11, 45)),), True),
        (time(11, 31), (Plage(time(9), time(11, 45)),), False),
        (time(19, 40), (Plage(time(13, 30), time(19, 45), time(19, 45)),), True),
        (time(9, 5), (Plage(time(9), time(9, 10)),), False),
        (time(9), (Plage(time(9), time(9, 10)),), True),
        (time(0, 0), (Plage(time(0), time(0, 10)),), True),
        (time(10), (), False),
    ],
)
def test_last_admission(heure, plages, dedans):
    assert admis(heure, plages) is dedans
