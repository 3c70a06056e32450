"""What stands on a sheet and was not touched blocks nothing and changes in nothing, whatever the rules have become."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from tests.screens.familles_essai import installer, lignes, relire
from tests.screens.outils import application


def ecrire(base: Path, sql: str) -> None:
    """A value of before the rule that refuses it now."""
    with sqlite3.connect(base) as c:
        c.execute(sql)


async def test_un_code_postal_d_avant_ne_bloque_pas_l_adresse(fichier_base: Path) -> None:
    """Lost otherwise: a flat number that cannot be written as long as a Swiss code is not typed again."""
    code = installer(fichier_base).famille.code
    ecrire(fichier_base, "UPDATE famille SET code_postal = '1201', ville = 'Genève'")
    async with application(fichier_base) as poste:
        await poste.taper(f"{code}<Entrée><Bas><Bas><Bas><F2><Bas>Apt 4<Entrée><Entrée><Entrée><Entrée>")
        if poste.nom != "EcranDossier":
            await poste.taper("<Ctrl+S>")
        assert poste.nom == "EcranDossier", poste.ecran
    famille = relire(fichier_base, code).famille
    assert (famille.code_postal, famille.ville, famille.complement) == ("1201", "Genève", "Apt 4")


async def test_des_mots_d_avant_ne_bloquent_pas_la_fiche(fichier_base: Path) -> None:
    """Lost otherwise: a telephone refused for a mobile of before, or a name rewritten by who passed over them."""
    code = installer(fichier_base).famille.code
    ecrire(fichier_base, "UPDATE personne SET nom = 'de la tour', mobile = '12' WHERE id = 1")
    ecrire(fichier_base, "UPDATE lien SET qualite = 'gr' WHERE personne_id = 1")
    async with application(fichier_base) as poste:
        await poste.taper(f"{code}<Entrée><F2>" + "<Entrée>" * 8 + "0140000000<Ctrl+S>")
        assert poste.nom == "EcranDossier", poste.ecran
    assert lignes(
        fichier_base,
        "SELECT nom, mobile, fixe, qualite FROM personne p JOIN lien l ON l.personne_id = p.id WHERE p.id = 1",
    ) == [("de la tour", "12", "0140000000", "gr")]
    assert lignes(fichier_base, "SELECT champ FROM historique_coordonnees") == [("fixe",)]


async def test_une_classe_et_un_regime_d_avant_restent(fichier_base: Path) -> None:
    """Lost otherwise: a child moved to CE1 by passing over « ce »."""
    code = installer(fichier_base).famille.code
    ecrire(fichier_base, "UPDATE scolarite SET classe = 'ce', ecole = 'Mol'")
    async with application(fichier_base) as poste:
        await poste.taper(f"{code}<Entrée><Bas><F2>")
        assert poste.nom == "EcranMembre"
        await poste.taper("<Entrée>" * 6 + "sans porc<Ctrl+S>")
        assert poste.nom == "EcranDossier", poste.ecran
    assert lignes(fichier_base, "SELECT ecole, classe FROM scolarite") == [("Mol", "ce")]
    assert relire(fichier_base, code).enfants[0].regimes == "sans porc"
