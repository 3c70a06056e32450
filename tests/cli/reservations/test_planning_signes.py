"""Signs of `guichet planning`, the same as on screen."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from guichet.cli.reservations.planning import _signe
from guichet.regles.garde.foyer_dit import AUTRE_GARDE
from tests.screens.reservations.test_grille import LUNDI, REPAS, planning


@pytest.mark.parametrize(
    ("suite", "signe"),
    [
        ({"etat": "reservee", "majoree": True}, "▲"),
        ({"etat": "absence_justifiee", "majoree": True}, "A"),
        ({"etat": "en_attente", "majoree": True}, "○"),
        ({"etat": "fermee", "motif": AUTRE_GARDE}, "□"),
        ({"etat": "fermee", "motif": "grève"}, "▪"),
        ({"etat": "libre", "due": True}, "€"),
        ({"etat": "fermee", "motif": "grève", "due": True}, "€"),
    ],
)
def test_l_absence_passe_avant_la_majoration_et_l_autre_foyer_a_son_signe(suite: dict[str, object], signe: str) -> None:
    """Lost otherwise: a shell that shows « majoré » where the screen shows an absence."""
    p = planning()
    assert _signe(p, p.cases[1, LUNDI, REPAS]._replace(**suite)) == signe
    place = (1, LUNDI + timedelta(days=1), REPAS)
    assert _signe(replace(p, ailleurs=frozenset({place})), p.cases[place]._replace(etat="reservee")) == "■"
