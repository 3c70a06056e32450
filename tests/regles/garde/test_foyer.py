"""School years, custody weeks, ages and merges: small rules a family feels every week."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guichet.erreurs import SaisieInvalide
from guichet.regles.familles.ages import avertissement_age, verifier_naissance
from guichet.regles.familles.alternance import Rythme, ancre_autre_foyer, lire_ancre, lire_rythme, semaine_ici
from guichet.regles.offre.annee import annee_scolaire, annees_lisibles, libelle_annee
from guichet.regles.socle.fusion import fusionner

JOUR = date(2026, 11, 16)


@pytest.mark.parametrize(
    ("jour", "annee", "lisibles"),
    [
        (date(2026, 11, 16), 2026, (2026, 2026)),
        (date(2027, 6, 30), 2026, (2026, 2026)),
        # All that is written in summer is for the coming year, yet the class just left may be shown.
        (date(2027, 7, 1), 2027, (2026, 2027)),
        (date(2027, 8, 31), 2027, (2026, 2027)),
        (date(2027, 9, 1), 2027, (2027, 2027)),
    ],
)
def test_the_school_year_turns_when_classes_are_over(jour, annee, lisibles):
    assert (annee_scolaire(jour), annees_lisibles(jour)) == (annee, lisibles)


def test_a_school_year_has_two_halves():
    assert libelle_annee(2026) == "2026-2027"


@pytest.mark.parametrize(
    ("jour", "ici"),
    [
        (date(2026, 11, 16), True),
        (date(2026, 11, 22), True),
        (date(2026, 11, 23), False),
        (date(2026, 11, 9), False),
        (date(2026, 12, 28), True),  # ISO week 53
        (date(2027, 1, 4), False),  # ISO week 1: odd follows odd, the children do not
        (date(2027, 1, 11), True),
    ],
)
def test_one_week_in_two_across_week_53(jour, ici):
    assert semaine_ici(Rythme(1, 2), date(2026, 11, 16), jour) is ici


rythmes = st.integers(2, 8).flatmap(lambda sur: st.builds(Rythme, st.integers(1, sur - 1), st.just(sur)))
lundis = st.integers(-500, 500).map(lambda n: date(2026, 11, 16) + timedelta(weeks=n))


@given(rythmes, lundis, st.dates(date(2000, 1, 1), date(2060, 1, 1)))
def test_a_child_is_always_in_exactly_one_home(rythme, ancre, jour):
    autre = ancre_autre_foyer(rythme, ancre)
    assert semaine_ici(rythme, ancre, jour) is not semaine_ici(rythme.reste, autre, jour)


@pytest.mark.parametrize("texte", ["", "1", "2/2", "3/2", "1/9", "0/2", "un sur deux", "1/2/3"])
def test_what_is_no_rhythm_says_how_to_write_one(texte):
    with pytest.raises(SaisieInvalide, match="1/2"):
        lire_rythme(texte, champ="garde_rythme")


def test_a_rhythm_and_its_anchor_are_read():
    assert str(lire_rythme(" 2 / 4 ")) == "2/4"
    assert lire_ancre(JOUR) == JOUR
    with pytest.raises(SaisieInvalide, match="lundi 16 novembre 2026"):
        lire_ancre(date(2026, 11, 19))
    with pytest.raises(SaisieInvalide, match="Indiquez le lundi"):
        lire_ancre(None)


@pytest.mark.parametrize(
    ("naissance", "refus"),
    [
        (None, None),
        (JOUR, None),
        (JOUR + timedelta(days=1), "futur"),
        (date(1905, 11, 17), None),
        (date(1905, 11, 16), "120 ans"),
    ],
)
def test_impossible_births(naissance, refus):
    if refus is None:
        verifier_naissance(naissance, JOUR)
        return
    with pytest.raises(SaisieInvalide, match=refus):
        verifier_naissance(naissance, JOUR)


@pytest.mark.parametrize(
    ("role", "naissance", "mot"),
    [
        ("enfant", date(2007, 11, 16), "19 ans"),
        ("enfant", date(2007, 11, 17), ""),
        ("responsable", date(2011, 11, 17), "14 ans"),
        ("responsable", date(2011, 11, 16), ""),
        ("contact", date(2015, 1, 1), ""),
        ("enfant", None, ""),
        ("enfant", date(2030, 1, 1), ""),
    ],
)
def test_surprising_ages_ask_and_do_not_block(role, naissance, mot):
    phrase = avertissement_age(role, naissance, JOUR)
    assert mot in phrase
    assert bool(phrase) is bool(mot)


@pytest.mark.parametrize(
    ("avant", "apres", "actuel", "ecrit", "conflits"),
    [
        ({"a": 1}, {"a": 2}, {"a": 1}, {"a": 2}, ()),
        ({"a": 1}, {"a": 1}, {"a": 1}, {}, ()),
        ({"a": 1}, {"a": 2}, {"a": 3}, {"a": 2}, ("a",)),
        ({"a": 1}, {"a": 2}, {"a": 2}, {}, ()),
        ({"a": 1, "b": 1}, {"a": 2, "b": 1}, {"a": 1, "b": 9}, {"a": 2, "b": 1}, ("b",)),
        ({"a": 1, "b": 1}, {"a": 2}, {"a": 1, "b": 9}, {"a": 2}, ("b",)),
        ({}, {"a": 2}, {"a": 7}, {"a": 2}, ()),
    ],
)
def test_what_somebody_else_changed_is_never_overwritten_unseen(avant, apres, actuel, ecrit, conflits):
    fusion = fusionner(avant, apres, actuel)
    assert (fusion.a_ecrire, fusion.conflits) == (ecrit, conflits)
