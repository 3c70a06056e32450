"""Since when a family can be asked to keep a deadline: nobody books before being there."""

from __future__ import annotations

from datetime import date

import pytest

from guichet.regles.reservations.arrivees import arrivee

RENTREE, TOUSSAINT, NOEL, AVRIL = date(2026, 9, 1), date(2026, 10, 19), date(2026, 12, 19), date(2027, 4, 10)


@pytest.mark.parametrize(
    ("sejours", "demandees", "attendue"),
    [
        ([(RENTREE, None)], [], None),
        ([(RENTREE, None)], [TOUSSAINT, NOEL], TOUSSAINT),
        # Registered before moving in: the family was there to ask
        ([(NOEL, None)], [TOUSSAINT], TOUSSAINT),
        # Gone, and back: it arrives again, and not before it registers again
        ([(RENTREE, TOUSSAINT), (AVRIL, None)], [RENTREE, AVRIL], AVRIL),
        ([(RENTREE, TOUSSAINT), (AVRIL, None)], [RENTREE], None),
        ([(AVRIL, None), (RENTREE, TOUSSAINT)], [RENTREE, AVRIL], AVRIL),
        # Asked on its last day here: that was the other stay
        ([(RENTREE, TOUSSAINT), (AVRIL, None)], [TOUSSAINT], None),
        # One whole day away is enough
        ([(RENTREE, TOUSSAINT), (date(2026, 10, 21), None)], [RENTREE, NOEL], NOEL),
        # From one parent's household to the other's, or in both: no arrival
        ([(RENTREE, TOUSSAINT), (date(2026, 10, 20), None)], [RENTREE, NOEL], RENTREE),
        ([(RENTREE, None), (NOEL, None)], [RENTREE, NOEL], RENTREE),
        ([(RENTREE, AVRIL), (TOUSSAINT, NOEL), (date(2027, 4, 11), None)], [RENTREE], RENTREE),
        ([], [TOUSSAINT], TOUSSAINT),
    ],
)
def test_le_jour_de_l_arrivee(sejours, demandees, attendue) -> None:
    assert arrivee(sejours, demandees) == attendue
