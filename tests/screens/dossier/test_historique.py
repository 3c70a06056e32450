"""The history on screen: one line of detail for each act, Entrée for before and after."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.screens.outils import application
from tests.screens.reservations.test_reservations import inscrire, ouvrir


@pytest.mark.parametrize("taille", [(80, 24), (120, 36)])
async def test_l_historique_repond_a_c_est_faux(fichier_base: Path, taille: tuple[int, int]) -> None:
    """Lost otherwise: a parent who says « I never booked that », and an agent who cannot say what was."""
    code = inscrire(fichier_base, "restauration").famille.code
    async with application(fichier_base, taille=taille) as poste:
        await ouvrir(poste, code)
        await poste.taper("rcan 1245 du 7/12 au 18/12<Entrée><Ctrl+S><Entrée><Échap>h")
        assert poste.voit("Léa · Restauration scolaire · lu ma je ve", "avant et après")
        await poste.taper("<Entrée>")
        assert poste.voit("avant : rien", "après : réservée", "Les 7, 8, 10, 11, 14, 15, 17, 18 déc.")
        await poste.taper("<Entrée><Bas><Bas><Bas><Bas><Échap>")
        assert poste.nom == "EcranDossier"
