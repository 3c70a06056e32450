"""The inbox: what is due, told at every width."""

from __future__ import annotations

from guichet.regles.socle.domaine import NatureTache
from screens.comptoir.taches import GENRES


def test_chaque_genre_a_son_mot_a_quatre_vingts_colonnes() -> None:
    """Lost otherwise: a new kind of thing due closes À traiter on a narrow screen, and there only."""
    assert GENRES.keys() == set(NatureTache)
    assert max(map(len, GENRES.values())) <= 14
