"""An adult leaves, and comes back, at the keyboard: what is closed is said before, and found again after."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from guichet.fiches.socle.saisies import SaisieMembre
from tests.screens.familles_essai import LEGER, installer, lignes
from tests.screens.outils import application

KARIM = SaisieMembre(civilite="M.", nom="Martin", prenom="Karim")


async def test_retirer_un_adulte_dit_ce_qui_se_ferme(fichier_base: Path) -> None:
    """Lost otherwise: the account of who leaves stays open, and no screen leads to it."""
    code = installer(fichier_base, replace(LEGER, membres=(LEGER.membres[0], KARIM, LEGER.membres[1]))).famille.code
    async with application(fichier_base) as poste:
        await poste.taper(f"{code}<Entrée>g<Bas>g1<Entrée>ok1<Entrée>o<Échap>")
        assert poste.nom == "EcranDossier"
        await poste.taper("<Bas><Suppr>")
        assert poste.voit("Pourquoi ?", "séparation", "décès")
        await poste.taper("1")
        assert poste.voit("Retirer Karim MARTIN", "Son compte du portail", "il est suspendu", "elle est révoquée")
        await poste.taper("n")
        assert lignes(fichier_base, "SELECT etat FROM compte_portail") == [("emis",)]
        await poste.taper("<Suppr>1o")
        assert lignes(fichier_base, "SELECT etat FROM compte_portail") == [("suspendu",)]
        assert lignes(fichier_base, "SELECT etat FROM cle_enfance") == [("revoquee",)]
        assert lignes(fichier_base, "SELECT geste FROM envoi_portail ORDER BY id DESC LIMIT 1") == [("suspendre",)]
        await poste.taper("g")
        assert poste.voit("MARTIN Karim", "n’est plus responsable de ce foyer")


async def test_le_payeur_part_et_qui_paie_se_choisit(fichier_base: Path) -> None:
    """Lost otherwise: three adults, the payer removed, and bills that go on to somebody who left."""
    paul = replace(KARIM, prenom="Paul")
    membres = (replace(LEGER.membres[0], payeur=True), KARIM, paul, LEGER.membres[1])
    code = installer(fichier_base, replace(LEGER, membres=membres)).famille.code
    async with application(fichier_base) as poste:
        await poste.taper(f"{code}<Entrée><Suppr>3")
        assert poste.voit("Qui paie désormais ?", "Karim", "Paul")
        await poste.taper("2")
        assert poste.voit("Enregistrer le décès de Sophie LÉGER ?", "les factures iront à Paul")
        await poste.taper("o")
        sql = "SELECT p.prenom FROM lien l JOIN personne p ON p.id = l.personne_id WHERE l.payeur AND l.au IS NULL"
        assert lignes(fichier_base, sql) == [("Paul",)]
        await poste.taper("h")
        assert poste.voit("responsable retiré (décès)")


async def test_une_cle_sans_autorite_se_dit_avant_la_piece(fichier_base: Path) -> None:
    """The same keys as for another, and one sentence before them."""
    code = installer(fichier_base, replace(LEGER, membres=(LEGER.membres[0], KARIM, LEGER.membres[1]))).famille.code
    async with application(fichier_base) as poste:
        await poste.taper(f"{code}<Entrée>g<Bas>k")
        assert poste.voit("n’a pas l’autorité parentale", "Quelle pièce de")
        await poste.taper("<Échap>")
        assert lignes(fichier_base, "SELECT count(*) FROM cle_enfance") == [(0,)]
        await poste.taper("k1<Entrée>o")
        assert lignes(fichier_base, "SELECT etat FROM cle_enfance") == [("remise",)]


async def test_le_seul_responsable_meurt_puis_quelqu_un_prend_la_suite(fichier_base: Path) -> None:
    """Lost otherwise: « ajoutez d’abord l’autre responsable », and nobody who looks for one."""
    code = installer(fichier_base, LEGER).famille.code
    async with application(fichier_base) as poste:
        await poste.taper(f"{code}<Entrée><Suppr>3")
        assert poste.voit("Enregistrer le décès de Sophie LÉGER ?", "plus de responsable", "ajouté paiera")
        await poste.taper("o")
        assert poste.voit("plus de responsable")
        await poste.taper("!")
        assert poste.voit("Le seul responsable", "tuteur")
        await poste.taper("<Échap>g")
        assert not poste.voit("Incident")
        await poste.taper("<Échap><F3><Ctrl+E>")
        assert poste.nom == "EcranTaches"
        assert poste.voit("plus de responsable : Léa")
        await poste.taper("o")
        assert poste.voit("C’est fait ?"), "one key ticks nothing off without a question"
        await poste.taper("<Entrée>")
        assert poste.voit("Rien n’est attendu", "Absence de responsable réglée")
    assert lignes(fichier_base, "SELECT nature, etat FROM tache") == [("responsable_manquant", "faite")]
