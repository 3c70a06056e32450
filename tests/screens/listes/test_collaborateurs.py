"""What acts on a list alone: where to look, what it gives to take away, the ranks; answers given by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from guichet.contexte import Contexte
from guichet.erreurs import SaisieInvalide
from guichet.fiches.listes.effectifs import Liste
from screens.listes import attente, presences
from screens.listes.ou_regarder import OuRegarder
from screens.listes.papiers import Papiers
from screens.listes.rangs import Rangs
from screens.listes.vue import Contenu, Vue
from tests.screens.familles_essai import autre_poste
from tests.screens.poste_essai import PosteEssai

LUNDI = date(2026, 11, 16)


class ListeEssai:
    """A list with nobody on it."""

    def __init__(self, ctx: Contexte, liste: Liste = Liste.PRESENCES) -> None:
        self.vue = Vue(LUNDI, liste)
        lire = attente.lire if liste is Liste.ATTENTE else presences.lire
        self.contenu: Contenu = lire(ctx, self.vue)
        self.relues = 0

    async def regarder(self, vue: Vue) -> None:
        self.vue = vue

    async def relire(self) -> None:
        self.relues += 1


@pytest.fixture
def ctx(fichier_base: Path) -> Iterator[Contexte]:
    ctx = autre_poste(fichier_base)
    yield ctx
    ctx.base.fermer()


@pytest.mark.parametrize(("tape", "jour"), [("", LUNDI), ("24/11", date(2026, 11, 24)), ("2 déc.", date(2026, 12, 2))])
async def test_une_date_se_tape_comme_partout(ctx: Contexte, tape: str, jour: date) -> None:
    """Lost otherwise: a canteen counted for another day than the one asked for."""
    liste = ListeEssai(ctx)
    await OuRegarder(PosteEssai(ctx, (tape,)), liste).a_la_date()
    assert liste.vue.jour == jour


async def test_renoncer_garde_la_vue(ctx: Contexte) -> None:
    liste = ListeEssai(ctx)
    ou = OuRegarder(PosteEssai(ctx, None, None, ""), liste)
    avant = liste.vue
    await ou.a_la_date()
    await ou.site()
    assert liste.vue is avant
    await ou.site()
    assert liste.vue.site == ""


async def test_une_liste_vide_ne_sort_pas(ctx: Contexte) -> None:
    """Lost otherwise: a blank poster on the wall, or an empty file sent to the kitchen."""
    liste, poste = ListeEssai(ctx), PosteEssai(ctx)
    papiers = Papiers(poste, liste)
    await papiers.imprimer()
    await papiers.exporter()
    assert len(poste.annonces) == 2
    assert all("rien à sortir" in phrase for phrase in poste.annonces)
    assert poste.demandees == []


async def test_sans_demande_sous_le_curseur_rien_ne_change_de_rang(ctx: Contexte) -> None:
    liste, poste = ListeEssai(ctx, Liste.ATTENTE), PosteEssai(ctx)
    rangs = Rangs(poste, liste)
    await rangs.changer_le_rang(None)
    await rangs.offrir()
    assert [p.split()[0] for p in poste.annonces] == ["Placez", "Aucune"]
    assert (poste.demandees, liste.relues) == ([], 0)


@pytest.mark.parametrize("tape", ["n’importe quoi", "32/11"])
async def test_une_date_illisible_se_refuse_pendant_qu_on_tape(ctx: Contexte, tape: str) -> None:
    with pytest.raises(SaisieInvalide):
        await OuRegarder(PosteEssai(ctx, (tape,)), ListeEssai(ctx)).a_la_date()
