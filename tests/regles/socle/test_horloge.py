"""A clock set wrong would tell acts in a false order, and forget by a date that never was."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from guichet.regles.socle.horloge import Heure, juger, oubli_permis

DERNIER = datetime(2026, 11, 16, 13, 7, tzinfo=UTC)


@pytest.mark.parametrize(
    ("ecart", "attendu"),
    [
        (timedelta(), Heure.JUSTE),
        (timedelta(minutes=-2), Heure.JUSTE),
        (timedelta(minutes=-2, microseconds=-1), Heure.EN_RETARD),
        (timedelta(days=-4000), Heure.EN_RETARD),
        (timedelta(days=60), Heure.JUSTE),
        (timedelta(days=60, microseconds=1), Heure.EN_AVANCE),
    ],
)
def test_une_horloge_se_juge_au_dernier_acte(ecart: timedelta, attendu: Heure) -> None:
    assert juger(DERNIER + ecart, DERNIER) is attendu
    assert juger(DERNIER + ecart, None) is Heure.JUSTE


@pytest.mark.parametrize(("jours", "permis"), [(7, True), (60, True), (61, False), (4000, False)])
def test_on_n_oublie_pas_a_la_parole_d_une_horloge_qui_a_saute(jours: int, permis: bool) -> None:
    assert oubli_permis(DERNIER + timedelta(days=jours), DERNIER) is permis
    assert oubli_permis(DERNIER, None) is False
