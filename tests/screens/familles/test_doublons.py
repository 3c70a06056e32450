"""Files that may be one family, from « À traiter »: both side by side, or judged two and gone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from tests.screens.familles_essai import LEGER, installer, lignes
from tests.screens.outils import application


async def test_une_paire_mene_aux_deux_dossiers_ou_se_tranche(fichier_base: Path) -> None:
    """Lost otherwise: doubles met by chance, at the counter, in front of the family."""
    installer(fichier_base, LEGER)
    sophie, *suite = LEGER.membres
    installer(fichier_base, replace(LEGER, membres=(replace(sophie, nom="Legé"), *suite)))
    async with application(fichier_base) as poste:
        await poste.taper("<Ctrl+E>d")
        await poste.attendre(lambda: poste.voit("1 paire"))
        assert poste.voit("20001", "20002", "LÉGER")
        await poste.taper("m")
        assert poste.nom == "EcranFusion"
        await poste.taper("<Échap>")
        await poste.attendre(lambda: poste.voit("1 paire"))
        await poste.taper("n<Échap>n")
        assert poste.voit("ce ne sont pas les")
        await poste.taper("o")
        assert poste.voit("Aucun dossier ne ressemble à un autre")
        await poste.taper("<F5>")
        await poste.attendre(lambda: poste.voit("Aucun dossier ne ressemble à un autre"))
    assert lignes(fichier_base, "SELECT famille_id, autre_id FROM familles_distinctes") == [(1, 2)]
