"""Rank told before a priority changes: a promise made to a parent at the counter (rule 4)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from guichet.fiches.reservations.lignes import LigneAttente
from guichet.regles.reservations.rang import nouveau_rang
from tests.bases import DEPART


@pytest.mark.parametrize(
    ("priorites", "qui", "voulue", "rang", "depasses"),
    [
        ((0, 0, 0), 2, 1, 1, ["a", "b"]),
        ((0, 0, 0), 0, -1, 3, []),
        ((5, 0, 0), 2, 5, 2, ["b"]),
        ((5, 5, 0), 2, 4, 3, []),
        ((5, 5, 0), 0, 0, 2, []),
    ],
)
def test_le_rang_annonce_est_le_bon(
    priorites: tuple[int, ...], qui: int, voulue: int, rang: int, depasses: list[str]
) -> None:
    """What is told before writing is what the waiting list then says."""
    file = [
        LigneAttente(
            i, DEPART.date(), "", "Mercredi", "Petits", "Matin", i + 1, "20421", "abc"[i], DEPART + timedelta(minutes=i), p,
            proposee=False,
        )
        for i, p in enumerate(priorites)
    ]  # fmt: skip
    assert nouveau_rang(file, file[qui], voulue) == (rang, depasses)
