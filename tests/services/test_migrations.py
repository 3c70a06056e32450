"""The schema an upgrade builds is the one the models describe, on both engines: else an update breaks a town."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from guichet.base import Adresse
from guichet.base.controle import REVISION, REVISIONS
from guichet.base.engines import creer_moteur
from guichet.migrations.commande import mettre_a_niveau
from models import invariants, metadata
from tests.bases import ServeurPostgres


@pytest.fixture(params=["sqlite", "postgres"])
def vide(request, tmp_path: Path) -> Adresse:
    """An empty base on each engine."""
    if request.param == "sqlite":
        return Adresse(tmp_path / "vide.db")
    s = request.getfixturevalue("postgres")
    if not isinstance(s, ServeurPostgres):
        pytest.skip(s)
    return s.vide()


def inclure(nom: str | None, sorte: str, _parents: object) -> bool:
    """The full-text index is no model."""
    return not (sorte == "table" and nom is not None and nom.startswith("recherche_fts"))


def test_une_base_vide_mise_a_niveau_est_celle_des_modeles(vide: Adresse) -> None:
    mettre_a_niveau(vide)
    mettre_a_niveau(vide)  # nothing to do the second time
    moteur = creer_moteur(vide)
    with moteur.connect() as connexion:
        contexte = MigrationContext.configure(
            connexion, opts={"compare_type": True, "include_name": inclure, "target_metadata": metadata}
        )
        assert compare_metadata(contexte, metadata) == []
        assert contexte.get_current_revision() == REVISION == REVISIONS[-1]
    moteur.dispose()


def test_les_garde_fous_sont_poses(vide: Adresse) -> None:
    mettre_a_niveau(vide)
    moteur = creer_moteur(vide)
    with moteur.connect() as connexion:
        if vide.postgres:
            lus = set(connexion.exec_driver_sql("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal").scalars())
            assert invariants.attendus_postgres() == lus
        else:
            lues = connexion.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").all()
            assert dict(map(tuple, lues)) == invariants.attendus_sqlite()
    moteur.dispose()


def test_chaque_revision_est_connue_du_programme() -> None:
    """Lost otherwise: the program refuses as « newer » the base it has just made."""
    fichiers = sorted((Path(invariants.__file__).parents[1] / "guichet/migrations/versions").glob("[0-9]*.py"))
    assert tuple(f.name[:4] for f in fichiers) == REVISIONS
