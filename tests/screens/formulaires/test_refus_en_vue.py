"""Lost otherwise: a refusal drawn below the edge of a small terminal; Ctrl+S seems to do nothing, and is pressed again."""

from __future__ import annotations

from pathlib import Path

import pytest

from screens.formulaires.formulaire import FormulaireBase
from tests.screens.deux_foyers import separes
from tests.screens.garde.test_garde import rattacher
from tests.screens.outils import application

CHEMINS = {
    "EcranNouvelleFamille": "<F6>",
    "EcranMembre": "{mere}<F2>",
    "EcranDemenagement": "{mere}d",
    "EcranFoyer": "{mere}<Bas><Bas>c<F2>",
    "EcranException": "{mere}<Bas><Bas>c<F6>",
    "EcranPeriode": "<Ctrl+K><F6>",
}
PHRASE = "Ceci est refusé parce qu’il le faut bien, et il faut le dire en une phrase longue comme celle-ci."


@pytest.mark.parametrize("taille", [(40, 10), (50, 12), (80, 24), (120, 36)], ids=str)
@pytest.mark.parametrize("nom", CHEMINS)
async def test_un_refus_se_lit_sous_son_champ(fichier_base: Path, nom: str, taille: tuple[int, int]) -> None:
    foyers = separes(fichier_base)
    rattacher(fichier_base, foyers)
    async with application(fichier_base) as poste:
        await poste.taper(CHEMINS[nom].format(mere=f"{foyers.mere.famille.code}<Entrée>"))
        assert poste.nom == nom
        await poste.retailler(*taille)
        ecran = poste.app.screen
        assert isinstance(ecran, FormulaireBase)
        for saisie in ecran.saisies():
            await ecran.montrer_erreurs({saisie.champ.nom: PHRASE})
            await poste.calme()
            debut = saisie.champ.libelle[: taille[0] // 4]
            assert poste.voit(f"▸ {debut}", "× Ceci est"), f"{saisie.champ.nom}\n{poste.ecran}"
            await ecran.zone.oublier_fautes()
