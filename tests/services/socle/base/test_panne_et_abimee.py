"""A disk that fails, a disk that is full, a value or a table that is gone: each its sentence and cure, at every door."""

from __future__ import annotations

import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest
from sqlmodel import select

from guichet.base import Adresse, ouvrir_base
from guichet.base.place.copie import copier
from guichet.base.refus import traduire
from guichet.contexte import Contexte
from guichet.erreurs import ErreurMetier
from guichet.erreurs.base import BaseIllisible, DisqueEnPanne, DisquePlein
from guichet.services.socle.restauration import restaurer
from guichet.services.socle.verification import verifier_base
from models import Agent
from tests.bases import DEPART, Horloge, ServeurPostgres, cle_gabarit, contexte, sceller
from tests.pannes import POSSIBLE
from tests.patience import TROP_LONG_S
from tests.services.autres_postes import lancer

en_panne = pytest.mark.skipif(not POSSIBLE, reason="un filtre du noyau, sur Linux x86-64")

PORTES = """
import os
from pathlib import Path
from guichet.base import ouvrir_base
from guichet.base.place.copie import copier
from guichet.erreurs import ErreurMetier
from tests.bases import sceller
from tests.pannes import disque_en_panne
fichier = Path(sys.argv[1])
def ecrire():
    with ctx.ecriture() as s:
        sceller(s, ctx, "essai")
def lire():
    with ctx.lecture() as s:
        s.une("SELECT count(*) FROM personne")
def ouvrir():
    ouvrir_base(ctx.base.adresse).fermer()
def copie():
    copier(fichier, fichier.with_name("copie.db"))
portes = {"écrire": ecrire, "lire": lire, "ouvrir": ouvrir, "copier": copie}
ecrire()
disque_en_panne(*sys.argv[3:])
try:
    portes[sys.argv[2]]()
    print("rien")
except ErreurMetier as refus:
    print(type(refus).__name__, refus.code, refus.message)
# Nothing of the measure of coverage could be kept on that disk either.
sys.stdout.flush()
os.kill(os.getpid(), 9)
"""


@en_panne
@pytest.mark.parametrize(
    ("porte", "appels"),
    [
        ("écrire", ["fsync", "fdatasync"]),
        ("ouvrir", ["pread64"]),
        ("copier", ["pread64"]),
        ("copier", ["fsync", "fdatasync"]),
    ],
)
def test_un_disque_qui_repond_par_une_erreur(ctx_sqlite: Contexte, porte: str, appels: list[str]) -> None:
    """Lost otherwise: « free some room » on a disk that is dying, or an incident without a cure."""
    sortie, erreurs = lancer(ctx_sqlite.base.adresse, PORTES, porte, *appels).communicate(TROP_LONG_S)
    dit = sortie.replace("\u00a0", " ")
    assert erreurs == ""
    assert dit.split()[:2] in (["DisqueEnPanne", "4"], ["DisquePlein", "4"]), dit
    assert "panne" in dit
    assert "disk I/O" not in dit
    if porte != "copier":
        assert dit.startswith("DisqueEnPanne")
        assert "guichet restaurer" in dit
    with ctx_sqlite.lecture() as s:
        assert s.une("SELECT count(*) FROM journal WHERE type = 'essai'") == (1,)


def test_un_disque_plein_ne_se_dit_pas_en_panne(ctx_sqlite: Contexte) -> None:
    with pytest.raises(DisquePlein, match="Le disque est plein") as plein, ctx_sqlite.ecriture() as s:
        s.ordre("PRAGMA max_page_count = 1")
        for n in range(40):
            s.ordre("INSERT INTO parametre VALUES (:c, :v)", {"c": f"gros-{n}", "v": "x" * 90000})
    assert not isinstance(plein.value, DisqueEnPanne)


@pytest.mark.parametrize(
    ("etat", "sorte", "mots"),
    [
        ("53100", DisquePlein, "Le disque du serveur est plein"),
        ("58030", DisqueEnPanne, "Le disque du serveur répond par une erreur"),
        ("XX001", BaseIllisible, "pg_restore"),
    ],
)
def test_un_serveur_dont_le_disque_va_mal(etat: str, sorte: type[ErreurMetier], mots: str) -> None:
    psycopg = pytest.importorskip("psycopg")
    erreur = psycopg.errors.lookup(etat)("x")
    refus = traduire(erreur, Adresse(None, "postgresql://g@/x"))
    assert isinstance(refus, sorte)
    assert mots in refus.message


