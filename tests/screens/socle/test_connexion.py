"""Log-in on a real base: who acts is who signed."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from guichet.app import GuichetApp
from guichet.base import Adresse
from guichet.communes import chemin_preset, lire_preset
from guichet.contexte import agent_courant
from guichet.impression import ImprimanteMemoire
from guichet.regles.socle.droits import Role
from guichet.secrets import SecretsMemoire
from guichet.services.socle import agents
from guichet.services.socle.initialisation import NouvelAgent, initialiser
from tests.bases import DEPART, Horloge, contexte
from tests.screens.outils import Poste

MOT = "un mot de passe long"
CHEFFE = NouvelAgent("cheffe", "Anne", "Petit", Role.ADMINISTRATEUR, MOT)


@pytest.fixture
def base_reelle(tmp_path: Path) -> tuple[Path, SecretsMemoire]:
    """A base that is no training one, with one administrator."""
    fichier, secrets = tmp_path / "reelle.db", SecretsMemoire()
    commune = lire_preset(chemin_preset("clairval"))
    initialiser(Adresse(fichier), commune, maintenant=DEPART, agents=(CHEFFE,), secrets=secrets).fermer()
    return fichier, secrets


@asynccontextmanager
async def porte(base: tuple[Path, SecretsMemoire]) -> AsyncIterator[Poste]:
    imprimante = ImprimanteMemoire()
    app = GuichetApp(Adresse(base[0]), poste="poste 1", horloge=Horloge(), imprimante=imprimante, secrets=base[1])
    async with app.run_test(size=(80, 24)) as pilote:
        poste = Poste(app, pilote, imprimante)
        await poste.attendre(lambda: poste.nom == "EcranConnexion")
        await poste.calme()
        yield poste


async def test_le_bon_mot_de_passe_ouvre(base_reelle: tuple[Path, SecretsMemoire]) -> None:
    """Lost otherwise: nobody works this morning."""
    async with porte(base_reelle) as poste:
        await poste.taper(f"cheffe<Entrée>{MOT}<Entrée>")
        assert poste.nom == "EcranRecherche"
        assert poste.voit("Anne Petit · administrateur")
        assert not poste.voit("FORMATION")


async def test_un_mauvais_mot_de_passe_n_ouvre_rien_et_ne_reste_pas(base_reelle: tuple[Path, SecretsMemoire]) -> None:
    """Lost otherwise: an open door, or a password left in the field."""
    async with porte(base_reelle) as poste:
        await poste.taper("cheffe<Entrée>mauvais mot de passe<Entrée>")
        assert poste.nom == "EcranConnexion"
        assert poste.voit("×")
        await poste.taper("<Ctrl+P><F3><Ctrl+L><F1>")
        assert poste.nom == "EcranConnexion"
        assert not poste.app.screen.query_one("#mot-de-passe").value  # type: ignore[attr-defined]


async def test_le_verrou_demande_le_meme_mot_de_passe(base_reelle: tuple[Path, SecretsMemoire]) -> None:
    """Lost otherwise: whoever passes by goes on in her name."""
    async with porte(base_reelle) as poste:
        await poste.taper(f"cheffe<Entrée>{MOT}<Entrée><Ctrl+L>")
        await poste.taper("faux faux faux<Entrée>")
        assert poste.nom == "ModaleVerrou"
        await poste.taper(f"{MOT}<Entrée>")
        assert poste.nom == "EcranRecherche"


async def test_un_mot_de_passe_provisoire_se_change_aussitot(base_reelle: tuple[Path, SecretsMemoire]) -> None:
    """Lost otherwise: a new agent stays at the door, or keeps the password somebody else knows."""
    cheffe = agent_courant("cheffe", "Anne Petit", "administrateur")
    ctx = contexte(Adresse(base_reelle[0]), Horloge(), base_reelle[1]).pour(cheffe)
    acces = agents.creer(ctx, identifiant="nouvelle", prenom="Lina", nom="Roy", role="agent")
    ctx.base.fermer()
    async with porte(base_reelle) as poste:
        await poste.taper(f"nouvelle<Entrée>{acces.mot_de_passe}<Entrée>")
        assert poste.voit("Mot de passe à changer")
        await poste.taper("tout autre chose 2026<Entrée>tout autre chose 2026<Entrée>")
        assert poste.nom == "EcranRecherche"
        assert poste.voit("Lina Roy")
