"""Secrets a parent copies from paper: strong enough to guess at, impossible to misread, refused by no portal."""

from __future__ import annotations

import itertools
import math

import pytest

from guichet.regles.socle import cle_enfance, mot_de_passe
from guichet.regles.socle.code_famille import ALPHABET


def test_ten_thousand_temporary_passwords_all_pass_the_portal():
    tires = [mot_de_passe.temporaire() for _ in range(10_000)]
    assert len(set(tires)) == 10_000
    for mdp in tires:
        assert len(mdp) == 12
        assert mot_de_passe.controler_portail(mdp) == []
        assert not set(mdp) & set("0O1lIaeiou")
    lettres, chiffres = len(mot_de_passe.CONSONNES), len(mot_de_passe.CHIFFRES)
    assert set("".join(tires)) == {*mot_de_passe.CONSONNES, *mot_de_passe.CHIFFRES}
    # All the draws but those without a letter or without a digit.
    assert 57 < math.log2((lettres + chiffres) ** 12 - lettres**12 - chiffres**12) < 57.7


POLITIQUES = [
    mot_de_passe.Politique(longueur=longueur, minuscules=minuscules, chiffres=chiffres)
    for longueur in (8, 9, 12, 16, 20, 64)
    for minuscules in range(9)
    for chiffres in range(9)
    if minuscules + chiffres <= longueur
]


def test_whatever_a_town_demands_its_temporary_passwords_pass_and_keep_50_bits():
    """A portal that asks eight digits would else refuse what the counter hands over, or get one easily guessed."""
    for politique in POLITIQUES:
        longueur = mot_de_passe.longueur_temporaire(politique)
        assert longueur >= max(12, politique.longueur)
        assert longueur % 4 == 0
        assert mot_de_passe.bits(longueur, politique) >= 50
        mdp = mot_de_passe.temporaire(politique=politique)
        assert len(mdp) == longueur
        assert mot_de_passe.controler_portail(mdp, politique) == []
        assert not set(mdp) & set("0O1lIaeiou")


@pytest.mark.parametrize(
    ("politique", "phrase"),
    [
        (mot_de_passe.POLITIQUE, "8 caractères minimum, dont 1 minuscule et 1 chiffre"),
        (mot_de_passe.Politique(longueur=14, minuscules=0, chiffres=2), "14 caractères minimum, dont 2 chiffres"),
        (mot_de_passe.Politique(minuscules=3, chiffres=0), "8 caractères minimum, dont 3 minuscules"),
        (mot_de_passe.Politique(minuscules=0, chiffres=0), "8 caractères minimum"),
    ],
)
def test_the_policy_is_told_as_the_portal_enforces_it(politique, phrase):
    assert politique.phrase.replace("\u00a0", " ") == phrase


def test_a_draw_without_digit_or_letter_is_drawn_again():
    suite = itertools.chain("b" * 12, "2" * 12, "bcdf2345ghjk")
    assert mot_de_passe.temporaire(lambda _: next(suite)) == "bcdf2345ghjk"


def test_a_password_is_shown_in_three_groups():
    assert mot_de_passe.en_groupes("bcdf2345ghjk") == "bcdf 2345 ghjk"


@pytest.mark.parametrize(
    ("mdp", "fautes"),
    [("abcdefg1", 0), ("abcdef1", 1), ("ABCDEFG1", 1), ("abcdefgh", 1), ("", 3), ("ÉCOLE2026", 1), ("école2026", 0)],
)
def test_the_policy_of_the_portal(mdp, fautes):
    assert len(mot_de_passe.controler_portail(mdp)) == fautes


@pytest.mark.parametrize(
    ("mdp", "extrait"),
    [
        ("court", "au moins 12"),
        ("aaaaaaaaaaaaaaa", "différents"),
        ("Nadia.B et la pluie", "identifiant"),
        ("Azertyuiop-12345", "connue"),
    ],
)
def test_an_agent_is_told_why_a_password_is_weak(mdp, extrait):
    assert any(extrait in raison for raison in mot_de_passe.controler_agent(mdp, "nadia.b"))


def test_a_phrase_of_four_words_suits_an_agent():
    assert mot_de_passe.controler_agent("cheval agrafe pile correct", "nadia.b") == []
    assert mot_de_passe.controler_agent("cheval agrafe pile correct", "") == []


def test_keys_are_strong_readable_and_self_checking():
    tirees = [cle_enfance.tirer() for _ in range(500)]
    # Eleven characters are drawn, the twelfth checks them.
    assert set("".join(cle[:-1] for cle in tirees)) == set(ALPHABET)
    assert len({cle[:-1] for cle in tirees}) == 500
    assert 11 * math.log2(len(ALPHABET)) >= 50
    for cle in tirees:
        assert len(cle) == 12
        assert set(cle) <= set(ALPHABET)
        assert not set(cle) & set("0O1IL")
        assert cle_enfance.ressemble(cle)
        assert cle_enfance.ressemble(cle_enfance.affichee(cle).lower())


def test_every_slip_in_a_key_is_caught():
    cle = cle_enfance.tirer()
    for i, c in itertools.product(range(12), ALPHABET):
        assert cle_enfance.valide(cle[:i] + c + cle[i + 1 :]) == (c == cle[i])
    for ecart in (1, 2):
        for i in range(12 - ecart):
            permutee = list(cle)
            permutee[i], permutee[i + ecart] = permutee[i + ecart], permutee[i]
            assert cle_enfance.valide("".join(permutee)) == (cle[i] == cle[i + ecart])


@pytest.mark.parametrize("texte", ["", "leger", "0" * 12, "A" * 11, "A" * 13, "x" * 300, "4F7H KM2P 9W0R"])
def test_what_is_not_a_key_is_not_taken_for_one(texte):
    assert not cle_enfance.ressemble(texte)


def test_only_a_keyed_hash_is_stored_and_it_ignores_the_writing():
    cle = cle_enfance.tirer(lambda alphabet: alphabet[5])
    empreinte = cle_enfance.empreinte(cle, b"secret")
    assert len(empreinte) == 64
    assert empreinte == cle_enfance.empreinte(cle_enfance.affichee(cle).lower(), b"secret")
    assert empreinte != cle_enfance.empreinte(cle, b"autre")
    assert cle_enfance.affichee(cle).count("-") == 2