def test_une_date_abimee_dans_un_acte_est_une_base_abimee(ctx_sqlite: Contexte) -> None:
    """Lost otherwise: « incident imprévu » in the middle of an act, where reading the same says what to do."""
    assert ctx_sqlite.base.adresse.fichier is not None
    with closing(sqlite3.connect(ctx_sqlite.base.adresse.fichier)) as c, c:
        c.execute("UPDATE agent SET cree_le = 'hier' WHERE id = 1")
        c.execute("UPDATE jour_ferie SET jour = '2026-02-31' WHERE jour = (SELECT min(jour) FROM jour_ferie)")
    for lire in (
        lambda s: s.lignes("SELECT cree_le FROM agent"),
        lambda s: s.lignes("SELECT jour FROM jour_ferie"),
        lambda s: list(s.exec(select(Agent))),
    ):
        with pytest.raises(BaseIllisible, match="guichet restaurer"), ctx_sqlite.ecriture() as s:
            sceller(s, ctx_sqlite, "essai")
            lire(s)
    with ctx_sqlite.lecture() as s:
        assert s.une("SELECT count(*) FROM journal WHERE type = 'essai'") == (0,)


def test_une_valeur_que_refuse_une_regle_n_est_pas_une_base_abimee(ctx_sqlite: Contexte) -> None:
    with pytest.raises(ValueError, match="autre chose"), ctx_sqlite.ecriture():
        raise ValueError("autre chose")


TABLES = {"remise": "SELECT count(*) FROM remise", "famille": "SELECT count(*) FROM famille"}


@pytest.mark.parametrize("table", sorted(TABLES))
def test_une_table_retiree_sous_un_guichet_ouvert(ctx: Contexte, table: str) -> None:
    """Lost otherwise: « incident imprévu » at each screen, and `verifier` that stops where it should report."""
    with ctx.lecture() as s:
        s.une(TABLES[table])
    retirer(ctx.base.adresse, table)
    cure = "pg_restore" if ctx.base.postgres else "guichet restaurer"
    with pytest.raises(BaseIllisible, match=cure), ctx.lecture() as s:
        s.une(TABLES[table])
    with pytest.raises(BaseIllisible, match=cure), ctx.ecriture() as s:
        s.ordre(f"DELETE FROM {table}")
    rapport = verifier_base(ctx.base)
    assert [a for a in rapport.anomalies if table in a.phrase], rapport.anomalies
    assert {"journal", "garde-fous", "sceaux"} <= {c.nom for c in rapport.controles}, "the other checks went on"


def retirer(adresse: Adresse, table: str) -> None:
    if adresse.fichier is None:
        import psycopg

        with psycopg.connect(adresse.url) as c:
            c.execute(f"DROP TABLE {table} CASCADE")
        return
    with closing(sqlite3.connect(adresse.fichier)) as c, c:
        c.execute("PRAGMA foreign_keys = OFF")
        for (nom,) in c.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            c.execute(f"DROP TRIGGER {nom}")
        c.execute(f"DROP TABLE {table}")


def test_un_parcours_aussi(postgres: ServeurPostgres | str) -> None:
    if isinstance(postgres, str):
        pytest.skip(postgres)
    ctx = contexte(postgres.copie(), Horloge())
    retirer(ctx.base.adresse, "consultation")
    with pytest.raises(BaseIllisible), ctx.lecture() as s:
        list(s.parcourir("SELECT 1 FROM consultation"))
    ctx.base.fermer()


@pytest.mark.parametrize(("avant", "apres"), [(0o644, 0o600), (0o600, 0o600), (0o660, 0o660)])
def test_une_copie_remise_n_est_ouverte_qu_a_qui_partage_la_base(
    ctx_sqlite: Contexte, tmp_path: Path, avant: int, apres: int
) -> None:
    """Lost otherwise: births and PAI read by every account, after a restoration of a base made long ago."""
    fichier = ctx_sqlite.base.adresse.fichier
    assert fichier is not None
    copie = tmp_path / "copie.db"
    copier(fichier, copie)
    ctx_sqlite.base.fermer()
    temoin = fichier.with_name(fichier.name + ".temoin")
    fichier.chmod(avant)
    temoin.chmod(avant)
    adresse = Adresse(fichier)
    restaurer(adresse, copie, verifier_base, cle_gabarit(adresse), poste="poste 2", maintenant=DEPART)
    assert [stat.S_IMODE(f.stat().st_mode) for f in (fichier, temoin)] == [apres, apres]
    ouvrir_base(adresse).fermer()
