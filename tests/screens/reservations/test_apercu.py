"""The preview, and the paper a parent leaves with: the same rows, the same counts as the planner."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from screens.widgets.coupure import abreger
from tests.screens.outils import Poste, application
from tests.screens.reservations.test_reservations import etats, inscrire, ouvrir

RYTHME = "ercan 1245 du 7/12 au 18/12<Entrée>"
"""Two weeks of canteen for both children: 8 days each."""


def papier(poste: Poste) -> str:
    """The slip printed last, on one line."""
    return re.sub(r"\s+", " ", poste.imprimante.editions[-1].texte)


@pytest.mark.parametrize("taille", [(80, 24), (120, 36)])
async def test_les_comptes_sont_les_memes_du_planning_au_papier(fichier_base: Path, taille: tuple[int, int]) -> None:
    """Lost otherwise: « 16 » here and « 8 » there, and a paper that no parent can check."""
    code = inscrire(fichier_base, "restauration").famille.code
    async with application(fichier_base, taille=taille) as poste:
        await ouvrir(poste, code)
        await poste.taper(RYTHME)
        assert poste.voit("+ 16 restauration scolaire (8 × 2 enfants)")
        await poste.taper("<Ctrl+S>")
        assert poste.voit("16 réservées (8 × 2 enfants)", "▸ Enregistrer")
        for enfant in ("Léa", "Tom"):
            assert poste.voit(f"▸ {enfant} · Restauration scolaire", "lu ma je ve", "8 jours")
        await poste.taper("<Entrée>")
        assert poste.voit("✓ 16 réservées (8 × 2 enfants)")
        await poste.taper("<Échap><Ctrl+S>")
        for enfant in ("Léa", "Tom"):
            assert (
                f"{enfant} · Restauration scolaire · 8 jours réservés : les lundis, mardis, jeudis et vendredis, "
                "du 7 au 18 décembre 2026"
            ) in papier(poste)


async def test_deux_jours_ne_sont_pas_coupes_en_80_colonnes(fichier_base: Path) -> None:
    """Lost otherwise: « mar. 1er déc.… », and the second day nowhere until the row is looked at."""
    code = inscrire(fichier_base, "restauration").famille.code
    async with application(fichier_base, taille=(80, 24)) as poste:
        await ouvrir(poste, code)
        await poste.taper("rcan ma je du 1/12 au 3/12<Entrée><Ctrl+S>")
        assert poste.voit("Léa · Restauration scolaire", "ma je", "2 jours")
        assert "…" not in poste.ecran, poste.ecran
        await poste.taper("<Bas>")
        assert poste.voit("mar. 1er déc., jeu. 3 déc.")


async def test_un_groupe_s_ouvre_sur_ses_jours_et_ctrl_s_enregistre_de_la(fichier_base: Path) -> None:
    """Lost otherwise: 41 rows to read for one refused day, or a group written because it was looked at."""
    code = inscrire(fichier_base, "restauration").famille.code
    async with application(fichier_base) as poste:
        await ouvrir(poste, code)
        await poste.taper(f"{RYTHME}<Ctrl+S>")
        assert not poste.voit("mar. 8 déc.")
        await poste.taper("<Bas><Entrée>")
        assert poste.voit("▾ Léa", "mar. 8 déc.", "Entrée replier")
        await poste.taper("<Bas><Bas><Entrée>")
        assert not poste.voit("mar. 8 déc.")
        assert etats(fichier_base) == []
        await poste.taper("<Ctrl+S>")
        assert poste.nom == "EcranReservations"
    assert etats(fichier_base) == [("reservee", 16)]


async def test_annule_trop_tard_a_son_compte_et_sa_ligne_a_l_ecran_et_sur_le_papier(fichier_base: Path) -> None:
    """Lost otherwise: « 1 annulée », and the day on the next invoice."""
    code = inscrire(fichier_base, "restauration").famille.code
    async with application(fichier_base) as poste:
        await ouvrir(poste, code)
        await poste.taper("<Bas><space><Ctrl+S><Entrée>")
        await poste.taper("<space>")
        assert poste.voit("! 1 reste facturé")
        await poste.taper("<Ctrl+S>")
        assert poste.voit("1 annulée, reste facturée", "! facturé", "lun. 23 nov.")
        await poste.taper("<Entrée><Échap><Ctrl+S>")
        assert "Léa · Restauration scolaire · 1 jour annulé, reste facturé : le lundi 23 novembre 2026" in papier(poste)


@pytest.mark.parametrize("taille", [(80, 24), (120, 36)])
async def test_un_jour_annule_trop_tard_le_dit_sous_le_curseur(fichier_base: Path, taille: tuple[int, int]) -> None:
    """Lost otherwise: a parent asks what is left to pay, and the planner shows a day nobody ever booked."""
    code = inscrire(fichier_base, "restauration").famille.code
    async with application(fichier_base, taille=taille) as poste:
        await ouvrir(poste, code)
        await poste.taper("<Bas><space><Ctrl+S><Entrée>")
        assert not poste.voit("annulée, reste facturée")
        await poste.taper("<space><Ctrl+S><Entrée>")
        assert poste.nom == "EcranReservations"
        await poste.taper("<Bas>")
        assert not poste.voit("€ annulée, reste facturée")
        await poste.taper("<Haut>")
        assert poste.voit("€ annulée, reste facturée")
        await poste.taper("!")
        assert poste.voit("Pourquoi", "Annulée trop tard, la réservation de ce jour reste facturée.")
        # Asked again, it is a booking like another.
        await poste.taper("<Échap><space><Ctrl+S><Entrée>")
        assert not poste.voit("€ annulée, reste facturée")


async def test_ce_qui_est_defait_n_est_pas_sur_le_papier(fichier_base: Path) -> None:
    """Lost otherwise: a parent told of meals that were taken back in front of them."""
    code = inscrire(fichier_base, "restauration").famille.code
    async with application(fichier_base) as poste:
        await ouvrir(poste, code)
        await poste.taper(
            "rcan 1 du 7/12 au 7/12<Entrée><Ctrl+S><Entrée>rcan 2 du 8/12 au 8/12<Entrée><Ctrl+S><Entrée>"
        )
        await poste.taper("<Échap>u<Entrée><Ctrl+S>")
        assert "1 jour réservé : le lundi 7 décembre 2026" in papier(poste)
        assert "mardi 8 décembre" not in papier(poste)


def test_un_nom_trop_long_garde_ce_qui_distingue() -> None:
    """Lost otherwise: morning, meal and afternoon of a Wednesday under one name."""
    long = "Alexis · Accueil de loisirs du mercredi, matinée"
    assert abreger(long, 32) == "Alexis · Accueil de lo…, matinée"
    assert abreger(long, 60) == long
    assert abreger("Léa · Restauration scolaire", 10) == "Léa · Restauration scolaire"
