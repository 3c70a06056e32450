"""What goes on out of sight is marked: a section below the edge is not thought absent."""

from __future__ import annotations

from pathlib import Path

from tests.screens.outils import application
from tests.screens.reservations.test_reservations import inscrire


async def test_ce_qui_continue_se_voit(fichier_base: Path) -> None:
    """Lost otherwise: the account of the second parent, under the edge of an 80×24 screen."""
    code = inscrire(fichier_base, "restauration").famille.code
    async with application(fichier_base, taille=(80, 16)) as poste:
        await poste.taper(f"{code}<Entrée>")
        assert "▾" in poste.ecran
        assert "▴" not in poste.ecran
        await poste.taper("<PageDown>")
        assert "▴" in poste.ecran
        await poste.taper("<PageUp><PageUp>")
        assert "▴" not in poste.ecran
    async with application(fichier_base, taille=(120, 50)) as poste:
        await poste.taper(f"{code}<Entrée>")
        assert not {"▾", "▴"} & set(poste.ecran)
