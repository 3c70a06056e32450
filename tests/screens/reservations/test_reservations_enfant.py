"""Registrations and absences from the planner."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from guichet.fiches.reservations.planning import Demande
from guichet.services import reservations
from guichet.services.offre import activites
from tests.screens.familles_essai import autre_poste, installer, lignes
from tests.screens.outils import application
from tests.screens.reservations.test_reservations import FRATRIE, inscrire

MARDI = date(2026, 11, 17)


def reserver_mardi(fichier: Path) -> str:
    """A meal booked for tomorrow."""
    dossier = inscrire(fichier, "restauration")
    ctx = autre_poste(fichier)
    [(unite,)] = lignes(fichier, "SELECT id FROM unite WHERE code = 'repas' ORDER BY id LIMIT 1")
    lea = dossier.enfants[0].personne_id
    reservations.enregistrer(ctx, demandes=(Demande(lea, MARDI, unite),), attendu=None)
    ctx.base.fermer()
    return dossier.famille.code


async def test_visite_5_absence_avec_certificat(fichier_base: Path) -> None:
    """Budget: 24 keys. Lost otherwise: a sick child charged, and nobody can say why."""
    code = reserver_mardi(fichier_base)
    async with application(fichier_base) as poste:
        await poste.taper(f"{code}<Entrée>r<Droite>a<Entrée><Entrée>16112026<Entrée>")
        assert poste.voit("Absence de", "mar. 17 nov.", "absence justifiée", "Règle")
        await poste.taper("<Entrée><Échap><Ctrl+S>")
        assert poste.nom == "EcranRecherche"
        assert poste.frappes <= 24, f"{poste.frappes} keys"
    assert lignes(fichier_base, "SELECT etat FROM reservation") == [("absence_justifiee",)]


async def test_absence_sans_rien_de_reserve_s_explique(fichier_base: Path) -> None:
    """Lost otherwise: an absence written on a day nobody was expected."""
    code = inscrire(fichier_base, "restauration").famille.code
    async with application(fichier_base) as poste:
        await poste.taper(f"{code}<Entrée>ra<Entrée><Entrée><Entrée>")
        assert poste.voit("Refusé", "Rien n’est réservé")


async def test_inscrire_puis_reserver(fichier_base: Path) -> None:
    """Lost otherwise: a child whose right to attend must be asked for elsewhere."""
    code = installer(fichier_base, FRATRIE).famille.code
    async with application(fichier_base) as poste:
        await poste.taper(f"{code}<Entrée>r")
        assert poste.voit("« i » l’inscrit")
        await poste.taper("irest<Entrée><Entrée><Entrée>")
        assert poste.voit("Pièces à voir", "vaccinations", "Il manque")
        await poste.taper("<Entrée>")
        assert poste.voit("R")
        await poste.taper("rcan 1245 t2<Entrée><Ctrl+S><Entrée>")
    [(etat, nombre)] = lignes(fichier_base, "SELECT etat, count(*) FROM reservation GROUP BY etat")
    assert etat == "reservee"
    assert nombre > 30


async def test_inscrire_sans_une_piece_se_voit_partout(fichier_base: Path) -> None:
    """Lost otherwise: an incomplete request believed booked. The next activity asks only for what was not seen."""
    code = installer(fichier_base, FRATRIE).famille.code
    async with application(fichier_base) as poste:
        await poste.taper(f"{code}<Entrée>rirest<Entrée><Entrée><Entrée>vacc<Entrée>")
        assert poste.voit("il manque vaccinations", "ni place ni rang avant")
        await poste.taper("<Entrée>rcan 1245 a<Entrée><Ctrl+S><Entrée>")
        assert poste.voit("en attente", "Demande incomplète")
        await poste.taper("<Entrée><Bas>")
        assert poste.voit("◇ incomplète · il manque vaccinations")
        await poste.taper("!")
        assert poste.voit("tant qu’il manque", "vaccinations")
        await poste.taper("<Échap>isoir<Entrée><Entrée><Entrée>")
        assert poste.voit("Pièces à voir", "vaccinations")
        assert not poste.voit("livret de famille")
    [(etat, _)] = lignes(fichier_base, "SELECT etat, count(*) FROM reservation GROUP BY etat")
    assert etat == "demandee"


async def test_une_date_proposee_se_tape_par_dessus(fichier_base: Path) -> None:
    """Lost otherwise: a hurried agent types the day, and it is added behind the one proposed."""
    code = reserver_mardi(fichier_base)
    async with application(fichier_base) as poste:
        await poste.taper(f"{code}<Entrée>ra")
        assert poste.voit("Absence de Léa", "16/11/2026")
        await poste.taper("17112026<Entrée><Entrée><Entrée>")
        assert poste.voit("mar. 17 nov.", "Règle")


async def test_une_absence_notee_dit_sa_regle(fichier_base: Path) -> None:
    """Lost otherwise: « déjà absence justifiée » answers the parent who asks what is charged."""
    code = reserver_mardi(fichier_base)
    async with application(fichier_base) as poste:
        await poste.taper(f"{code}<Entrée>r<Droite>a<Entrée><Entrée>16112026<Entrée><Entrée>!")
        assert poste.voit("Pourquoi", "Absence justifiée.", "facturée.", "Règle")


async def test_suppr_reprend_une_absence_notee_par_erreur(fichier_base: Path) -> None:
    """Lost otherwise: the wrong child noted away, and no key that says so."""
    code = reserver_mardi(fichier_base)
    async with application(fichier_base) as poste:
        await poste.taper(f"{code}<Entrée>r<Droite><Suppr>")
        assert poste.voit("Refusé", "Aucune absence n’est notée")
        await poste.taper("<Échap>a<Entrée><Entrée><Entrée><Entrée>")
        [(etat,)] = lignes(fichier_base, "SELECT etat FROM reservation")
        assert etat.startswith("absence")
        await poste.taper("<Suppr>")
        assert poste.voit("Ce qui va être enregistré", "1 majorée", "▲ majoré", "La majoration de sa réservation reste")
        await poste.taper("<Échap>")
        assert lignes(fichier_base, "SELECT etat FROM reservation") == [(etat,)]
        await poste.taper("<Suppr><Entrée>")
        assert lignes(fichier_base, "SELECT etat, facturee FROM reservation") == [("reservee", 1)]
        await poste.taper("<Échap>h")
        assert poste.voit("absence notée par erreur, reprise")


async def test_une_absence_facturee_s_annule_d_une_touche_tant_que_c_est_sans_frais(fichier_base: Path) -> None:
    """Lost otherwise: a family charged for a day it could have given back, or an agent who starts all over."""
    code = inscrire(fichier_base, "restauration").famille.code
    ctx = autre_poste(fichier_base)
    # A town where telling in time spares nothing: only a certificate does, or giving the day back.
    activites.changer_regles(ctx, code="restauration", du=ctx.aujourdhui(), reglages={"absence_preavis": ()})
    ctx.base.fermer()
    async with application(fichier_base) as poste:
        await poste.taper(f"{code}<Entrée>rrcan 1 du 14/12 au 14/12<Entrée><Ctrl+S><Entrée>")
        await poste.taper("<Bas><Bas><Bas><Bas>a<Entrée><Entrée><Entrée>")
        assert poste.voit("lun. 14 déc.", "facturé", "Encore annulable sans frais", "a annuler plutôt"), poste.ecran
        await poste.taper("a")
        assert poste.voit("Ce qui va être enregistré", "1 annulée")
        assert lignes(fichier_base, "SELECT etat FROM reservation") == [("reservee",)], "seen before it is written"
        await poste.taper("<Entrée>")
    assert lignes(fichier_base, "SELECT etat, facturee FROM reservation") == [("annulee", 0)]


async def test_une_absence_qui_ne_coute_rien_ne_propose_pas_d_annuler(fichier_base: Path) -> None:
    """Lost otherwise: « a » that cancels where Entrée was meant."""
    code = reserver_mardi(fichier_base)
    async with application(fichier_base) as poste:
        await poste.taper(f"{code}<Entrée>r<Droite>a<Entrée><Entrée><Entrée>")
        assert not poste.voit("annuler plutôt")
        await poste.taper("a")
        assert poste.voit("Absence de")
