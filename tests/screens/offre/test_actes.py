"""Acts on the calendar alone: services on a real base, answers given by hand, no screen."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from guichet.contexte import Contexte
from guichet.regles.offre.annee import annee_de_rentree
from guichet.regles.offre.calendrier import NaturePeriode
from guichet.services.offre import calendrier
from screens.modales.choisir import ModaleConfirmer
from screens.modales.message import ModaleMessage
from screens.offre.actes import Periodes, Reserves
from screens.offre.annee import Annee
from screens.offre.lignes import Entree, du_jour, entrees
from tests.screens.familles_essai import autre_poste
from tests.screens.poste_essai import PosteEssai

PONT = date(2026, 11, 24)


class AnneeEssai:
    """The year as the base holds it, the cursor where a test puts it."""

    def __init__(self, ctx: Contexte, jour: date) -> None:
        self.ctx, self.jour = ctx, jour
        self.relues = 0

    def entrees_du_jour(self) -> list[Entree]:
        debut = annee_de_rentree(self.jour)
        annee = Annee(debut, calendrier.lire(self.ctx, debut))
        return du_jour(entrees(annee, calendrier.periodes(self.ctx, debut), {}, {}), self.jour)

    def activite_id(self, code: str) -> int | None:
        assert not code
        return None

    async def relire(self) -> None:
        self.relues += 1


@pytest.fixture
def ctx(fichier_base: Path) -> Iterator[Contexte]:
    ctx = autre_poste(fichier_base)
    calendrier.ajouter_periode(
        ctx, nature=NaturePeriode.PONT, du=PONT, au=PONT, libelle="pont d’essai", site="", activite_id=None
    )
    yield ctx
    ctx.base.fermer()


async def test_une_periode_ne_se_retire_qu_avec_un_oui(ctx: Contexte) -> None:
    """Lost otherwise: a closed day reopened by one key."""
    annee, poste = AnneeEssai(ctx, PONT), PosteEssai(ctx, None, True)
    periodes = Periodes(poste, annee)
    assert [e.libelle for e in annee.entrees_du_jour()] == ["pont d’essai"]
    await periodes.retirer()
    assert (len(annee.entrees_du_jour()), annee.relues) == (1, 0)
    await periodes.retirer()
    assert (annee.entrees_du_jour(), annee.relues) == ([], 1)
    assert [type(m) for m in poste.demandees] == [ModaleConfirmer, ModaleConfirmer]
    assert [p.split(" :")[0] for p in poste.annonces] == ["Retiré"]


async def test_rien_a_retirer_se_dit(ctx: Contexte) -> None:
    poste = PosteEssai(ctx, None, None)
    await Periodes(poste, AnneeEssai(ctx, date(2026, 11, 17))).retirer()
    await Periodes(poste, AnneeEssai(ctx, date(2026, 11, 11))).retirer()
    assert [type(m) for m in poste.demandees] == [ModaleMessage, ModaleMessage]
    dits = [str(m._texte) for m in poste.demandees]  # type: ignore[attr-defined]
    assert dits[0].startswith("Aucune période")
    assert dits[1].startswith("Un jour férié")


async def test_une_nouvelle_periode_part_du_jour_sous_le_curseur(ctx: Contexte) -> None:
    poste = PosteEssai(ctx)
    await Periodes(poste, AnneeEssai(ctx, PONT)).nouvelle()
    assert poste.allees == [("periode", {"jour": PONT})]


async def test_personne_de_reserve_ne_s_imprime_pas(ctx: Contexte) -> None:
    """Lost otherwise: a blank page of families to call."""
    poste = PosteEssai(ctx)
    reserves = Reserves(poste, AnneeEssai(ctx, PONT))
    await reserves.reserves()
    await reserves.imprimer()
    assert len(poste.annonces) == 2
    assert poste.demandees == []
