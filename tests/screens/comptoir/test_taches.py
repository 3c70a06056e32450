"""The inbox: what is due, told at every width."""

from __future__ import annotations

from pathlib import Path

from guichet.regles.socle.domaine import NatureTache
from screens.comptoir.taches import GENRES
from tests.screens.outils import application


def test_chaque_genre_a_son_mot_a_quatre_vingts_colonnes() -> None:
    """Lost otherwise: a new kind of thing due closes À traiter on a narrow screen, and there only."""
    assert GENRES.keys() == set(NatureTache)
    assert max(map(len, GENRES.values())) <= 14


async def test_rien_n_est_offert_ou_rien_n_est_attendu(fichier_base: Path) -> None:
    """Lost otherwise: a key at the foot of an empty screen, pressed again and again."""
    async with application(fichier_base) as poste:
        await poste.taper("<Ctrl+E>")
        assert poste.voit("Rien n’est attendu")
        pied = poste.ecran.splitlines()[-1]
        assert "ouvrir" not in pied
        assert "suivante" not in pied
        assert "rapprocher un fichier" in pied
