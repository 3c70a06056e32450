"""The planner as it is seen: children side by side, the weeks gone by, what a block begins by."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.screens.outils import application
from tests.screens.reservations.test_reservations import etats, inscrire, ouvrir


@pytest.mark.parametrize("taille", [(80, 24), (120, 36)])
async def test_cote_a_cote_l_enfant_sous_le_curseur_est_nomme(fichier_base: Path, taille: tuple[int, int]) -> None:
    """Lost otherwise: Tom's meal booked for Léa, whose column stands beside."""
    code = inscrire(fichier_base, "restauration").famille.code
    async with application(fichier_base, taille=taille) as poste:
        await ouvrir(poste, code)
        await poste.taper("e")
        assert poste.voit("Léa", "Tom", "│"), poste.ecran
        await poste.taper("<Droite><Droite><Droite>")
        assert poste.voit("Léa · ven. 20 nov." if taille == (80, 24) else "ven. 20 nov.")
        await poste.taper("<Droite>")
        assert poste.voit("Tom · lun. 16 nov." if taille == (80, 24) else "lun. 16 nov.")


async def test_le_passe_se_deplie_en_montant(fichier_base: Path) -> None:
    """Lost otherwise: what was booked in September, that nobody can look at any more."""
    code = inscrire(fichier_base, "restauration").famille.code
    async with application(fichier_base) as poste:
        await ouvrir(poste, code)
        assert poste.voit("▴ 11 semaines passées")
        assert not poste.voit("2 nov.")
        await poste.taper("<Haut>")
        assert poste.voit("9 nov.", "2 nov.")
        assert not poste.voit("semaines passées")


async def test_apres_un_bloc_le_geste_se_refait_de_son_debut(fichier_base: Path) -> None:
    """Lost otherwise: « . » that books the weeks under those of the block."""
    code = inscrire(fichier_base, "restauration").famille.code
    async with application(fichier_base) as poste:
        await ouvrir(poste, code)
        await poste.taper("<Bas><Bas><Bas><shift+down><shift+down><space><Droite>.<Ctrl+S><Entrée>")
    assert etats(fichier_base) == [("reservee", 6)]
    from tests.screens.familles_essai import lignes

    jours = lignes(fichier_base, "SELECT jour FROM reservation ORDER BY jour")
    assert [str(jour) for (jour,) in jours] == [
        "2026-12-07", "2026-12-08", "2026-12-14", "2026-12-15", "2027-01-04", "2027-01-05",
    ]  # fmt: skip
