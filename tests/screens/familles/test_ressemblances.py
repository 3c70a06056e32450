"""Lost otherwise: a hundred keys typed of a family that was known from the second field on."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.screens.familles_essai import installer
from tests.screens.outils import application


@pytest.mark.parametrize("taille", [(80, 24), (120, 36)], ids=str)
@pytest.mark.parametrize("indice", ["0612345678<Entrée>", "<Entrée><Entrée><Entrée>24/05/1986<Entrée>"])
async def test_une_famille_connue_se_dit_des_le_telephone_ou_la_naissance(
    fichier_base: Path, taille: tuple[int, int], indice: str
) -> None:
    code = installer(fichier_base).famille.code
    async with application(fichier_base, taille=taille) as poste:
        await poste.taper("leger<F6>sophie<Entrée>")
        assert not poste.voit("Déjà connue ?"), "a name alone is borne by many"
        await poste.taper(indice)
        assert poste.voit("Déjà connue ?", code, "LÉGER Sophie", "Ctrl+S la montre"), poste.ecran
        await poste.taper("<Ctrl+S>")
        assert poste.nom == "ModaleDoublons"


async def test_qui_ne_ressemble_plus_n_est_plus_dit(fichier_base: Path) -> None:
    """Lost otherwise: a number corrected, and the stranger it led to still beside the form."""
    installer(fichier_base)
    async with application(fichier_base) as poste:
        await poste.taper("zidane<F6>awa<Entrée>0612345678<Entrée>")
        assert poste.voit("Déjà connue ?", "même téléphone")
        await poste.taper("<Haut>0699999999<Entrée>")
        assert not poste.voit("Déjà connue ?")


async def test_un_enfant_connu_ailleurs_se_dit_des_sa_naissance(fichier_base: Path) -> None:
    """Lost otherwise: the child of separated parents, a second time."""
    from dataclasses import replace

    from tests.screens.familles_essai import LEGER

    installer(fichier_base)
    pere = replace(LEGER.membres[0], nom="Moreau", prenom="Paul", mobile="0699999999", courriel="", naissance="")
    ici = installer(fichier_base, replace(LEGER, adresse="9 quai Nord", membres=(pere,)))
    async with application(fichier_base) as poste:
        await poste.taper(f"{ici.famille.code}<Entrée><F6>1<Haut>leger<Entrée>lea<Entrée>12042019<Entrée>")
        assert poste.nom == "EcranMembre"
        assert poste.voit("Déjà connue ?", "LÉGER Léa"), poste.ecran


async def test_une_famille_mal_ecrite_est_montree_avant_d_etre_creee(fichier_base: Path) -> None:
    """Lost otherwise: the search proposed them among « Les plus proches », and F6 made a second file of them."""
    code = installer(fichier_base).famille.code
    async with application(fichier_base) as poste:
        await poste.taper("legere sophi")
        await poste.attendre(lambda: poste.voit("Les plus proches", code))
        await poste.taper("<F6><Ctrl+S>")
        assert poste.nom == "ModaleDoublons", poste.ecran
        assert poste.voit("LÉGER Sophie", "nom et prénom proches")
        await poste.taper("<Échap>")
        assert poste.nom == "EcranNouvelleFamille"
