"""Acts of the dossier alone: services on a real base, answers given by hand, no screen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from guichet.contexte import Contexte
from guichet.fiches.dossier.dossier import Dossier
from guichet.services.comptoir import passages
from guichet.services.dossier import dossiers
from screens.dossier.actes import ActesDossier
from screens.dossier.cibles import Adresse
from screens.modales.alertes import ModaleAlertes
from screens.modales.choisir import ModaleChoisir
from screens.modales.message import ModaleMessage
from screens.modales.repose import Decision, ModaleRepose
from tests.screens.familles_essai import autre_poste, installer
from tests.screens.poste_essai import PosteEssai


class Tenu:
    """A household and what acts on it."""

    def __init__(self, ctx: Contexte, dossier: Dossier, *reponses: object) -> None:
        self.poste = PosteEssai(ctx, *reponses)
        self.dossier = dossier
        self.actes = ActesDossier(self.poste, lambda: self.dossier, self.relire)

    async def relire(self) -> None:
        self.dossier = dossiers.lire(self.poste.ctx, self.dossier.famille.famille_id)


@pytest.fixture
def ctx(fichier_base: Path) -> Iterator[Contexte]:
    installer(fichier_base)
    ctx = autre_poste(fichier_base)
    yield ctx
    ctx.base.fermer()


def lire(ctx: Contexte) -> Dossier:
    return dossiers.lire(ctx, passages.ouvrir(ctx, famille_id=1).famille_id)


async def test_chaque_ligne_mene_a_sa_fiche(ctx: Contexte) -> None:
    """Lost otherwise: F2 that opens the sheet of somebody else, or none."""
    tenu = Tenu(ctx, lire(ctx))
    enfant = tenu.dossier.enfants[0]
    for cible in (enfant, Adresse(), None):
        await tenu.actes.modifier(cible)
    await tenu.actes.foyer(enfant)
    await tenu.actes.foyer(replace(enfant, autre_foyer="20422"))
    await tenu.actes.foyer(tenu.dossier.responsables[0])
    assert tenu.poste.allees == [
        ("membre", {"famille_id": 1, "lien_id": enfant.lien_id}),
        ("adresse", {"famille_id": 1}),
        ("foyer", {"famille_id": 1, "lien_id": enfant.lien_id}),
        ("garde", {"famille_id": 1, "lien_id": enfant.lien_id}),
    ]
    assert tenu.poste.annonces == ["Placez d’abord le curseur sur un enfant."]


async def test_ajouter_demande_qui_arrive(ctx: Contexte) -> None:
    tenu = Tenu(ctx, lire(ctx), "enfant", None)
    await tenu.actes.ajouter()
    await tenu.actes.ajouter()
    assert tenu.poste.allees == [("membre", {"famille_id": 1, "role": "enfant"})]


async def test_qui_a_ete_retire_revient_depuis_f6(ctx: Contexte) -> None:
    """Lost otherwise: a child removed by mistake, typed again from memory, without school nor past."""
    tenu = Tenu(
        ctx, lire(ctx), None, "demenagement", Decision(()), "retour", None, "retour", "2", False, "retour", "2", True
    )
    await tenu.actes.ajouter()
    assert "retour" not in [c.valeur for c in tenu.poste.demandees[0]._choix]
    [enfant] = tenu.dossier.enfants
    with ctx.ecriture() as s:
        s.ordre("UPDATE lien SET du = '2026-09-01' WHERE id = :id", {"id": enfant.lien_id})
    tenu.dossier = lire(ctx)
    [enfant] = tenu.dossier.enfants
    assert enfant.personne_id == 2
    await tenu.actes.retirer(enfant)
    assert tenu.dossier.enfants == ()
    for _ in range(2):
        await tenu.actes.ajouter()
        assert tenu.dossier.enfants == ()
    await tenu.actes.ajouter()
    [revenu] = tenu.dossier.enfants
    assert (revenu.personne_id, revenu.ecole, revenu.lien_id) == (2, enfant.ecole, enfant.lien_id)


async def test_l_envoi_des_factures_bascule_et_se_relit(ctx: Contexte) -> None:
    """Lost otherwise: a family that goes on receiving paper, shown as electronic."""
    tenu = Tenu(ctx, lire(ctx))
    assert tenu.dossier.famille.envoi_factures == "papier"
    await tenu.actes.envoi_factures()
    assert tenu.dossier.famille.envoi_factures == "electronique"
    await tenu.actes.envoi_factures()
    assert tenu.dossier.famille.envoi_factures == "papier"


async def test_qui_est_ici_se_note_sur_le_passage(ctx: Contexte) -> None:
    """Lost otherwise: a secret given by telephone."""
    tenu = Tenu(ctx, lire(ctx), "telephone", str(lire(ctx).responsables[0].personne_id))
    await tenu.actes.ici()
    assert tenu.dossier.passage is not None
    assert (tenu.dossier.passage.presence, tenu.dossier.passage.personne_id) == ("telephone", None)
    await tenu.actes.ici()
    assert tenu.dossier.passage is not None
    assert tenu.dossier.passage.presence == "sur_place"
    assert tenu.dossier.passage.personne_id == tenu.dossier.responsables[0].personne_id


async def test_retirer_ne_fait_rien_sans_un_oui(ctx: Contexte) -> None:
    """Lost otherwise: a child taken out of a household by one key."""
    tenu = Tenu(ctx, lire(ctx), None, "demenagement", None, "demenagement", Decision(()))
    [enfant] = tenu.dossier.enfants
    await tenu.actes.retirer(enfant)
    await tenu.actes.retirer(enfant)
    assert tenu.dossier.enfants == (enfant,)
    await tenu.actes.retirer(enfant)
    assert tenu.dossier.enfants == ()
    assert [type(m) for m in tenu.poste.demandees] == [ModaleChoisir, *2 * (ModaleChoisir, ModaleRepose)]


async def test_un_deces_se_dit_avec_tact(ctx: Contexte) -> None:
    """Lost otherwise: « Retirer Léa … retirer · garder », read by an agent in front of her parents."""
    tenu = Tenu(ctx, lire(ctx), "deces", Decision(()))
    [enfant] = tenu.dossier.enfants
    await tenu.actes.retirer(enfant)
    modale = tenu.poste.demandees[-1]
    assert isinstance(modale, ModaleRepose)
    assert modale._titre == "Décès"
    assert modale._question.startswith(f"Enregistrer le décès de {enfant.prenom}")
    assert "Rien n’est dû pour les jours à venir" in modale._question
    assert tenu.dossier.enfants == ()


async def test_expliquer_montre_les_alertes_ou_dit_qu_il_n_y_en_a_pas(ctx: Contexte) -> None:
    tenu = Tenu(ctx, lire(ctx), None, None)
    assert tenu.dossier.alertes
    await tenu.actes.expliquer()
    tenu.dossier = replace(tenu.dossier, alertes=())
    await tenu.actes.expliquer()
    assert [type(m) for m in tenu.poste.demandees] == [ModaleAlertes, ModaleMessage]
