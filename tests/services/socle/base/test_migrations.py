"""The schema an upgrade builds is the one the models describe, on both engines: else an update breaks a town."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import Connection

from guichet.base import Adresse
from guichet.base.controle import REVISION, REVISIONS
from guichet.base.engines import creer_moteur
from guichet.erreurs.base import CleDeBaseAbsente, DisquePlein
from guichet.migrations.commande import mettre_a_niveau
from guichet.registres.recherche import index_recherche
from guichet.registres.socle.controles import garde_fous
from guichet.secrets import SecretsMemoire
from guichet.services.comptoir import passages
from guichet.services.recherche import boite
from guichet.services.socle import sessions
from guichet.services.socle.verification import verifier_base
from models import invariants, metadata
from tests.bases import Horloge, ServeurPostgres, contexte
from tests.services.annee_scolaire import ouvrir_ville
from tests.services.foyer_simple import foyer

DECLENCHEURS = (
    "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger' AND tbl_name IN ('reservation', 'inscription')"
)
DECLENCHEURS_POSTGRES = (
    "SELECT tgname, tgrelid::regclass FROM pg_trigger WHERE NOT tgisinternal "
    "AND tgrelid IN ('reservation'::regclass, 'inscription'::regclass)"
)


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


def test_un_garde_fou_ne_change_pas_sans_revision() -> None:
    """Lost otherwise: a trigger reworded, and « guichet verifier » accuses every base in service of having been
    rewritten: only a migration recreates them. A new revision brings its own line here."""
    textes = "\n".join(f"{nom} {sql}" for nom, sql in sorted(invariants.attendus_sqlite().items()))
    assert {REVISION: hashlib.sha256(textes.encode()).hexdigest()[:16]} == {"0018": "72c25967d94a5bd4"}


def test_chaque_revision_est_connue_du_programme() -> None:
    """Lost otherwise: the program refuses as « newer » the base it has just made."""
    fichiers = sorted((Path(invariants.__file__).parents[2] / "guichet/migrations/versions").glob("[0-9]*.py"))
    assert tuple(f.name[:4] for f in fichiers) == REVISIONS


NOUVELLES_COLONNES = {"lien": "motif", "famille": "fusionnee_dans", "personne": "fusionnee_dans"}


def sans_compte(connexion: Connection) -> None:
    """Sessions as they were before 0006: whoever held the token was logged in."""
    for colonne in ("compte", "terminal"):
        connexion.exec_driver_sql(f"ALTER TABLE session_agent DROP COLUMN {colonne}")


def sans_terminal(connexion: Connection) -> None:
    """Visits as they were before 0005: held by a workstation, whose name two terminals of one account shared."""
    connexion.exec_driver_sql("DROP INDEX ux_passage_terminal")
    connexion.exec_driver_sql("ALTER TABLE passage DROP COLUMN terminal")
    connexion.exec_driver_sql("CREATE UNIQUE INDEX ux_passage_poste ON passage (poste) WHERE etat = 'ouvert'")


def sans_faits(connexion: Connection) -> None:
    """Files of people and households as they were before 0009, no seal, births known in part before 0012."""
    connexion.exec_driver_sql("DROP TABLE sceau")
    connexion.exec_driver_sql("DROP TABLE fusion")
    connexion.exec_driver_sql("DROP TABLE familles_distinctes")
    connexion.exec_driver_sql("ALTER TABLE groupe DROP COLUMN classes")
    if connexion.dialect.name == "postgresql":
        connexion.exec_driver_sql("ALTER TABLE personne DROP COLUMN naissance_partielle")
        for table, colonne in NOUVELLES_COLONNES.items():
            connexion.exec_driver_sql(f"ALTER TABLE {table} DROP COLUMN {colonne}")
        return
    # SQLite reads every trigger again when a table changes its name.
    for (nom,) in connexion.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").all():
        connexion.exec_driver_sql(f"DROP TRIGGER {nom}")
    connexion.exec_driver_sql("ALTER TABLE lien DROP COLUMN motif")
    connexion.exec_driver_sql("ALTER TABLE personne DROP COLUMN naissance_partielle")
    for table in ("famille", "personne"):
        connexion.exec_driver_sql(f"DROP INDEX ix_{table}_fusionnee")
        with Operations(MigrationContext.configure(connexion)).batch_alter_table(table) as lot:
            lot.drop_column(NOUVELLES_COLONNES[table])


def reculer(adresse: Adresse) -> None:
    """Make the base one that the first version left: its tables and its data, none of the later ones."""
    moteur = creer_moteur(adresse, cles_etrangeres=False)
    nouvelles = (
        "garde_exception",
        "garde_vacances",
        "piece_vue",
        "reservation",
        "inscription",
        "quota_age",
        "ouverture",
        "unite",
        "regle_activite",
        "groupe",
    )
    with moteur.begin() as connexion:
        sans_faits(connexion)
        sans_compte(connexion)
        sans_terminal(connexion)
        connexion.exec_driver_sql("DROP INDEX ux_tache_proposition")
        if adresse.postgres:
            connexion.exec_driver_sql("ALTER TABLE tache DROP COLUMN reservation_id")
        else:
            with Operations(MigrationContext.configure(connexion)).batch_alter_table("tache") as tache:
                tache.drop_column("reservation_id")
        for table in (*nouvelles, "periode_calendrier", "activite"):
            connexion.exec_driver_sql(f"DROP TABLE {table}")
        connexion.exec_driver_sql("UPDATE alembic_version SET version_num = '0001'")
    moteur.dispose()


def test_une_base_ancienne_est_copiee_puis_mise_a_niveau(adresse: Adresse) -> None:
    """Lost otherwise: the town that updates the program finds its own base refused, or loses it half-way."""
    reculer(adresse)
    ctx = contexte(adresse, Horloge())
    with ctx.lecture() as s:
        assert s.une("SELECT version_num FROM alembic_version") == (REVISION,)
        assert s.une("SELECT count(*) FROM agent") == (3,)
        vacances = s.une("SELECT libelle FROM periode_calendrier WHERE du <= '2026-12-25' AND au >= '2026-12-25'")
        assert vacances == ("vacances de Noël",)
        assert garde_fous(s)[1] == []
        ((fin, dernier),) = s.lignes("SELECT seq, type FROM journal ORDER BY seq DESC LIMIT 1")
    assert dernier == "base.moderniser"
    # The witness saw it: a copy of before, put back that evening, is found out.
    assert ctx.base.temoin.read_text().splitlines()[-1].startswith(f"{fin} ")
    assert "mise au format" in ctx.avis
    if adresse.fichier is not None:
        copie = adresse.fichier.with_name("guichet.db.schema-0001.2026-11-16-140700.copie")
        assert copie.name in ctx.avis
        with closing(sqlite3.connect(copie)) as c:
            assert c.execute("SELECT version_num FROM alembic_version").fetchone() == ("0001",)
    ctx.base.fermer()
    assert contexte(adresse, Horloge()).avis == ""


def test_une_base_ancienne_est_scellee_telle_qu_elle_est_et_jamais_sans_cle(adresse: Adresse) -> None:
    """Lost otherwise: `verifier` accuses every base of before the seals; or says yes of one that has none."""
    reculer(adresse)
    with pytest.raises(CleDeBaseAbsente):
        contexte(adresse, Horloge(), SecretsMemoire())
    ctx = contexte(adresse, Horloge())
    with ctx.lecture() as s:
        ((contenu,),) = s.lignes("SELECT contenu FROM journal WHERE type = 'base.moderniser'")
        ((scellees,),) = s.lignes("SELECT count(*) FROM sceau WHERE objet NOT IN ('', 'structure')")
    assert json.loads(contenu)["scellees"] == scellees > 5
    assert verifier_base(ctx.base).anomalies == ()
    ctx.base.fermer()


def test_un_enfant_inscrit_avant_les_pieces_reste_complet(adresse: Adresse) -> None:
    """Lost otherwise: on the day of the update every child becomes incomplete, and takes no place any more."""
    ctx = contexte(adresse, Horloge())
    ville = ouvrir_ville(ctx)
    ctx.base.fermer()
    moteur = creer_moteur(adresse, cles_etrangeres=False)
    with moteur.begin() as connexion:
        # The triggers of then did not know the column.
        for nom, table in connexion.exec_driver_sql(DECLENCHEURS_POSTGRES if adresse.postgres else DECLENCHEURS).all():
            connexion.exec_driver_sql(f"DROP TRIGGER {nom} ON {table}" if adresse.postgres else f"DROP TRIGGER {nom}")
        sans_faits(connexion)
        sans_compte(connexion)
        sans_terminal(connexion)
        connexion.exec_driver_sql("DROP TABLE piece_vue")
        connexion.exec_driver_sql("ALTER TABLE reservation DROP COLUMN complete_le")
        connexion.exec_driver_sql("UPDATE inscription SET complete_le = NULL")
        connexion.exec_driver_sql("UPDATE alembic_version SET version_num = '0003'")
    moteur.dispose()
    ctx = contexte(adresse, Horloge())
    with ctx.lecture() as s:
        lues = s.lignes("SELECT complete_le = demandee_le FROM inscription WHERE personne_id = :p", {"p": ville.lea})
    assert lues
    assert all(complete for (complete,) in lues)


def test_un_passage_reste_ouvert_est_mis_de_cote_et_une_session_sans_terminal_se_ferme(adresse: Adresse) -> None:
    """Lost otherwise: a visit no terminal holds, that nobody can end; or a token that serves wherever it was copied."""
    ctx = contexte(adresse, Horloge())
    famille_id, _ = foyer(ctx)
    ouvert = passages.ouvrir(ctx, famille_id=famille_id)
    clos = passages.ouvrir(replace(ctx, poste="poste 3"), famille_id=famille_id)
    passages.clore(replace(ctx, poste="poste 3"), clos.passage_id)
    sessions.ouvrir(ctx)
    ctx.base.fermer()
    moteur = creer_moteur(adresse, cles_etrangeres=False)
    with moteur.begin() as connexion:
        sans_faits(connexion)
        sans_compte(connexion)
        sans_terminal(connexion)
        connexion.exec_driver_sql("UPDATE alembic_version SET version_num = '0004'")
    moteur.dispose()
    apres = contexte(adresse, Horloge())
    assert passages.courant(apres) is None
    assert sessions.agent_de_session(replace(apres, jetons=ctx.jetons)) is None
    with apres.lecture() as s:
        lus = s.lignes("SELECT id, etat, suspendu_le = ouvert_le, terminal FROM passage ORDER BY id")
        assert lus == [(ouvert.passage_id, "suspendu", True, ""), (clos.passage_id, "clos", None, "")]
        assert s.lignes("SELECT fermee_le = ouverte_le, compte, terminal FROM session_agent") == [(True, "", "")]
    assert passages.ouvrir(apres, famille_id=famille_id).passage_id == ouvert.passage_id
    apres.base.fermer()


@pytest.mark.parametrize(("de", "tape"), [("0015", "delatour"), ("0017", "56 78")])
def test_une_base_ancienne_trouve_ce_que_l_index_a_appris_des_la_mise_a_niveau(
    adresse: Adresse, de: str, tape: str
) -> None:
    """Lost otherwise: names written as one, ends of telephones, found for new families only, and nobody knows why."""
    ctx = contexte(adresse, Horloge())
    foyer(ctx)
    with ctx.ecriture() as s:
        s.ordre("UPDATE personne SET nom = 'De la Tour', mobile = '0612345678'")
        s.ordre("UPDATE fiche_recherche SET noms = 'de la tour', autres = '.0612345678'")
        if adresse.postgres:
            s.ordre("DELETE FROM jeton_recherche")
    assert boite.chercher(ctx, tape).lignes == ()
    ctx.base.fermer()
    moteur = creer_moteur(adresse)
    with moteur.begin() as connexion:
        connexion.exec_driver_sql(f"UPDATE alembic_version SET version_num = '{de}'")
    moteur.dispose()
    ctx = contexte(adresse, Horloge())
    assert len(boite.chercher(ctx, tape).lignes) == 1
    with ctx.lecture() as s:
        assert index_recherche.ecarts(s) == []
        assert garde_fous(s)[1] == []
    ctx.base.fermer()


def test_sans_place_pour_la_copie_rien_ne_change(fichier_base: Path) -> None:
    reculer(Adresse(fichier_base))
    obstacle = fichier_base.with_name(f".{fichier_base.name}.schema-0001.2026-11-16-140700.copie.chantier")
    obstacle.mkdir()
    obstacle.joinpath("x").touch()
    with pytest.raises(DisquePlein, match="sa copie ne peut pas être faite"):
        contexte(Adresse(fichier_base), Horloge())
    with closing(sqlite3.connect(fichier_base)) as c:
        assert c.execute("SELECT version_num FROM alembic_version").fetchone() == ("0001",)
