"""Entrée on a line of the dossier does what the line is about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from guichet.contexte import Contexte
from guichet.fiches.comptoir.taches import Alerte
from guichet.fiches.dossier.dossier import Dossier
from guichet.registres.reservations import attente as registre
from guichet.regles.dossier.gestes import GESTES
from guichet.services.dossier import dossiers
from screens.dossier.actes import ActesDossier
from screens.dossier.cibles import Adresse, Alertes, Portail, Semaines
from screens.dossier.entree import EntreeDossier
from screens.modales.alertes import ModaleAlertes
from screens.modales.choisir import ModaleChoisir
from tests.screens.familles_essai import autre_poste, installer, lignes
from tests.screens.outils import application
from tests.screens.poste_essai import PosteEssai
from tests.services.annee_scolaire import ouvrir_ville
from tests.services.dossier.test_quinzaine import LUNDI, noter


class Tenu:
    """A household and what Entrée does on it."""

    def __init__(self, ctx: Contexte, dossier: Dossier, *reponses: object) -> None:
        self.poste = PosteEssai(ctx, *reponses)
        self.dossier = dossier
        actes = ActesDossier(self.poste, lambda: self.dossier, self.relire)
        self.entree = EntreeDossier(self.poste, actes, lambda: self.dossier, self.relire)

    async def relire(self) -> None:
        self.dossier = dossiers.lire(self.poste.ctx, self.dossier.famille.famille_id)

    async def sur(self, *codes: str, objet: int = 0) -> None:
        """Entrée on a line that holds these alerts."""
        alertes = tuple(Alerte(code=c, niveau="info", texte=c, objet=objet) for c in codes)
        await self.entree.entrer(Alertes(alertes))


@pytest.fixture
def ctx(fichier_base: Path) -> Iterator[Contexte]:
    installer(fichier_base)
    ctx = autre_poste(fichier_base)
    yield ctx
    ctx.base.fermer()


async def test_chaque_ligne_mene_ou_elle_dit(ctx: Contexte) -> None:
    """Lost otherwise: a line one stands on, and a letter to remember for what it plainly asks."""
    tenu = Tenu(ctx, dossiers.lire(ctx, 1))
    [parent], [enfant] = tenu.dossier.responsables, tenu.dossier.enfants
    for cible in (parent, Adresse(), Semaines(enfant.personne_id), Semaines(), Portail(parent.personne_id), None):
        await tenu.entree.entrer(cible)
    assert [(nom, {c: v for c, v in d.items() if c != "famille_id"}) for nom, d in tenu.poste.allees] == [
        ("membre", {"lien_id": parent.lien_id}),
        ("adresse", {}),
        ("reservations", {"personne_id": enfant.personne_id}),
        ("reservations", {"personne_id": None}),
        ("identifiants", {}),
    ]


async def test_chaque_alerte_mene_a_ce_qui_la_leve(ctx: Contexte) -> None:
    """Lost otherwise: an alert that says what to do, two screens away from where it is done."""
    tenu = Tenu(ctx, dossiers.lire(ctx, 1), None)
    [parent], [enfant] = tenu.dossier.responsables, tenu.dossier.enfants
    menees = {
        "identifiants_dus": ("identifiants", {}),
        "en_attente": ("reservations", {"personne_id": enfant.personne_id, "jour": None}),
        "residence_inconnue": ("adresse", {}),
        "sans_ecole": ("membre", {"lien_id": enfant.lien_id}),
        "garde_alternee": ("foyer", {"lien_id": enfant.lien_id}),
    }
    for code, (nom, donnees) in menees.items():
        await tenu.sur(code, objet=enfant.personne_id)
        assert tenu.poste.allees[-1] == (nom, {"famille_id": 1, **donnees}), code
    await tenu.sur("sans_courriel", objet=parent.personne_id)
    assert tenu.poste.allees[-1] == ("membre", {"famille_id": 1, "lien_id": parent.lien_id})
    await tenu.sur("pieces_manquantes", objet=enfant.personne_id)
    assert tenu.poste.allees[-1][0] == "inscriptions"
    await tenu.sur("sans_responsable")
    assert isinstance(tenu.poste.demandees[-1], ModaleChoisir), "F6: who joins"


async def test_de_plusieurs_alertes_on_choisit_et_de_celle_sans_geste_on_lit_pourquoi(ctx: Contexte) -> None:
    """Lost otherwise: the alert done that was not meant, or a key that does nothing."""
    d = dossiers.lire(ctx, 1)
    deux = [Alerte(code=c, niveau="info", texte=c) for c in ("residence_inconnue", "sans_compte")]
    tenu = Tenu(ctx, replace(d, alertes=tuple(deux)), deux[1], None, None)
    await tenu.entree.entrer(Alertes(tuple(deux)))
    assert tenu.poste.allees == [("identifiants", {"famille_id": 1})]
    await tenu.entree.entrer(Alertes(tuple(deux)))
    assert len(tenu.poste.allees) == 1, "renounced"
    await tenu.sur("qf_absent")
    tenu.poste.reponses.extend((Alerte(code="qf_absent", niveau="info", texte="QF"), None))
    await tenu.sur("qf_absent", "sans_compte")
    assert len(tenu.poste.allees) == 1, "the one that leads nowhere is not passed over for the other"
    assert [type(m) for m in tenu.poste.demandees] == [ModaleChoisir] * 2 + [
        ModaleAlertes,
        ModaleChoisir,
        ModaleAlertes,
    ]
    assert "qf_absent" not in GESTES


@pytest.mark.parametrize(("touche", "etat"), [("1", "reservee"), ("2", "annulee")])
async def test_la_famille_assise_la_repond_pour_sa_place(fichier_base: Path, touche: str, etat: str) -> None:
    """Lost otherwise: the answer sent to another screen, and the family that was there called the next day."""
    ctx = autre_poste(fichier_base)
    v = ouvrir_ville(ctx, capacite=1)
    noter(ctx, v, v.lea, LUNDI + timedelta(days=10), "en_attente")
    with ctx.ecriture() as s:
        registre.offrir(s, ctx.acte(), v.groupes["can"], v.unites["repas"], LUNDI + timedelta(days=10))
    code = dossiers.lire(ctx, v.famille_id).famille.code
    ctx.base.fermer()
    async with application(fichier_base) as poste:
        await poste.taper(f"{code}<Entrée>")
        assert poste.voit("place proposée")
        await poste.taper("<Haut><Haut><Haut><Entrée>")
        if poste.nom == "ModaleChoisir" and poste.voit("Que faire ?"):
            await poste.taper("1")
        assert poste.voit("Place libérée", "la famille prend la place", "Repas du jeu. 26 nov.")
        await poste.taper(touche)
        assert not poste.voit("place proposée"), "answered, it is asked no more"
    assert lignes(fichier_base, "SELECT etat FROM reservation") == [(etat,)]


async def test_le_pied_dit_ce_qui_sert_sur_la_ligne(fichier_base: Path) -> None:
    """Lost otherwise: keys that do nothing here, and those that would, to be found in F1."""
    code = installer(fichier_base).famille.code
    async with application(fichier_base, taille=(120, 36)) as poste:
        await poste.taper(f"{code}<Entrée>")
        vus = {}
        for _ in range(9):
            pied = poste.ecran.splitlines()[-1]
            vus[type(poste.app.screen.page.cible).__name__] = {
                mot
                for mot in ("Entrée ouvrir", "F2 modifier", "Suppr retirer", "c garde", "d déménagement")
                if mot in pied
            }
            await poste.taper("<Bas>")
    assert vus == {
        "Membre": {"F2 modifier", "Suppr retirer", "c garde"},
        "Semaines": {"Entrée ouvrir"},
        "Adresse": {"F2 modifier", "d déménagement"},
        **({"Portail": {"Entrée ouvrir"}} if "Portail" in vus else {}),
    }
