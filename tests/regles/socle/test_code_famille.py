"""A code misheard on the telephone must never open another family's dossier (rule 13)."""

from __future__ import annotations

import random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from guichet.regles.socle.code_famille import ALPHABET, CodeLu, affiche, cle_controle, lectures, suggestions

CORPS = st.text("0123456789", min_size=3, max_size=8)
TOUS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def est_juste(signes: str) -> bool:
    return signes[-1] in ALPHABET and cle_controle(signes[:-1]) == signes[-1]


@given(CORPS, st.data())
def test_every_wrong_character_is_caught(corps, data):
    signes = corps + cle_controle(corps)
    i = data.draw(st.integers(0, len(signes) - 1))
    permis = TOUS if i == len(corps) else "0123456789"
    autre = data.draw(st.sampled_from([c for c in permis if c != signes[i]]))
    assert not est_juste(signes[:i] + autre + signes[i + 1 :])


@given(CORPS, st.data())
def test_every_swap_of_neighbours_or_next_neighbours_is_caught(corps, data):
    signes = list(corps + cle_controle(corps))
    ecart = data.draw(st.sampled_from([1, 2]))
    i = data.draw(st.integers(0, len(signes) - 1 - ecart))
    assume(signes[i] != signes[i + ecart])
    signes[i], signes[i + ecart] = signes[i + ecart], signes[i]
    assert not est_juste("".join(signes))


def test_every_slip_on_every_five_digit_code_of_a_town_is_caught():
    """Exhaustive on the codes of the demonstration town, which property tests only sample."""
    for numero in random.Random(13).sample(range(10_000, 100_000), 400):
        signes = affiche(str(numero)).replace("-", "")
        voisins = {
            signes[:i] + c + signes[i + 1 :] for i in range(len(signes)) for c in (TOUS if i == 5 else "0123456789")
        }
        for ecart in (1, 2):
            for i in range(len(signes) - ecart):
                permute = list(signes)
                permute[i], permute[i + ecart] = permute[i + ecart], permute[i]
                voisins.add("".join(permute))
        assert [v for v in voisins if est_juste(v)] == [signes]


def test_the_code_of_the_mock_ups_is_a_true_one():
    assert affiche("20421") == "20421-K"


@pytest.mark.parametrize(
    ("tape", "lu"),
    [
        ("20421", CodeLu("20421", None, None)),
        ("20421-K", CodeLu("20421", "K", juste=True)),
        ("20421k", CodeLu("20421", "K", juste=True)),
        (" 20421 k ", CodeLu("20421", "K", juste=True)),
        ("20421–K", CodeLu("20421", "K", juste=True)),
        ("20421-X", CodeLu("20421", "X", juste=False)),
        ("20421-0", CodeLu("20421", "0", juste=False)),
        ("AB1234", CodeLu("AB1234", None, None)),
        ("F204", CodeLu("F204", None, None)),
    ],
)
def test_a_code_is_read_in_every_usual_writing(tape, lu):
    assert lectures(tape)[0] == lu


@pytest.mark.parametrize(
    "tape", ["", "CM2", "CE1", "leger", "le 12", "20", "06 12 34", "a" * 400, "2042\u0661", "[/b]", "20421-KK"]
)
def test_a_name_or_a_class_is_no_code(tape):
    assert lectures(tape) == ()
    assert suggestions(tape) == []


def test_a_check_digit_typed_without_its_hyphen_is_understood():
    corps = next(str(n) for n in range(20_000, 20_100) if cle_controle(str(n)).isdecimal())
    assert [lu.corps for lu in lectures(corps + cle_controle(corps))] == [corps + cle_controle(corps), corps]


def test_letters_of_a_town_taken_over_are_kept_and_verified():
    assert lectures(affiche("AB123"))[0] == CodeLu("AB123", cle_controle("AB123"), juste=True)
    assert lectures(affiche("AB123").replace("-", ""))[0].corps == "AB123"


def test_a_letter_o_typed_for_a_zero_still_finds_the_family():
    assert CodeLu("20421", "K", juste=True) in lectures("2O421-K")
    assert "20421" in suggestions("2O412-K")


@given(CORPS, st.data())
def test_the_code_meant_is_always_among_the_suggestions(corps, data):
    signes = corps + cle_controle(corps)
    i = data.draw(st.integers(0, len(signes) - 1))
    if data.draw(st.booleans()) and i + 1 < len(corps):
        faux = signes[:i] + signes[i + 1] + signes[i] + signes[i + 2 :]
    else:
        permis = ALPHABET if i == len(corps) else "0123456789"
        faux = signes[:i] + data.draw(st.sampled_from(permis)) + signes[i + 1 :]
    assume(faux != signes)
    assert corps in suggestions(f"{faux[:-1]}-{faux[-1]}")


def test_a_check_character_that_cannot_exist_still_leads_to_the_body():
    assert "20421" in suggestions("20421-0")


def test_a_swap_is_proposed_first():
    assert suggestions("20412-K")[0] == "20421"


def test_a_letter_that_sounds_alike_comes_before_an_unlikely_digit():
    proposes = suggestions("20421-Q")
    assert proposes.index("20421") < proposes.index("20423")


@pytest.mark.parametrize("tape", ["20421-K", "20421", "20421K"])
def test_nothing_is_proposed_for_a_right_code_nor_for_a_body_alone(tape):
    assert suggestions(tape) == []
