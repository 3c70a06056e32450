"""A connection that drops frees the workstation on the server: a second counter took it, and the first never knew."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import psycopg
import pytest

from guichet.app import GuichetApp
from guichet.base import Adresse
from guichet.base.poste.postes import tenir
from guichet.erreurs.acces import PosteTenu
from guichet.impression import ImprimanteMemoire
from tests.bases import Horloge, ServeurPostgres, secrets_gabarit
from tests.screens.outils import Poste


@pytest.fixture
def serveur(postgres: ServeurPostgres | str) -> AsyncIterator[Adresse]:
    if isinstance(postgres, str):
        pytest.skip(postgres)
    copie = postgres.copie()
    yield copie
    postgres.jeter(copie)


@asynccontextmanager
async def guichet(adresse: Adresse) -> AsyncIterator[Poste]:
    imprimante = ImprimanteMemoire()
    app = GuichetApp(
        adresse, agent="demo", poste="poste 1", horloge=Horloge(), imprimante=imprimante, secrets=secrets_gabarit()
    )
    async with app.run_test(size=(100, 30)) as pilote:
        poste = Poste(app, pilote, imprimante)
        await poste.attendre(lambda: app.pret)
        await poste.calme()
        yield poste


def couper(adresse: Adresse) -> None:
    """As a network does: the server ends the connection that holds the workstation."""
    with psycopg.connect(adresse.url, autocommit=True) as c:
        ((coupees,),) = c.execute(
            "SELECT count(pg_terminate_backend(pid, 60000)) FROM pg_locks WHERE locktype = 'advisory'"
        ).fetchall()
    assert coupees == 1


async def test_une_connexion_coupee_se_dit_et_le_poste_est_repris(serveur: Adresse) -> None:
    async with guichet(serveur) as poste:
        couper(serveur)
        poste.app._battre()
        await poste.attendre(lambda: poste.voit("La connexion au serveur a été coupée"))
        with pytest.raises(PosteTenu, match="Nadia Benali"):
            tenir(serveur, "poste 1", qui="Claire", depuis=Horloge()())
        poste.app._battre()
        await poste.calme()
        assert poste.nom == "EcranRecherche"


async def test_un_poste_pris_entre_temps_ferme_celui_ci(serveur: Adresse) -> None:
    async with guichet(serveur) as poste:
        couper(serveur)
        voisin = tenir(serveur, "poste 1", qui="Claire (agnes@annexe)", depuis=Horloge()())
        poste.app._battre()
        await poste.attendre(lambda: poste.nom == "ModaleVerrou")
        await poste.calme()
        assert poste.voit("déjà tenu par Claire"), poste.ecran
        voisin.rendre()
