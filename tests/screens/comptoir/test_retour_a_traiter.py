"""One works through À traiter: each household opened comes back to the list, on the line one stood on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from guichet.contexte import Contexte
from guichet.fiches.socle.saisies import SaisieFamille
from guichet.services.comptoir import taches
from screens.widgets.lignes import ListeLignes
from screens.widgets.page import Page
from tests.screens.familles_essai import LEGER, autre_poste, installer
from tests.screens.outils import Poste, application


@pytest.fixture
def ctx(fichier_base: Path) -> Iterator[Contexte]:
    """Two responsables of the first household, one of another, who forgot their identifiers in turn."""
    installer(fichier_base)
    installer(fichier_base, _autre())
    ctx = autre_poste(fichier_base)
    for famille_id, personne_id in ((1, 1), (2, _premier(ctx, 2))):
        taches.demander_identifiants(ctx, famille_id=famille_id, personne_id=personne_id)
    yield ctx
    ctx.base.fermer()


def _autre() -> SaisieFamille:
    paul = replace(LEGER.membres[0], nom="Moreau", prenom="Paul", mobile="0699999999", courriel="p@x.fr")
    return replace(LEGER, adresse="9 quai Nord", membres=(paul,))


def _premier(ctx: Contexte, famille_id: int) -> int:
    with ctx.lecture() as s:
        ((numero,),) = s.lignes("SELECT min(personne_id) FROM lien WHERE famille_id = :f", {"f": famille_id})
    return int(numero)


def _curseur(poste: Poste) -> int:
    return poste.app.screen.query_one(ListeLignes).curseur


async def test_echap_revient_a_la_liste_sur_la_meme_ligne(ctx: Contexte, fichier_base: Path) -> None:
    """Lost otherwise: thirty families to call, and the list to be found and walked again after each."""
    async with application(fichier_base, taille=(80, 24)) as poste:
        await poste.taper("<Ctrl+E><Bas><Entrée>")
        assert poste.nom == "EcranDossier" and poste.voit("MOREAU")
        alertes = poste.app.screen.query_one("#page", Page).cible
        assert alertes.alertes[0].code == "identifiants_dus", "on what one came for"
        await poste.taper("<Échap>")
        assert (poste.nom, _curseur(poste)) == ("EcranTaches", 1)
        await poste.taper("<Échap>")
        assert poste.nom == "EcranRecherche"


async def test_le_passage_clos_revient_a_la_liste_et_la_recherche_reste_la_sienne(
    ctx: Contexte, fichier_base: Path
) -> None:
    """Lost otherwise: the next one due, two keys away; or a visit begun at the box that ends elsewhere."""
    async with application(fichier_base, taille=(80, 24)) as poste:
        await poste.taper("<Ctrl+E><Bas><Entrée>v<Ctrl+S>")
        assert (poste.nom, _curseur(poste)) == ("EcranTaches", 1)
        await poste.taper("<Entrée><F3>moreau<Entrée>")
        assert poste.nom == "EcranDossier" and poste.voit("MOREAU")
        await poste.taper("<Échap>")
        assert poste.nom == "EcranRecherche", "opened from the search, left for it"
