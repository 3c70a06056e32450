"""A group from three to six takes the child of three today, and no longer the one of six today."""

from __future__ import annotations

from datetime import date

import pytest

from guichet.erreurs import SaisieInvalide
from guichet.regles.familles.ages import age_mois, ages_en_mots, ages_mois, avertissement_age, verifier_naissance


@pytest.mark.parametrize(
    ("naissance", "jour", "mois"),
    [
        (date(2023, 11, 16), date(2026, 11, 15), 35),
        (date(2023, 11, 16), date(2026, 11, 16), 36),
        (date(2020, 11, 16), date(2026, 11, 16), 72),
        (date(2024, 2, 29), date(2027, 2, 28), 36),
        (date(2026, 10, 31), date(2026, 11, 30), 1),
        (None, date(2026, 11, 16), None),
        # No rule takes what is known in part for a day
        ("2018", date(2026, 11, 16), None),
        ("2018-03", date(2026, 11, 16), None),
    ],
)
def test_whole_months(naissance, jour, mois):
    assert age_mois(naissance, jour) == mois


@pytest.mark.parametrize(
    ("bornes", "mots"),
    [
        ((36, 72), "de 3 ans à moins de 6 ans"),
        ((30, 144), "de 2 ans 6 mois à moins de 12 ans"),
        ((3, 12), "de 3 mois à moins de 1 an"),
    ],
)
def test_ages_in_words(bornes, mots):
    assert ages_en_mots(*bornes) == mots


@pytest.mark.parametrize(
    ("naissance", "mois"),
    [
        ("2018", (94, 106)),
        ("2018-11", (95, 96)),
        (date(2018, 11, 16), (96, 96)),
        (None, None),
        ("", None),
    ],
)
def test_an_age_is_a_range(naissance, mois):
    """On 16 November 2026, born in 2018: 7 years 10 months to 8 years 10 months."""
    assert ages_mois(naissance, date(2026, 11, 16)) == mois


def test_a_birth_known_in_part_is_judged_by_what_is_certain():
    jour = date(2026, 11, 16)
    verifier_naissance("2026", jour)
    with pytest.raises(SaisieInvalide, match="futur"):
        verifier_naissance("2026-12", jour)
    with pytest.raises(SaisieInvalide, match="120 ans"):
        verifier_naissance("1904", jour)
    assert avertissement_age("enfant", "2008", jour) == ""
    assert "19 ans" in avertissement_age("enfant", "2006", jour)
