"""Dismissed or demoted while the counter is open: told in one sentence, and what was typed is not lost."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from guichet.app import GuichetApp
from guichet.base import Adresse
from guichet.communes import chemin_preset, lire_preset
from guichet.contexte import PERSONNE, Contexte, agent_courant
from guichet.impression import ImprimanteMemoire
from guichet.regles.socle.droits import Role
from guichet.secrets import SecretsMemoire
from guichet.services import familles
from guichet.services.socle import agents, cle_de_base
from guichet.services.socle.initialisation import NouvelAgent, initialiser
from tests.bases import DEPART, Horloge, contexte
from tests.screens.familles_essai import LEGER, lignes
from tests.screens.outils import Poste

MOT = "un mot de passe long"
AGENTS = (
    NouvelAgent("cheffe", "Anne", "Petit", Role.SUPERVISEUR, MOT),
    NouvelAgent("regie", "Denis", "Lacroix", Role.REGISSEUR, MOT),
    NouvelAgent("chef", "Paul", "Roux", Role.ADMINISTRATEUR, MOT),
)


@dataclass
class Ville:
    """A real base, and the superviseur at another counter."""

    fichier: Path
    secrets: SecretsMemoire
    ailleurs: Contexte
    code: str


@pytest.fixture
def ville(tmp_path: Path) -> Ville:
    fichier, secrets = tmp_path / "reelle.db", SecretsMemoire()
    initialiser(
        Adresse(fichier), lire_preset(chemin_preset("clairval")), maintenant=DEPART, agents=AGENTS, secrets=secrets
    ).fermer()
    ailleurs = contexte(Adresse(fichier), Horloge(), secrets).pour(agent_courant("cheffe", "Anne Petit", "superviseur"))
    return Ville(fichier, secrets, ailleurs, familles.creer(ailleurs, LEGER))


@asynccontextmanager
async def guichet_de(ville: Ville, qui: str) -> AsyncIterator[Poste]:
    """The counter where `qui` has just logged in."""
    imprimante = ImprimanteMemoire()
    app = GuichetApp(
        Adresse(ville.fichier), poste="poste 1", horloge=Horloge(), imprimante=imprimante, secrets=ville.secrets
    )
    async with app.run_test(size=(80, 24)) as pilote:
        poste = Poste(app, pilote, imprimante)
        await poste.attendre(lambda: poste.nom == "EcranConnexion")
        await poste.calme()
        await poste.taper(f"{qui}<Entrée>{MOT}<Entrée>")
        yield poste
    ville.ailleurs.base.fermer()


def noms(ville: Ville) -> list[str]:
    return [e for (e,) in lignes(ville.fichier, "SELECT nom FROM personne WHERE prenom = 'Léa'")]


async def saisir(poste: Poste, ville: Ville) -> None:
    """The child's name retyped, not saved."""
    await poste.taper(f"{ville.code}<Entrée><Bas><F2>")
    poste.app.screen.viser(poste.app.screen.saisie("nom"))
    await poste.taper("<Ctrl+U>Légère")


async def test_un_agent_renvoye_est_arrete_et_un_autre_enregistre_ce_qu_il_tapait(ville: Ville) -> None:
    """Lost otherwise: he goes on all day with every right; or the form a family waits for is lost with him."""
    async with guichet_de(ville, "regie") as poste:
        await saisir(poste, ville)
        agents.desactiver(ville.ailleurs, identifiant="regie")
        await poste.taper("<Ctrl+S>")
        assert poste.nom == "ModaleVerrou", poste.ecran
        assert poste.voit("Votre accès a été fermé", "rien n’a été enregistré"), poste.ecran
        await poste.taper(f"{MOT}<Entrée>")
        assert poste.nom == "ModaleVerrou"
        await poste.taper(f"<Haut><Ctrl+U>cheffe<Entrée>{MOT}<Entrée>")
        assert poste.nom == "EcranMembre", poste.ecran
        assert poste.app.screen.saisie("nom").value == "Légère"
        await poste.taper("<Ctrl+S>")
        assert poste.nom == "EcranDossier", poste.ecran
        assert poste.voit("Anne Petit")
    assert noms(ville) == ["Légère"]
    assert lignes(
        ville.fichier, "SELECT agent FROM journal WHERE type = 'membre.modifier' ORDER BY seq DESC LIMIT 1"
    ) == [("cheffe",)]


