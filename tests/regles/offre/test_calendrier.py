"""A day taken for a school day when it is not is a meal ordered for nobody; the other way, a child without one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from guichet.regles.offre.calendrier import Calendrier, NaturePeriode, Periode, deja_dite
from tests.regles.annee_scolaire import CALENDRIER, FERIES, GREVE, PONT, TRAVAUX


@pytest.mark.parametrize(
    ("jour", "scolaire", "mercredi"),
    [
        (date(2026, 11, 16), True, False),  # Monday
        (date(2026, 11, 18), False, True),  # Wednesday: périscolaire without school (rule 6)
        (date(2026, 11, 11), False, False),  # Armistice, a Wednesday
        (date(2026, 11, 21), False, False),  # Saturday
        (date(2026, 10, 19), False, False),  # holidays
        (date(2026, 10, 21), False, False),  # a Wednesday of holidays is a holiday
        (date(2026, 11, 2), True, False),  # back from holidays
        (date(2027, 5, 7), False, False),  # bridge
        (date(2026, 11, 19), True, False),  # a strike at one site: school elsewhere
        (date(2027, 1, 4), True, False),  # the first day after holidays, a Monday
    ],
)
def test_kind_of_day(jour, scolaire, mercredi):
    assert CALENDRIER.jour_scolaire(jour) is scolaire
    assert CALENDRIER.mercredi(jour) is mercredi


@pytest.mark.parametrize(
    ("jour", "site", "activite", "cause", "motif"),
    [
        (date(2026, 11, 11), "", None, "Armistice", "Armistice"),
        (date(2027, 5, 7), "hugo", 3, PONT, "pont de l’Ascension"),
        (date(2026, 11, 19), "hugo", 3, GREVE, "grève"),
        (date(2026, 11, 19), "ferry", 3, None, ""),
        (date(2026, 11, 19), "", None, None, ""),
        (date(2026, 12, 2), "ferry", 7, TRAVAUX, "travaux"),
        (date(2026, 12, 2), "ferry", 3, None, ""),
        (date(2026, 10, 20), "hugo", 3, None, ""),  # holidays close nothing: activities live in them
    ],
)
def test_closed_where_and_why(jour, site, activite, cause, motif):
    assert CALENDRIER.fermeture_du(jour, site=site, activite_id=activite) == cause
    assert CALENDRIER.motif_fermeture(jour, site=site, activite_id=activite) == motif


def test_the_holidays_of_a_day_are_named():
    toussaint = CALENDRIER.vacances_du(date(2026, 11, 1))
    assert toussaint is not None
    assert toussaint.libelle == "vacances de la Toussaint"
    assert CALENDRIER.vacances_du(date(2026, 11, 2)) is None
    assert CALENDRIER.vacances_du(date(2027, 5, 7)) is None


@pytest.mark.parametrize(
    ("jour", "avant", "apres", "ouvrable"),
    [
        (date(2026, 11, 1), date(2026, 10, 30), date(2026, 11, 2), False),
        (date(2026, 11, 7), date(2026, 11, 6), date(2026, 11, 9), True),  # Saturday
        (date(2026, 11, 11), date(2026, 11, 10), date(2026, 11, 12), False),
        (date(2026, 11, 19), date(2026, 11, 19), date(2026, 11, 19), True),  # a strike moves no deadline
    ],
)
def test_working_days_around(jour, avant, apres, ouvrable):
    assert CALENDRIER.premier_jour_ouvre_avant(jour) == avant
    assert CALENDRIER.premier_jour_ouvre_apres(jour) == apres
    assert CALENDRIER.ouvrable(jour) is ouvrable


def test_a_town_closed_for_a_day_keeps_its_school_day() -> None:
    """Lost otherwise: a strike erases the day, instead of showing it closed with its reason to who had booked it."""
    jeudi = date(2026, 11, 19)
    greve = Calendrier({}, [Periode(NaturePeriode.FERMETURE, jeudi, jeudi, "grève")])
    assert greve.jour_scolaire(jeudi)
    assert greve.motif_fermeture(jeudi, scolaire=True) == "grève"


def test_days_off_of_the_whole_town() -> None:
    """Lost otherwise: a bridge of one site shown to all, or holidays and strikes counted as bank holidays."""
    vendredi = date(2027, 5, 14)
    un_site = Periode(NaturePeriode.PONT, vendredi, vendredi, "pont de la piscine", site="hugo")
    chomes = Calendrier(FERIES, [*CALENDRIER.periodes, un_site]).chomes()
    assert Calendrier({}, [un_site]).jour_scolaire(vendredi)
    assert chomes == FERIES | {date(2027, 5, 7): "pont de l’Ascension"}


@pytest.mark.parametrize(
    ("au", "publiee", "dite"),
    [
        (date(2027, 2, 20), True, True),
        (date(2027, 2, 21), True, True),  # the Sunday that the ministry counts
        (date(2027, 2, 22), True, False),
        (date(2027, 2, 21), False, False),
        (date(2027, 2, 19), True, True),
        (date(2027, 2, 19), False, False),
    ],
)
def test_ce_que_le_calendrier_publie_n_ajoute_pas(au: date, publiee: bool, dite: bool) -> None:
    """Lost otherwise: the same holidays twice on the calendar, for a Sunday nobody opens."""
    connue = Periode(NaturePeriode.VACANCES, date(2027, 2, 6), date(2027, 2, 20), "hiver")
    lue = Periode(NaturePeriode.VACANCES, date(2027, 2, 6), au, "vacances d’hiver")
    assert deja_dite(lue, connue, publiee=publiee) is dite
    assert not deja_dite(replace(lue, du=date(2027, 2, 5)), connue, publiee=publiee)
    assert not deja_dite(replace(lue, site="hugo"), connue, publiee=publiee)
    assert not deja_dite(replace(lue, activite_id=3), connue, publiee=publiee)
    assert not deja_dite(replace(lue, nature=NaturePeriode.PONT), connue, publiee=publiee)


def test_les_natures_sont_celles_des_bases_d_hier() -> None:
    """Lost otherwise: the holidays of a base written last year, of which the program no longer knows the word."""
    assert {n.value for n in NaturePeriode} == {"vacances", "pont", "fermeture"}
