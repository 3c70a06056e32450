"""What rests on a fact, at the keyboard: shown over the form, chosen by a letter, nothing typed lost meanwhile."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from guichet.fiches.socle.saisies import SaisieMembre
from tests.screens.familles_essai import LEGER, installer, lignes
from tests.screens.outils import application

KARIM = SaisieMembre(civilite="M.", nom="Martin", prenom="Karim", autorite_parentale=True)


async def test_un_parent_perd_l_autorite(fichier_base: Path) -> None:
    """Lost otherwise: the account of a parent whom a judge set aside, left open by a form that did not ask."""
    code = installer(fichier_base, replace(LEGER, membres=(LEGER.membres[0], KARIM, LEGER.membres[1]))).famille.code
    async with application(fichier_base) as poste:
        await poste.taper(f"{code}<Entrée>g<Bas>g1<Entrée><Échap>")
        await poste.taper("<Bas><F2>")
        assert poste.nom == "EcranMembre"
        poste.app.screen.saisie("autorite_parentale").value = "non"
        await poste.taper("<Ctrl+S>")
        assert poste.voit("Son compte du portail", "a  il est suspendu", "g  il reste ouvert")
        # Neither Entrée nor a letter that is not shown chooses.
        await poste.taper("<Entrée>o<Échap>")
        assert poste.nom == "EcranMembre"
        assert poste.app.screen.saisie("autorite_parentale").value == "non"
        assert lignes(fichier_base, "SELECT autorite_parentale FROM lien ORDER BY id") == [(0,), (1,), (0,)]
        await poste.taper("<Ctrl+S>a")
        assert poste.nom == "EcranDossier"
        assert lignes(fichier_base, "SELECT etat FROM compte_portail") == [("suspendu",)]
        assert lignes(fichier_base, "SELECT autorite_parentale FROM lien ORDER BY id") == [(0,), (0,), (0,)]
