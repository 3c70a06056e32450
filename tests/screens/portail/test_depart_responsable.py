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
        await poste.taper(f"{code}<Entrée>g<Bas>g1<Entrée>k1<Entrée><Échap>")
        assert poste.nom == "EcranDossier"
        await poste.taper("<Bas><Suppr>")
        assert poste.voit("Retirer Karim MARTIN", "Son compte du portail", "il est suspendu", "elle est révoquée")
        await poste.taper("n")
        assert lignes(fichier_base, "SELECT etat FROM compte_portail") == [("emis",)]
        await poste.taper("<Suppr>o")
        assert lignes(fichier_base, "SELECT etat FROM compte_portail") == [("suspendu",)]
        assert lignes(fichier_base, "SELECT etat FROM cle_enfance") == [("revoquee",)]
        assert lignes(fichier_base, "SELECT geste FROM envoi_portail ORDER BY id DESC LIMIT 1") == [("suspendre",)]
        await poste.taper("g")
        assert poste.voit("MARTIN Karim", "n’est plus responsable de ce foyer")
