"""What is hardly ever so is asked once; what the town knows is found by any part of its name."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.screens.familles_essai import installer, lignes
from tests.screens.outils import application

ENFANT = "durand<F6>claire<F8><F8>lea<Entrée>"


@pytest.mark.parametrize(
    ("touches", "dit"),
    [
        ("durand<F6>claire2<Ctrl+S>", "Prénom « claire2 » : des chiffres dans un nom"),
        ("durand<F6>claire<Bas><Bas><Bas><Bas>12/04/1920<Ctrl+S>", "cette personne aurait 106 ans"),
        (f"{ENFANT}12042019<Entrée>Sainte-Anne<Ctrl+S>", "« Sainte-Anne » n’est pas une école de la commune"),
        (f"{ENFANT}12042019<Bas><Bas><Bas><Bas>sans sel<Ctrl+S>", "« sans sel » n’est pas un régime"),
    ],
)
async def test_ce_qui_surprend_est_demande_une_fois(fichier_base: Path, touches: str, dit: str) -> None:
    """Lost otherwise: a digit in a name, a century, a school nobody has a list of."""
    async with application(fichier_base, taille=(80, 24)) as poste:
        await poste.taper(touches)
        assert poste.nom == "ModaleConfirmer", poste.ecran
        assert poste.voit("À vérifier", dit), poste.ecran
        await poste.taper("n")
        assert poste.nom == "EcranNouvelleFamille"
        assert lignes(fichier_base, "SELECT count(*) FROM famille") == [(0,)]
        await poste.taper("<Ctrl+S>o")
        assert poste.nom == "EcranDossier", poste.ecran


async def test_un_dessin_dans_un_nom_est_demande(fichier_base: Path) -> None:
    async with application(fichier_base) as poste:
        await poste.taper("durand<F6>")
        await poste.coller("Claire 🦄")
        await poste.taper("<Ctrl+S>")
        assert poste.voit("un dessin dans un nom")


async def test_gmial_se_voit_en_quittant_le_champ(fichier_base: Path) -> None:
    """Lost otherwise: every mail of the portal, sent to nobody."""
    async with application(fichier_base) as poste:
        await poste.taper("durand<F6>claire<Bas><Bas>claire@gmial.com<Entrée>")
        assert [n for n in poste.notes() if n.startswith("! gmail.com ?")]


async def test_une_ecole_se_trouve_par_le_milieu_de_son_nom_et_propose_la_classe(fichier_base: Path) -> None:
    async with application(fichier_base) as poste:
        await poste.taper(f"{ENFANT}12042019<Entrée>hugo<Entrée>")
        assert poste.app.screen.saisie("enfant1.ecole").value == "Victor-Hugo"
        assert poste.voit("Laissé vide : CE1"), poste.ecran
        await poste.taper("<Ctrl+S>")
        assert poste.nom == "EcranDossier", poste.ecran
    assert lignes(fichier_base, "SELECT ecole, classe FROM scolarite") == [("Victor-Hugo", "CE1")]


async def test_f4_ne_prend_que_ce_qu_on_a_choisi(fichier_base: Path) -> None:
    """Lost otherwise: F4 to look, Entrée to leave, and the first school of the list on the child's sheet."""
    async with application(fichier_base) as poste:
        await poste.taper(f"{ENFANT}12042019<Entrée><F4><Entrée>")
        assert poste.nom == "EcranNouvelleFamille"
        assert poste.app.screen.saisie("enfant1.ecole").value == ""
        await poste.taper("<F4><Bas><Entrée>")
        premiere = poste.app.screen.saisie("enfant1.ecole").value
        assert premiere == poste.app.screen.ctx.commune.ecoles[0]


async def test_un_code_postal_qui_n_est_pas_celui_de_la_ville_se_demande(fichier_base: Path) -> None:
    """Lost otherwise: 78998 for 78999, an inhabitant charged as an outsider and bills that come back."""
    code = installer(fichier_base).famille.code
    async with application(fichier_base) as poste:
        await poste.taper(f"{code}<Entrée>d")
        poste.app.screen.saisie("code_postal").value = "78998"
        await poste.taper("<Ctrl+S>")
        assert poste.voit("celui de Clairval-sur-Seine est 78999", "serait tenu pour extérieur"), poste.ecran
        await poste.taper("n")
        assert poste.app.focused is poste.app.screen.saisie("code_postal")
        assert lignes(fichier_base, "SELECT code_postal FROM famille") == [("78999",)]
        await poste.taper("<Ctrl+S>o")
        assert lignes(fichier_base, "SELECT code_postal FROM famille") == [("78998",)]
