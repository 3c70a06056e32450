"""What is not known at the keyboard: a year of birth, a town nothing tells; asked for, and never made up."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.screens.familles_essai import LEGER, installer, lignes
from tests.screens.outils import application

TAILLES = [(80, 24), (120, 36)]


@pytest.mark.parametrize("taille", TAILLES)
async def test_une_commune_a_confirmer_se_voit_et_se_repond(fichier_base: Path, taille: tuple[int, int]) -> None:
    """Lost otherwise: an inhabitant kept as an outsider, by a screen that shows no question."""
    code = installer(fichier_base, replace(LEGER, ville="Les Sablons", code_postal="78999")).famille.code
    async with application(fichier_base, taille=taille) as poste:
        await poste.taper(f"{code}<Entrée>")
        assert poste.voit("! commune à confirmer"), poste.ecran
        poste.app.screen.faire(poste.app.screen.actes.aller("adresse"))
        await poste.taper("")
        assert poste.nom == "EcranAdresse"
        assert poste.voit("Résidence")
        poste.app.screen.saisie("residence").value = "dans la commune"
        await poste.taper("<Ctrl+S>")
        assert poste.nom == "EcranDossier", poste.ecran
        assert not poste.voit("à confirmer"), poste.ecran
        poste.app.screen.faire(poste.app.screen.actes.aller("adresse"))
        await poste.taper("")
        assert poste.app.screen.saisie("residence") is None, "answered once"
    assert lignes(fichier_base, "SELECT ville, residence FROM famille") == [("Les Sablons", "commune")]


@pytest.mark.parametrize("taille", TAILLES)
async def test_une_annee_de_naissance_se_tape_et_se_lit(fichier_base: Path, taille: tuple[int, int]) -> None:
    """Lost otherwise: « 2018 n’est pas une date », and a birthday made up to get past the field."""
    code = installer(fichier_base, LEGER).famille.code
    async with application(fichier_base, taille=taille) as poste:
        await poste.taper(f"{code}<Entrée><Bas><F2>")
        assert poste.nom == "EcranMembre"
        poste.app.screen.saisie("naissance").value = "mars 2018"
        await poste.taper("<Ctrl+S>")
        assert poste.nom == "EcranDossier", poste.ecran
        assert poste.voit("en 2018"), poste.ecran
        await poste.taper("<F2>")
        assert poste.app.screen.saisie("naissance").value == "03/2018"
    assert lignes(fichier_base, "SELECT naissance, naissance_partielle FROM personne WHERE prenom = 'Léa'") == [
        (None, "2018-03")
    ]
