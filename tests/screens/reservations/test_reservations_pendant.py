"""The world moves while a draft is open: the agent is told before anything is written, and the draft waits."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from guichet.regles.offre.calendrier import NaturePeriode
from guichet.services.offre import calendrier
from tests.bases import Horloge
from tests.screens.familles_essai import autre_poste
from tests.screens.outils import application
from tests.screens.reservations.test_reservations import etats, inscrire, ouvrir


async def test_un_delai_passe_pendant_que_l_apercu_est_montre(fichier_base: Path) -> None:
    """Lost otherwise: a preview read before midnight, a surcharge written after it."""
    code, horloge = inscrire(fichier_base, "restauration").famille.code, Horloge()
    async with application(fichier_base, horloge=horloge) as poste:
        await ouvrir(poste, code)
        await poste.taper("rcan 2 du 1/12 au 1/12<Entrée><Ctrl+S>")
        assert poste.voit("1 réservée")
        horloge.avancer(hours=10)
        await poste.taper("<Entrée>")
        assert poste.voit("À relire"), poste.ecran
        assert etats(fichier_base) == []
        await poste.taper("<Entrée>")
        assert poste.voit("1 majorée", "Hors délai")
        await poste.taper("<Échap>")
        assert poste.voit("En cours", "▲ 1 hors délai", "+ 1 restauration scolaire")
    assert etats(fichier_base) == []


async def test_une_fermeture_arrive_a_l_autre_comptoir(fichier_base: Path) -> None:
    """Lost otherwise: a child booked on a strike day, before a closed door."""
    code, lundi = inscrire(fichier_base, "restauration").famille.code, date(2026, 12, 7)
    ctx = autre_poste(fichier_base)
    async with application(fichier_base) as poste:
        await ouvrir(poste, code)
        await poste.taper("rcan 12 du 7/12 au 8/12<Entrée><Ctrl+S>")
        assert poste.voit("2 réservées")
        calendrier.ajouter_periode(ctx, nature=NaturePeriode.FERMETURE, du=lundi, au=lundi, libelle="grève")
        await poste.taper("<Entrée>")
        assert poste.voit("À relire"), poste.ecran
        await poste.taper("<Entrée>")
        assert poste.voit("1 réservée", "1 refusée", "grève"), poste.ecran
        assert etats(fichier_base) == []
        await poste.taper("<Échap>")
        assert poste.voit("▪ grève", "+ 1 restauration scolaire (mar. 8 déc.)"), poste.ecran
        await poste.taper("<Ctrl+S>")
        await poste.retailler(80, 24)
        assert poste.voit("1 réservée", "mar. 8 déc."), poste.ecran
        await poste.retailler(120, 36)
        await poste.taper("<Entrée>")
    ctx.base.fermer()
    assert etats(fichier_base) == [("reservee", 1)]


async def test_f5_garde_le_brouillon(fichier_base: Path) -> None:
    """Lost otherwise: a whole term ticked, gone for having looked whether a place came free."""
    code = inscrire(fichier_base, "restauration").famille.code
    async with application(fichier_base) as poste:
        await ouvrir(poste, code)
        await poste.taper("rcan 12 du 7/12 au 8/12<Entrée><F5>")
        assert poste.voit("+ 2 restauration scolaire")
        await poste.taper("u")
        assert poste.voit("En cours rien")
