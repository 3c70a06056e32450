"""A group from three to six takes the child of three today, and no longer the one of six today."""

from __future__ import annotations

from datetime import date

import pytest

from guichet.regles.familles.ages import age_mois, ages_en_mots


@pytest.mark.parametrize(
    ("naissance", "jour", "mois"),
    [
        (date(2023, 11, 16), date(2026, 11, 15), 35),
        (date(2023, 11, 16), date(2026, 11, 16), 36),
        (date(2020, 11, 16), date(2026, 11, 16), 72),
        (date(2024, 2, 29), date(2027, 2, 28), 36),
        (date(2026, 10, 31), date(2026, 11, 30), 1),
        (None, date(2026, 11, 16), None),
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
