"""What rests on a fact, at the keyboard: shown over the form, chosen by a letter, nothing typed lost meanwhile."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from guichet.fiches.socle.saisies import SaisieMembre
from tests.screens.familles_essai import LEGER, installer, lignes
from tests.screens.outils import application
from tests.screens.reservations.test_inscriptions import reserver

KARIM = SaisieMembre(civilite="M.", nom="Martin", prenom="Karim", autorite_parentale=True)


async def test_un_parent_perd_l_autorite(fichier_base: Path) -> None:
    """Lost otherwise: the account of a parent whom a judge set aside, left open by a form that did not ask."""
    code = installer(fichier_base, replace(LEGER, membres=(LEGER.membres[0], KARIM, LEGER.membres[1]))).famille.code
    async with application(fichier_base) as poste:
        await poste.taper(f"{code}<Entrée>g<Bas>g1<Entrée>o<Échap>")
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


@pytest.mark.parametrize(("touche", "ecole"), [("d", "Victor-Hugo"), ("g", "Molière")])
@pytest.mark.parametrize("taille", [(120, 36), (80, 24)])
async def test_un_enfant_change_d_ecole(fichier_base: Path, taille: tuple[int, int], touche: str, ecole: str) -> None:
    """Lost otherwise: a form that moves a child and leaves the meals at the old school, without a word."""
    code = reserver(fichier_base)
    async with application(fichier_base, taille=taille) as poste:
        await poste.taper(f"{code}<Entrée><Bas><F2>")
        assert poste.nom == "EcranMembre"
        poste.app.screen.saisie("ecole").value = "Victor-Hugo"
        await poste.taper("<Ctrl+S>")
        assert poste.voit("Restauration scolaire, inscription à Molière, 2 réservations")
        assert poste.voit("d  passe à Victor-Hugo : 2 places là-bas", "g  rien ne change", "d déplacer · a annuler · g")
        await poste.taper(touche)
        assert poste.nom == "EcranDossier"
    sql = "SELECT DISTINCT g.ecole FROM reservation r JOIN groupe g ON g.id = r.groupe_id"
    assert lignes(fichier_base, sql) == [(ecole,)]
