"""A version that renames or removes a sealed column reads a base by its former columns, and finds nothing untrue."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from alembic.config import Config
from sqlalchemy import Connection

from guichet.base.controle import REVISION
from guichet.contexte import Contexte
from guichet.migrations import commande
from guichet.registres.offre import modernisation
from models.invariants import scellees as module
from models.invariants.scellees import Scellee, scellees
from tests.bases import Horloge, contexte, sceller
from tests.services.socle.verification.garnie import dit, garnir, sous_main

EXPERIENCE = """
from alembic import op

revision = "9999"
down_revision = "{avant}"


def upgrade():
    connexion = op.get_bind()
    if connexion.dialect.name == "sqlite":
        for (nom,) in connexion.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").all():
            connexion.exec_driver_sql(f"DROP TRIGGER {{nom}}")
    op.execute("ALTER TABLE fusion RENAME COLUMN defaite_par TO annulee_par")
    op.execute("ALTER TABLE tache DROP COLUMN detail")
"""
"""What a version to come may do: a column takes another name, another goes."""


@pytest.fixture
def version_suivante(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Callable[[], None]]:
    """Become the program of that version: its migration, its revision, its sealed columns."""
    ancienne = dict(scellees())
    configuration = commande.configuration

    def suivantes() -> dict[str, Scellee]:
        tache, fusion = ancienne["tache"], ancienne["fusion"]
        renommee = {"defaite_par": "annulee_par"}
        return ancienne | {
            "tache": replace(tache, colonnes=tuple(c for c in tache.colonnes if c[0] != "detail")),
            "fusion": replace(fusion, colonnes=tuple((renommee.get(n, n), f) for n, f in fusion.colonnes)),
        }

    def avec_l_experience(connexion: Connection) -> Config:
        config = configuration(connexion)
        config.set_main_option("version_locations", f"{Path(commande.__file__).parent / 'versions'}:{tmp_path}")
        return config

    def devenir() -> None:
        (tmp_path / "experience.py").write_text(EXPERIENCE.format(avant=REVISION))
        monkeypatch.setattr(commande, "configuration", avec_l_experience)
        monkeypatch.setattr(module, "scellees", suivantes)
        for lieu in ("guichet.base.controle", "guichet.registres.offre.modernisation", "guichet.contexte"):
            monkeypatch.setattr(f"{lieu}.REVISION", "9999")
        monkeypatch.setattr("guichet.base.controle.REVISIONS", (REVISION, "9999"))
        assert modernisation.REVISION == "9999"

    yield devenir


@pytest.fixture
def garnie(ctx: Contexte) -> Contexte:
    """A base with a row in each of the two tables."""
    garnir(ctx)
    assert dit(ctx) == []
    return ctx


def rouvrir(ctx: Contexte) -> Contexte:
    ctx.base.fermer()
    return contexte(ctx.base.adresse, Horloge(), ctx.secrets)


@pytest.mark.parametrize("elle_le_dit", [True, False], ids=["elle dit ses colonnes", "d’avant qu’elle les dise"])
def test_une_colonne_renommee_ou_retiree_ne_rend_rien_faux(
    garnie: Contexte, version_suivante: Callable[[], None], elle_le_dit: bool
) -> None:
    """Lost otherwise: a new version, and every row of the town « modifiée hors de Guichet », for ever."""
    if not elle_le_dit:
        sous_main(garnie.base.adresse, "DELETE FROM sceau WHERE cle = 'colonnes'")
    version_suivante()
    ctx = rouvrir(garnie)
    assert dit(ctx) == []
    with ctx.lecture() as s:
        ((contenu,),) = s.lignes("SELECT contenu FROM journal WHERE type = 'base.moderniser'")
        assert s.une("SELECT count(*) FROM fusion WHERE annulee_par = ''") == (1,)
    assert "hors_de_guichet" not in json.loads(contenu)
    with ctx.ecriture() as s:
        s.ordre("UPDATE fusion SET annulee_par = 'demo'")
        sceller(s, ctx, "essai")
    assert dit(ctx) == [], "sealed under its new name, by those who write now"
    ctx.base.fermer()


def test_ce_qui_avait_ete_change_avant_se_voit_encore(garnie: Contexte, version_suivante: Callable[[], None]) -> None:
    """Lost otherwise: raise a role, or change the very column that goes, wait for the next version: sealed as true."""
    sous_main(
        garnie.base.adresse,
        "UPDATE tache SET detail = 'autre'",
        "UPDATE fusion SET defaite_par = 'demo'",
        "UPDATE agent SET role = 'superviseur' WHERE identifiant = 'accueil'",
    )
    version_suivante()
    ctx = rouvrir(garnie)
    (marque,) = dit(ctx)
    assert "base.moderniser" in marque
    with ctx.lecture() as s:
        ((contenu,),) = s.lignes("SELECT contenu FROM journal WHERE type = 'base.moderniser'")
    for quoi in ("tache », la ligne 1", "fusion », la ligne 1", "agent », la ligne 2"):
        assert f"Dans « {quoi} a été modifiée" in json.loads(contenu)["hors_de_guichet"]
    with ctx.ecriture() as s:
        sceller(s, ctx, "essai")
    assert dit(ctx) == [marque], "nor by what is written next"
    ctx.base.fermer()


def test_des_colonnes_dites_sans_la_cle_ne_comptent_pas(garnie: Contexte, version_suivante: Callable[[], None]) -> None:
    """Lost otherwise: whoever writes the base says which columns are to be looked at."""
    mensonge = json.dumps({"texte": json.dumps({"agent": [["id"], ["id"]]}), "mac": "0" * 64})
    blob = "convert_to('{}', 'UTF8')" if garnie.base.postgres else "CAST('{}' AS BLOB)"
    sous_main(
        garnie.base.adresse,
        "UPDATE agent SET role = 'superviseur' WHERE identifiant = 'accueil'",
        f"UPDATE sceau SET valeur = {blob.format(mensonge)} WHERE cle = 'colonnes'",
    )
    version_suivante()
    ctx = rouvrir(garnie)
    (marque,) = dit(ctx)
    assert "base.moderniser" in marque
    ctx.base.fermer()
