"""A name heard at a counter is rarely the name spelt; a mail domain that loses messages must be said at entry."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guichet.regles.recherche.phonetique import proximite, son
from guichet.regles.socle.courriel import domaine_a_probleme


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("dupont", "dupond"),
        ("bureau", "buro"),
        ("renault", "reno"),
        ("gauthier", "gautier"),
        ("lefebvre", "lefevre"),
        ("leroux", "lerou"),
        ("sophie", "sofi"),
        ("martin", "martain"),
        ("chretien", "kretien"),
        ("georges", "jorge"),
        ("mercier", "mersier"),
        ("thomas", "toma"),
        ("bailly", "baili"),
        ("guillaume", "guilaume"),
        ("vasseur", "vaceur"),
    ],
)
def test_names_that_sound_alike_have_one_sound(a, b):
    assert son(a) == son(b)
    assert proximite(a, b) == 99


@pytest.mark.parametrize(("tape", "voulu", "autre"), [("legay", "leger", "moreau"), ("lege", "leger", "legrand")])
def test_the_name_meant_is_nearer_than_another(tape, voulu, autre):
    assert proximite(tape, voulu) >= 75 > proximite(tape, autre)


def test_paul_is_not_po():
    assert son("paul") != son("pau")


MOT = st.text("abcdefghijklmnopqrstuvwxyz0123456789", max_size=20)


@given(MOT, MOT)
def test_nearness_is_symmetric_bounded_and_full_only_for_the_same_word(a, b):
    assert proximite(a, b) == proximite(b, a)
    assert 0 <= proximite(a, b) <= 100
    assert (proximite(a, b) == 100) == (a == b != "")


@pytest.mark.parametrize(
    "courriel", ["sophie@yahoo.fr", "sophie@YAHOO.co.uk", "s@ymail.com", "s@rocketmail.com", "a@b@yahoo.com"]
)
def test_domains_that_lose_the_portal_s_messages_are_said(courriel):
    phrase = domaine_a_probleme(courriel)
    assert phrase is not None
    assert "proposez une autre adresse" in phrase


@pytest.mark.parametrize("courriel", ["", "yahoo.fr", "s@orange.fr", "s@monyahoo.fr", "s@yahoo", "s@yahoo."])
def test_other_addresses_raise_no_alarm(courriel):
    assert domaine_a_probleme(courriel) is None


def test_a_town_lists_its_own_domains():
    assert domaine_a_probleme("s@exemple.fr", ["exemple.fr"])
    assert domaine_a_probleme("s@yahoo.fr", ["exemple.fr"]) is None
    assert domaine_a_probleme("s@mail.exemple.fr", ["exemple.fr"]) is None
