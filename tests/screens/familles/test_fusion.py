"""Two files made one from the dossier: seen field by field, chosen, agreed to, found by the former code, undone."""

from __future__ import annotations

from pathlib import Path

import pytest

from guichet.base import Adresse
from tests.bases import Horloge, contexte
from tests.screens.outils import application
from tests.services.familles.fusion.deux_dossiers import deux_dossiers


@pytest.fixture
def deux(fichier_base: Path) -> Path:
    ctx = contexte(Adresse(fichier_base), Horloge())
    deux_dossiers(ctx)
    ctx.base.fermer()
    return fichier_base


async def test_deux_dossiers_se_reunissent_et_se_separent(deux: Path) -> None:
    """Lost otherwise: a merge agreed to unseen, or one that nobody can take back before the evening."""
    async with application(deux, taille=(80, 24), poste="poste 2") as poste:
        await poste.taper("20421<Entrée>m1")
        assert poste.nom == "ModaleDemander"
        await poste.taper("20999<Entrée>")
        assert poste.nom == "EcranFusion"
        assert poste.voit("! Quotient", "● 650", "○ 800", "3 à choisir", "l’autre valeur")
        await poste.taper("<Entrée>")
        assert poste.voit("○ 650", "● 800", "2 à choisir")
        await poste.taper("x")
        assert poste.voit("Réunir 20421-K", "● 800", "○ 650")
        await poste.taper("x")
        await poste.taper("<Ctrl+S>")
        assert poste.nom == "ModaleConfirmer"
        assert poste.voit("Pas encore choisi", "quotient familial « 650 (sept.")
        await poste.taper("o")
        assert poste.nom == "EcranDossier", poste.ecran
        assert poste.voit("20421-K", "Karim MARTIN", "Zoé")
        await poste.taper("<F3><Échap>20999<Entrée>")
        assert poste.voit("LÉGER-MARTIN   20421-K")
        await poste.taper("m")
        assert poste.voit("redevient un dossier")
        await poste.taper("3o")
        assert poste.nom == "EcranDossier"
        assert not poste.voit("Karim MARTIN")
        await poste.taper("<F3><Échap>20999<Entrée>")
        assert poste.voit("20999-", "Karim MARTIN")


async def test_deux_personnes_ou_une(deux: Path) -> None:
    """Lost otherwise: twins made one, by who could not say that they are two."""
    async with application(deux, taille=(120, 36)) as poste:
        await poste.taper("20421<Entrée>m120999<Entrée>")
        assert poste.voit("À savoir", "est suspendu", "faite deux fois")
        await poste.taper("<Bas><Bas><Bas><Bas><Bas><Bas><Bas><Bas><Bas><Bas><Bas>n")
        assert poste.voit("1 à choisir")
        await poste.taper("<Échap>")
        assert poste.voit("Ce que vous avez choisi", "n’est pas enregistré")
        await poste.taper("o")
        assert poste.nom == "EcranDossier"


async def test_qui_n_en_a_pas_le_droit(deux: Path) -> None:
    """Lost otherwise: a key on the screen of who would only be refused."""
    async with application(deux, agent="accueil", taille=(80, 24)) as poste:
        await poste.taper("20421<Entrée>m")
        assert poste.voit("superviseur", "réunir deux dossiers")