async def test_un_role_change_se_dit_une_fois_et_la_saisie_reste(ville: Ville) -> None:
    async with guichet_de(ville, "regie") as poste:
        await saisir(poste, ville)
        agents.modifier_role(ville.ailleurs, identifiant="regie", role="agent")
        await poste.taper("<Ctrl+S>")
        assert poste.voit("Refusé", "Votre rôle a changé", "agent désormais"), poste.ecran
        assert noms(ville) == ["Léger"]
        await poste.taper("<Entrée>")
        assert poste.app.screen.saisie("nom").value == "Légère"
        assert poste.voit("Denis Lacroix · agent"), poste.ecran
        await poste.taper("<Ctrl+S>")
        assert poste.nom == "EcranDossier", poste.ecran
    assert noms(ville) == ["Légère"]


async def test_la_cle_remplacee_ailleurs_se_dit_et_la_saisie_reste(ville: Ville) -> None:
    """Lost otherwise: what a family came for, typed at a counter that had not been told of the new key."""
    async with guichet_de(ville, "regie") as poste:
        await saisir(poste, ville)
        neuves = SecretsMemoire()
        ancienne = f"{ville.ailleurs.base_id}:cle-enfance"
        neuves.ecrire(ancienne, ville.secrets.lire(ancienne) or "")
        chef = contexte(Adresse(ville.fichier), Horloge(), neuves).pour(PERSONNE)
        cle_de_base.remplacer(chef, identifiant="chef", mot_de_passe=MOT)
        await poste.taper("<Ctrl+S>")
        assert poste.voit("Refusé", "elle a pu être remplacée", "GUICHET_CLES"), poste.ecran
        assert noms(ville) == ["Léger"]
        await poste.taper("<Entrée>")
        assert poste.app.screen.saisie("nom").value == "Légère"
        ((empreinte,),) = lignes(ville.fichier, "SELECT valeur FROM parametre WHERE cle = 'empreinte_cle_enfance'")
        neuve = f"{ancienne}:{empreinte[:16]}"
        ville.secrets.ecrire(neuve, neuves.lire(neuve) or "")
        await poste.taper("<Ctrl+S>")
        assert poste.nom == "EcranDossier", poste.ecran
        chef.base.fermer()
    assert noms(ville) == ["Légère"]


@pytest.mark.parametrize("touches", ["<Échap>", "<F5>", "<F3>leger"])
async def test_un_ecran_ne_se_lit_plus_sans_acces(ville: Ville, touches: str) -> None:
    async with guichet_de(ville, "regie") as poste:
        await poste.taper(f"{ville.code}<Entrée><Bas><F2>" if touches == "<Échap>" else f"{ville.code}<Entrée>")
        agents.desactiver(ville.ailleurs, identifiant="regie")
        await poste.taper(touches)
        assert poste.nom == "ModaleVerrou", poste.ecran
        assert poste.voit("Votre accès a été fermé"), poste.ecran
        assert not poste.voit("Léger")


async def test_un_ecran_se_lit_avec_les_droits_d_aujourd_hui(ville: Ville) -> None:
    """Promoted, she need not log in again; told once."""
    async with guichet_de(ville, "regie") as poste:
        agents.modifier_role(ville.ailleurs, identifiant="regie", role="superviseur")
        await poste.taper(f"{ville.code}<Entrée>")
        assert poste.nom == "EcranDossier", poste.ecran
        assert poste.voit("superviseur désormais"), poste.ecran
        assert poste.voit("Denis Lacroix · superviseur"), poste.ecran


async def test_qui_deverrouille_est_celui_qui_agit(ville: Ville) -> None:
    """The role given back by the lock was thrown away: a demoted agent found his rights again behind it."""
    async with guichet_de(ville, "regie") as poste:
        await poste.taper("<Ctrl+L>")
        agents.modifier_role(ville.ailleurs, identifiant="regie", role="agent")
        await poste.taper(f"{MOT}<Entrée>")
        assert poste.nom == "EcranRecherche", poste.ecran
        assert poste.voit("Denis Lacroix · agent"), poste.ecran
        await poste.taper(f"<Ctrl+L><Haut><Ctrl+U>cheffe<Entrée>{MOT}<Entrée>")
        assert poste.voit("Anne Petit · superviseur"), poste.ecran
