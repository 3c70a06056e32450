"""A refusal that speaks of custody to parents who live together is a lie, and sounds like an accusation."""

from __future__ import annotations

from datetime import date

import pytest

from guichet.regles.garde.foyer_dit import PAS_DE_GARDE, raison

SEPT, DEC, FIN = date(2026, 9, 1), date(2026, 12, 1), date(2027, 1, 31)


@pytest.mark.parametrize(
    ("jour", "sejours", "motif", "regle"),
    [
        (date(2026, 11, 23), [(SEPT, None)], PAS_DE_GARDE, "garde alternée"),
        (date(2026, 11, 23), [(DEC, None)], "Léa n’est de ce foyer qu’à partir du mardi 1er décembre 2026.", "foyer"),
        (date(2027, 2, 1), [(SEPT, FIN)], "Léa n’est plus de ce foyer depuis le lundi 1er février 2027.", "foyer"),
        (date(2026, 10, 5), [(SEPT, SEPT), (DEC, None)], "Léa n’est pas de ce foyer ce jour-là.", "foyer"),
        (date(2026, 10, 5), [], "Léa n’est pas de ce foyer ce jour-là.", "foyer"),
    ],
)
def test_chaque_refus_dit_ce_qui_est_vrai(
    jour: date, sejours: list[tuple[date, date | None]], motif: str, regle: str
) -> None:
    dit, nom = raison("Léa", jour, sejours)
    assert dit == motif
    assert nom.startswith(regle)
