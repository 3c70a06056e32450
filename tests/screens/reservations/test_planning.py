"""The planner as it is seen: children side by side, the weeks gone by, what a block begins by."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from guichet.fiches.reservations.planning import Demande
from guichet.fiches.socle.repose import ReposeDessus, Sort
from guichet.services import reservations
from guichet.services.garde import rattachement
from screens.reservations.planning import GrillePlanning
from tests.screens.deux_foyers import separes
from tests.screens.familles_essai import autre_poste, lignes
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
    jours = lignes(fichier_base, "SELECT jour FROM reservation ORDER BY jour")
    assert [str(jour) for (jour,) in jours] == [
        "2026-12-07", "2026-12-08", "2026-12-14", "2026-12-15", "2027-01-04", "2027-01-05",
    ]  # fmt: skip


async def test_une_touche_decoche_ce_qui_est_reserve_les_jours_de_l_autre_foyer(fichier_base: Path) -> None:
    """Lost otherwise: twenty-one days looked for one by one on a sheet where nothing tells them."""
    foyers = separes(fichier_base)
    ctx = autre_poste(fichier_base)
    [(unite,)] = lignes(fichier_base, "SELECT u.id FROM unite u WHERE u.code = 'repas' ORDER BY u.id LIMIT 1")
    demandes = tuple(Demande(foyers.lea, date(2026, 12, 7) + timedelta(weeks=n), unite) for n in range(2))
    reservations.enregistrer(ctx, demandes=demandes, attendu=None)
    quoi: dict[str, Any] = {
        "lien_id": foyers.mere.enfants[0].lien_id, "autre_code": foyers.pere.famille.code, "rythme": "1/2",
        "ancre": date(2026, 12, 7),
    }  # fmt: skip
    with pytest.raises(ReposeDessus) as refus:
        rattachement.rattacher_enfant(ctx, **quoi)
    vues = [x.cle for x in refus.value.lignes]
    rattachement.rattacher_enfant(ctx, **quoi, vues=vues, sort=Sort.GARDER)
    ctx.base.fermer()
    async with application(fichier_base) as poste:
        await ouvrir(poste, foyers.mere.famille.code)
        assert poste.voit("■ 1 réservation un jour où l’enfant est ailleurs : g décoche", "□"), poste.ecran
        await poste.taper("g")
        assert poste.voit("× 1 restauration scolaire", "lun. 14 déc.")
        await poste.taper("g")
        assert poste.voit("Rien n’est réservé ici un jour où l’enfant est dans l’autre foyer")
        await poste.taper("<Ctrl+S><Entrée>")
    assert lignes(fichier_base, "SELECT etat FROM reservation WHERE jour = '2026-12-14'") == [("annulee",)]


@pytest.mark.parametrize("jour", [date(2026, 10, 5), date(2027, 1, 12)], ids=["passé", "à venir"])
async def test_le_planning_s_ouvre_sur_le_jour_dont_on_parle(fichier_base: Path, jour: date) -> None:
    """Lost otherwise: an alert about a day in January, and the planner on today, weeks to go down."""
    d = inscrire(fichier_base, "restauration")
    enfant = d.enfants[0].personne_id
    async with application(fichier_base, taille=(80, 24)) as poste:
        await poste.taper(f"{d.famille.code}<Entrée>")
        await poste.app.navigation.aller("reservations", famille_id=d.famille.famille_id, personne_id=enfant, jour=jour)
        await poste.calme()
        grille = poste.app.screen.query_one(GrillePlanning)
        assert grille.place()[:2] == (enfant, jour)
        await poste.taper("<Échap>r")
        assert grille.place()[:2] == (enfant, jour), "come back to, it stays"
