"""A parent told « jusqu’à dimanche » must not be surcharged on Sunday: every published deadline, as a table."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guichet.formats import PARIS
from guichet.regles.offre.annee import annee_de_rentree
from guichet.regles.offre.delais import limite, moment
from guichet.regles.offre.fenetres import fenetre_du_jour, fenetre_rentree
from guichet.regles.offre.formes_delai import forme_du_delai
from tests.regles.annee_scolaire import CALENDRIER

LUNDI_16 = date(2026, 11, 16)
SESSION = date(2026, 10, 19)
CANTINE = ("vendredi 09:00 pour lundi, mardi", "mardi 09:00 pour jeudi, vendredi")


def a(jour: date, heure: int = 23, minute: int = 59, seconde: int = 59) -> datetime:
    return datetime(jour.year, jour.month, jour.day, heure, minute, seconde, tzinfo=PARIS)


def d(mois: int, jour: int, annee: int = 2026) -> date:
    return date(annee, mois, jour)


@pytest.mark.parametrize(
    ("regle", "jour", "report", "dernier"),
    [
        # D−15 of Monday 16 November is All Saints' Day, a Sunday: moved only if the town says so.
        ("J-15", LUNDI_16, "non", a(d(11, 1))),
        ("J-15", LUNDI_16, "avant", a(d(10, 30))),
        ("J-15", LUNDI_16, "apres", a(d(11, 2))),
        ("J-15 calendaires", LUNDI_16, "non", a(d(11, 1))),
        # 8 days before at midnight: the very start of that day, or its whole length when no time is written.
        ("J-8 00:00", LUNDI_16, "non", a(d(11, 8), 0, 0, 0)),
        ("J-8", LUNDI_16, "non", a(d(11, 8))),
        # 48 h, on the wall clock, before the unit opens at 8:00
        ("H-48", LUNDI_16, "non", a(d(11, 14), 8, 0, 0)),
        ("H-48", LUNDI_16, "avant", a(d(11, 13), 8, 0, 0)),
        ("H-48", d(10, 26), "non", a(d(10, 24), 8, 0, 0)),  # the hour changes on the 25th
        # Friday 9:00 for Monday and Tuesday, Tuesday 9:00 for Thursday and Friday
        (CANTINE, LUNDI_16, "non", a(d(11, 13), 9, 0, 0)),
        (CANTINE, d(11, 17), "non", a(d(11, 13), 9, 0, 0)),
        (CANTINE, d(11, 19), "non", a(d(11, 17), 9, 0, 0)),
        (CANTINE, d(11, 20), "non", a(d(11, 17), 9, 0, 0)),
        (CANTINE, d(11, 18), "non", None),  # no rule names Wednesday
        # The same weekday is a whole week before; S-1 is the week before whatever the day
        ("vendredi 09:00", d(11, 20), "non", a(d(11, 13), 9, 0, 0)),
        ("vendredi S-1 12:00", d(11, 20), "non", a(d(11, 13), 12, 0, 0)),
        ("vendredi S-1 12:00", LUNDI_16, "non", a(d(11, 13), 12, 0, 0)),
        ("lundi S-2", d(11, 20), "non", a(d(11, 2))),
        ("lundi S-2", d(1, 7, 2027), "non", a(d(12, 21))),  # across ISO week 53
        # Working, business and clear days
        ("J-2 ouvrés", LUNDI_16, "non", a(d(11, 12))),
        ("J-2 ouvrés 12:00", d(11, 12), "non", a(d(11, 9), 12, 0, 0)),  # Armistice between
        ("J-2 ouvrables", LUNDI_16, "non", a(d(11, 13))),
        ("J-0 ouvrés 08:00", LUNDI_16, "non", a(LUNDI_16, 8, 0, 0)),
        ("J-3 francs", LUNDI_16, "non", a(d(11, 12))),
        ("J-3 francs 12:00", LUNDI_16, "apres", a(d(11, 12), 12, 0, 0)),
        # Day n of the previous month; « le 31 » of a shorter one is its last day
        ("20 M-1", LUNDI_16, "non", a(d(10, 20))),
        ("20 M-1 12:00", d(1, 11, 2027), "non", a(d(12, 20), 12, 0, 0)),
        ("31 M-1", d(3, 4, 2027), "non", a(d(2, 28, 2027))),
        # Four weeks before the session of Monday 19 October: the same for each of its days
        ("S-4 session", SESSION, "non", a(d(9, 21))),
        ("S-4 session", d(10, 23), "non", a(d(9, 21))),
        ("J-10 session 17:00", d(10, 23), "non", a(d(10, 9), 17, 0, 0)),
        ("aucun", LUNDI_16, "non", None),
        # Several rules for one day: the earliest binds
        (("J-15", "vendredi 09:00"), LUNDI_16, "non", a(d(11, 1))),
        # A limit moved after never lands on the day booked
        ("J-1", LUNDI_16, "apres", a(d(11, 15))),
    ],
)
def test_last_moment(regle, jour, report, dernier):
    regles = (regle,) if isinstance(regle, str) else regle
    trouvee = limite(regles, jour, calendrier=CALENDRIER, session_du=SESSION, report=report)
    if dernier is None:
        assert trouvee is None
        return
    assert trouvee is not None
    assert trouvee.instant == dernier
    assert trouvee.regle in regles
    assert not trouvee.passee(dernier.astimezone(UTC) + timedelta(milliseconds=999))
    assert trouvee.passee(dernier.astimezone(UTC) + timedelta(seconds=1))


def test_the_phrase_names_the_last_moment():
    trouvee = limite(("J-15",), LUNDI_16, calendrier=CALENDRIER)
    assert trouvee is not None
    assert (trouvee.phrase, trouvee.regle) == ("avant le dim. 1er nov. 23:59", "J-15")


@pytest.mark.parametrize("jour", [SESSION, d(10, 21), d(10, 30)])
def test_a_session_without_dates_begins_with_the_working_days_of_its_holidays(jour):
    trouvee = limite(("S-4 session",), jour, calendrier=CALENDRIER)
    assert trouvee is not None
    assert trouvee.instant == a(d(9, 21))


def test_a_group_with_its_own_session_counts_from_its_first_day():
    """Lost otherwise: the second fortnight of the holidays, late before anybody could know of it."""
    trouvee = limite(("S-4 session",), d(10, 28), calendrier=CALENDRIER, session_du=d(10, 26))
    assert trouvee is not None
    assert trouvee.instant == a(d(9, 28))


def test_what_says_no_moment_is_no_window():
    with pytest.raises(ValueError, match="« aucun » ne dit aucun moment"):
        moment("aucun", LUNDI_16, calendrier=CALENDRIER)


def test_out_of_holidays_a_session_rule_hangs_on_the_day_itself():
    trouvee = limite(("J-10 session",), LUNDI_16, calendrier=CALENDRIER)
    assert trouvee is not None
    assert trouvee.instant == a(d(11, 6))


@pytest.mark.parametrize(
    ("jour", "ouverture", "utc"),
    [
        # 2:30 on 25 October is lived twice: until the second one
        (d(10, 26), 150, datetime(2026, 10, 25, 1, 30, tzinfo=UTC)),
        # 2:30 on 28 March 2027 does not exist: the clock reads 3:30
        (d(3, 29, 2027), 150, datetime(2027, 3, 28, 1, 30, tzinfo=UTC)),
    ],
)
def test_the_hour_that_changes_never_robs_the_parent(jour, ouverture, utc):
    trouvee = limite(("H-24",), jour, calendrier=CALENDRIER, ouverture_minute=ouverture)
    assert trouvee is not None
    assert trouvee.instant.astimezone(UTC) == utc
    assert not trouvee.passee(utc)
    assert trouvee.passee(utc + timedelta(seconds=1))


@pytest.mark.parametrize(
    ("texte", "forme"),
    [("J-15", "jours"), ("H-48", "heures"), ("vendredi 09:00", "semaine"), ("20 M-1", "mois"), ("aucun", "aucun")],
)
def test_the_form_of_a_deadline(texte: str, forme: str) -> None:
    """Lost otherwise: a « H-48 » shown as a number of days."""
    assert forme_du_delai(texte) == forme


def test_an_unreadable_rule_is_refused_with_examples():
    with pytest.raises(ValueError, match="J-15"):
        limite(("quinze jours",), LUNDI_16, calendrier=CALENDRIER)


@pytest.mark.parametrize(
    ("maintenant", "jour", "vacances", "couvre", "dedans"),
    [
        (a(d(9, 30), 23, 59, 0), LUNDI_16, False, False, True),  # 30 September 23:59 in
        (a(d(9, 30)), LUNDI_16, False, False, True),
        (a(d(10, 1), 0, 0, 0), LUNDI_16, False, False, False),  # 1 October 00:00 out
        (datetime(2026, 9, 30, 21, 59, 59, tzinfo=UTC), LUNDI_16, False, False, True),  # the same second, in UTC
        (datetime(2026, 9, 30, 22, 0, 0, tzinfo=UTC), LUNDI_16, False, False, False),
        (a(d(9, 25)), SESSION, True, False, False),  # holiday sessions: a setting of the town, both ways
        (a(d(9, 25)), SESSION, True, True, True),
        (a(d(9, 25)), d(6, 10, 2027), False, False, True),  # the whole school year
        (a(d(9, 25)), d(9, 6, 2027), False, False, True),  # and the next, whose window is not over either
        (a(d(7, 6)), d(7, 8), True, True, False),  # a July session is before the rentrée
    ],
)
def test_back_to_school_window(maintenant, jour, vacances, couvre, dedans):
    fenetre = fenetre_du_jour("30/09", jour, vacances=vacances, couvre_vacances=couvre)
    assert (fenetre is not None and not fenetre.passee(maintenant)) is dedans


def test_without_a_window_nothing_is_lifted():
    assert fenetre_du_jour("", LUNDI_16, vacances=False, couvre_vacances=True) is None


@pytest.mark.parametrize(
    ("texte", "fin"), [("30/09", d(9, 30)), ("15/01", d(1, 15, 2027)), ("31/05", d(5, 31, 2027)), ("01/06", d(6, 1))]
)
def test_end_of_the_window(texte, fin):
    trouvee = fenetre_rentree(texte, 2026)
    assert trouvee.instant == a(fin)
    assert "rentrée" in trouvee.regle


def test_the_year_of_the_window_turns_on_the_first_of_september():
    assert annee_de_rentree(d(8, 31)) == 2025
    assert annee_de_rentree(d(9, 1)) == 2026


@given(
    st.dates(date(2026, 9, 1), date(2027, 7, 2)),
    st.sampled_from(["J-15", "J-2 ouvrés", "J-3 francs", "H-48", "vendredi 09:00", "20 M-1", "S-4 session"]),
    st.sampled_from(["non", "avant", "apres"]),
)
def test_a_limit_is_always_before_the_day_and_later_days_never_close_sooner(jour, regle, report):
    def de(quand: date) -> datetime:
        trouvee = limite((regle,), quand, calendrier=CALENDRIER, report=report)
        assert trouvee is not None
        return trouvee.instant

    assert de(jour).date() < jour
    assert de(jour) <= de(jour + timedelta(days=7))
