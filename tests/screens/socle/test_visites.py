"""Visits of ecrans.md, key by key, within their budgets, none lost when typed ahead of the screen."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.screens.familles_essai import installer, lignes
from tests.screens.outils import Poste, application, lire_touches

OUBLI = "{code}<Entrée>gg1<F9><Entrée><Ctrl+S>"
"""Visit 2: code, identity seen, new password shown once and printed, back to the box."""


async def _compte(fichier: Path, code: str) -> None:
    async with application(fichier) as poste:
        await poste.taper(f"{code}<Entrée>gg1<Entrée><Ctrl+S>")


async def _verifier_oubli(poste: Poste, fichier: Path) -> None:
    assert poste.nom == "EcranRecherche"
    assert not poste.app.screen.boite.value  # type: ignore[attr-defined]
    bordereau, recapitulatif = poste.imprimante.editions
    assert bordereau.confidentiel
    assert "FORMATION" in bordereau.texte
    assert not recapitulatif.confidentiel
    assert lignes(fichier, "SELECT emissions, etat FROM compte_portail") == [(2, "emis")]
    assert lignes(fichier, "SELECT DISTINCT etat FROM passage") == [("clos",)]


@pytest.mark.parametrize("taille", [(80, 24), (120, 36)])
async def test_visite_2_mot_de_passe_oublie(fichier_base: Path, taille: tuple[int, int]) -> None:
    """Budget: 15 keys. Lost otherwise: the most frequent visit of the year takes twice the time."""
    code = installer(fichier_base).famille.code
    await _compte(fichier_base, code)
    async with application(fichier_base, taille=taille) as poste:
        await poste.taper(OUBLI.format(code=code))
        assert poste.frappes <= 15, f"{poste.frappes} keys"
        await _verifier_oubli(poste, fichier_base)


async def test_visite_2_tapee_d_avance(fichier_base: Path) -> None:
    """All keys at once, before the base is even open. Lost otherwise: a key lands in the wrong screen."""
    code = installer(fichier_base).famille.code
    await _compte(fichier_base, code)
    async with application(fichier_base) as poste:
        await poste.taper_vite(OUBLI.format(code=code))
        await poste.attendre(lambda: len(poste.imprimante.editions) == 2)
        await poste.calme()
        await _verifier_oubli(poste, fichier_base)


def test_les_touches_comptees_sont_celles_du_texte() -> None:
    """Lost otherwise: a budget met by miscounting."""
    assert len(lire_touches(OUBLI.format(code="20001"))) == 12
