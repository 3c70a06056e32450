"""Rank told before a priority changes: a promise made to a parent at the counter (rule 4)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from guichet.fiches.reservations.lignes import LigneAttente
from guichet.regles.reservations.rang import EnFile, devant, nouveau_rang, rangs
from tests.bases import DEPART


@pytest.mark.parametrize(
    ("priorites", "qui", "voulue", "rang", "depasses"),
    [
        ((0, 0, 0), 2, 1, 1, ["a", "b"]),
        ((0, 0, 0), 0, -1, 3, []),
        # Who waits behind already is not overtaken.
        ((0, 0, 0), 0, 1, 1, []),
        ((0, 0, 0), 1, 0, 2, []),
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


@pytest.mark.parametrize(
    ("file", "ordre"),
    [
        # number, priority, asked at, complete at (minutes)
        ([(1, 0, 0, None), (2, 0, 1, None)], [1, 2]),
        ([(1, 0, 0, None), (2, 1, 1, None)], [2, 1]),
        ([(1, -1, 0, None), (2, 0, 1, None)], [2, 1]),
        ([(1, 0, 0, 5), (2, 0, 1, None)], [2, 1]),  # ranked from the day its last document came
        ([(1, 0, 0, 5), (2, 0, 1, 5)], [1, 2]),  # at one instant, by number
        ([(2, 0, 3, None), (1, 0, 3, None)], [1, 2]),
    ],
)
def test_l_ordre_de_la_file(file: list[tuple[int, int, int, int | None]], ordre: list[int]) -> None:
    """Lost otherwise: a place given by acquaintance."""
    demandes = [
        EnFile(n, p, DEPART + timedelta(minutes=d), None if c is None else DEPART + timedelta(minutes=c))
        for n, p, d, c in file
    ]
    assert rangs(demandes) == {n: rang for rang, n in enumerate(ordre, start=1)}


@pytest.mark.parametrize(("priorite", "avant"), [(-1, 4), (0, 3), (1, 1), (2, 0)])
def test_une_demande_nouvelle_passe_apres_ses_egales(priorite: int, avant: int) -> None:
    """Lost otherwise: a family told fourth behind somebody the town put last."""
    file = [EnFile(n, p, DEPART, None) for n, p in enumerate((1, 0, 0, -1))]
    assert devant(file, priorite) == avant
