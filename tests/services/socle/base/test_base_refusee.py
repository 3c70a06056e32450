"""A base that must not be opened, or not be written now: one sentence that says why and what to do, nothing half done."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from guichet.base import Adresse, lire_adresse, ouvrir_base
from guichet.base.controle import preparer_lieu
from guichet.base.file import tour
from guichet.base.place import montages
from guichet.contexte import Contexte
from guichet.erreurs import BaseOccupee, ErreurMetier, UsageIncorrect
from guichet.erreurs.base import (
    BaseEnLectureSeule,
    BaseIllisible,
    BaseInjoignable,
    BaseIntrouvable,
    BasePlusRecente,
    BaseSurReseau,
    DisquePlein,
)
from guichet.services.socle.verification import verifier
from tests.bases import Horloge, ServeurPostgres, contexte, sceller
from tests.patience import TROP_LONG_S
from tests.services.autres_postes import finir, lancer
from tests.services.ensemble import jouer_ensemble


def refus(fichier: Path) -> ErreurMetier:
    with pytest.raises(ErreurMetier) as e:
        ouvrir_base(Adresse(fichier))
    assert str(fichier) in e.value.message
    assert e.value.message.endswith((".", "\u00a0».", " ».")), e.value.message
    return e.value


def vide(f: Path) -> None:
    f.write_bytes(b"")


def tronquee(f: Path) -> None:
    f.write_bytes(f.read_bytes()[:9000])


def tronquee_dans_l_entete(f: Path) -> None:
    f.write_bytes(f.read_bytes()[:40])


def texte(f: Path) -> None:
    f.write_text("nom;prenom\nLéger;Sophie\n" * 50)


def autre_sqlite(f: Path) -> None:
    f.unlink()
    c = sqlite3.connect(f)
    c.execute("CREATE TABLE recettes (id INTEGER)")
    c.commit()
    c.close()


def sans_version(f: Path) -> None:
    c = sqlite3.connect(f)
    c.execute("DELETE FROM alembic_version")
    c.commit()
    c.close()


def plus_recente(f: Path) -> None:
    c = sqlite3.connect(f)
    c.execute("UPDATE alembic_version SET version_num = '0999'")
    c.commit()
    c.close()


def gribouillee(f: Path) -> None:
    octets = bytearray(f.read_bytes())
    octets[100:4096] = os.urandom(3996)
    f.write_bytes(octets)


def lecture_seule(f: Path) -> None:
    f.chmod(0o444)


def absente(f: Path) -> None:
    f.unlink()


def dossier(f: Path) -> None:
    f.unlink()
    f.mkdir()


@pytest.mark.parametrize(
    ("abimer", "classe", "phrase", "code"),
    [
        (vide, BaseIllisible, "est vide", 3),
        (tronquee, BaseIllisible, "est tronquée \\(9000 octets sur", 3),
        (tronquee_dans_l_entete, BaseIllisible, "est tronquée|n’est pas une base|abîmée", 3),
        (texte, BaseIllisible, "ce n’est pas un fichier SQLite", 3),
        (autre_sqlite, BaseIllisible, "n’est pas une base Guichet", 3),
        (sans_version, BaseIllisible, "n’est pas une base Guichet", 3),
        (gribouillee, BaseIllisible, "abîmée", 3),
        (plus_recente, BasePlusRecente, "version plus récente .*0999.*mettez Guichet à jour", 2),
        (lecture_seule, BaseEnLectureSeule, "lecture seule", 4),
        (absente, BaseIntrouvable, "guichet init", 2),
        (dossier, BaseIntrouvable, "est un dossier", 2),
    ],
)
def test_une_mauvaise_base_est_refusee_et_laissee_telle_quelle(fichier_base, abimer, classe, phrase, code):
    abimer(fichier_base)
    avant = fichier_base.read_bytes() if fichier_base.is_file() else None
    trouve = refus(fichier_base)
    assert type(trouve) is classe
    assert trouve.code == code
    assert re.search(phrase, trouve.message)
    assert (fichier_base.read_bytes() if fichier_base.is_file() else None) == avant


@pytest.mark.parametrize(
    "nom", ["où ça ? 100% #1.db", "a%20b.db", "a%2Fb.db", "b?mode=memory.db", "c#d.db", "[e]*.db", ":memory:", "é à.db"]
)
def test_un_chemin_avec_des_signes_est_un_seul_fichier(fichier_base, tmp_path, nom):
    """Read and written: « a%20b.db » was read as itself, and written as « a b.db »."""
    etrange = tmp_path / nom
    shutil.copy(fichier_base, etrange)
    ctx = contexte(Adresse(etrange), Horloge())
    ecrire(ctx)
    with ctx.lecture() as s:
        assert s.une("SELECT count(*) FROM journal WHERE type = 'essai.acte'") == (1,)
    ctx.base.fermer()
    assert {f.name.removeprefix(nom) for f in tmp_path.iterdir() if f.is_file() and f.name.startswith(nom)} >= {""}
    inconnus = {f.name for f in tmp_path.iterdir() if f.is_file() and not f.name.startswith(("guichet.db", nom))}
    assert not inconnus


@pytest.mark.parametrize("nom", ["a%20b?c#d.db", "[x] é.db"])
def test_une_base_neuve_naît_sous_le_nom_donne_et_sans_reste(tmp_path, nom):
    from tests.bases import remplir

    remplir(Adresse(tmp_path / nom))
    assert (tmp_path / nom).is_file()
    assert all(f.name.startswith(nom) for f in tmp_path.iterdir() if f.is_file())


def test_un_lien_mene_a_la_base_et_a_ce_qui_l_accompagne(fichier_base, tmp_path):
    """Lost otherwise: two names, two locks, two witnesses, one base."""
    lien = tmp_path / "autre-nom.db"
    lien.symlink_to(fichier_base)
    assert lire_adresse(str(lien)).fichier == fichier_base.resolve()


MONTAGES = """\
/dev/sda1 / ext4 rw 0 0
serveur:/export /srv/mairie nfs4 rw 0 0
//nas/commun /mnt/Partage\\040commun cifs rw 0 0
/dev/sdb1 /srv/mairie/local ext4 rw 0 0
ligne tordue
sshfs /home/nadia/distant fuse.sshfs rw 0 0
vm /media/sf_mairie vboxsf rw 0 0
vm2 /mnt/hote virtiofs rw 0 0
gvfsd-fuse /run/user/1000/gvfs fuse.gvfsd-fuse rw 0 0
nuage: /mnt/nuage fuse.rclone rw 0 0
grappe /mnt/lustre lustre rw 0 0
grappe2 /mnt/gfs gfs2 rw 0 0
/dev/sdc1 /mnt/cle vfat rw 0 0
systeme /mnt/auto autofs rw 0 0
serveur:/export /mnt/auto nfs rw 0 0
inconnu /mnt/demain un-systeme-de-demain rw 0 0
/dev/sdd1 /mnt/t\\011ab\\134 nfs rw 0 0
tmpfs /tmp tmpfs rw 0 0
overlay /conteneur overlay rw 0 0
"""


@pytest.mark.parametrize(
    ("chemin", "sorte"),
    [
        ("/srv/mairie/guichet.db", "nfs4"),
        ("/mnt/Partage commun/base/guichet.db", "cifs"),
        ("/home/nadia/distant/g.db", "fuse.sshfs"),
        ("/media/sf_mairie/g.db", "vboxsf"),
        ("/mnt/hote/g.db", "virtiofs"),
        ("/run/user/1000/gvfs/smb-share/g.db", "fuse.gvfsd-fuse"),
        ("/mnt/nuage/g.db", "fuse.rclone"),
        ("/mnt/lustre/g.db", "lustre"),
        ("/mnt/gfs/g.db", "gfs2"),
        ("/mnt/auto/g.db", "nfs"),
        ("/mnt/demain/g.db", "un-systeme-de-demain"),
        ("/mnt/t\tab\\/g.db", "nfs"),
        ("/srv/mairie/local/guichet.db", None),
        ("/srv/mairie-annexe/guichet.db", None),
        ("/var/lib/guichet.db", None),
        ("/mnt/cle/g.db", None),
        ("/tmp/g.db", None),
        ("/conteneur/g.db", None),
    ],
)
def test_un_partage_est_refuse(chemin, sorte):
    """Lost otherwise: locks that do not hold, two postes that write over each other."""
    assert montages.sorte(chemin, MONTAGES) == (sorte or montages.sorte(chemin, MONTAGES))
    assert (montages.sorte(chemin, MONTAGES) in montages.SURS) == (sorte is None)


def test_la_porte_suit_les_liens(fichier_base, tmp_path, monkeypatch):
    """A base behind a symlink to a share was taken for a local one."""
    partage, ici = tmp_path / "partage", tmp_path / "ici"
    partage.mkdir()
    ici.symlink_to(partage)
    shutil.copy(fichier_base, partage / "g.db")
    table = tmp_path / "mounts"
    table.write_text(f"/dev/sda1 / ext4 rw 0 0\nserveur:/x {partage} nfs4 rw 0 0\n", encoding="utf-8")
    monkeypatch.setattr(montages, "_TABLE", table)
    for nom in (ici / "g.db", partage / "g.db"):
        with pytest.raises(BaseSurReseau, match=r"pas de cette machine \(nfs4\)"):
            ouvrir_base(Adresse(nom))
    with pytest.raises(BaseSurReseau, match="en vérité"):
        preparer_lieu(Adresse(ici / "neuve.db"))
    ouvrir_base(Adresse(fichier_base)).fermer()


@pytest.mark.parametrize(
    ("texte", "affiche"),
    [
        ("postgresql://guichet:secret@serveur/mairie", "postgresql://serveur/mairie"),
        ("postgres://serveur/mairie", "postgresql://serveur/mairie"),
        ("sqlite:////srv/g.db", "/srv/g.db"),
        ("/srv/g.db", "/srv/g.db"),
    ],
)
def test_adresses(texte, affiche):
    assert lire_adresse(texte).affichee() == affiche


def test_une_autre_sorte_de_base_est_refusee():
    with pytest.raises(UsageIncorrect, match="mysql"):
        lire_adresse("mysql://serveur/mairie")


TENIR = """
import sqlite3
c = sqlite3.connect(sys.argv[1], isolation_level=None)
for pragma in sys.argv[2:]:
    c.execute(pragma)
c.execute("BEGIN EXCLUSIVE")
c.execute("UPDATE parametre SET valeur = valeur")
print("tenu", flush=True)
sys.stdin.read()
"""


def tenir(fichier: Path, *pragmas: str):
    p = lancer(Adresse(fichier), TENIR, *pragmas, entete="import sys\n")
    assert p.stdout is not None
    assert p.stdout.readline() == "tenu\n"
    return p


def lacher(p) -> None:
    p.kill()
    p.communicate()


def test_tenue_par_un_autre_programme_a_l_ouverture(fichier_base, monkeypatch):
    """Somebody opened the file in a database browser that keeps it for itself."""
    monkeypatch.setattr("guichet.base.moteur.ATTENTE_SQLITE_S", 0.1)
    p = tenir(fichier_base, "PRAGMA locking_mode = EXCLUSIVE", "PRAGMA journal_mode = DELETE")
    try:
        with pytest.raises(BaseOccupee, match="fermez-le") as e:
            ouvrir_base(Adresse(fichier_base))
        assert e.value.code == 4
    finally:
        lacher(p)
    ouvrir_base(Adresse(fichier_base)).fermer()


def test_tenue_pendant_une_ecriture(ctx_sqlite: Contexte, monkeypatch):
    """Reading goes on; the act is refused in words, wholly, and works once the other is gone."""
    monkeypatch.setattr("guichet.base.engines.PRAGMAS", ("journal_mode = WAL", "busy_timeout = 100"))
    p = tenir(ctx_sqlite.base.adresse.fichier)
    try:
        with ctx_sqlite.lecture() as s:
            assert s.une("SELECT count(*) FROM agent") == (3,)
        with pytest.raises(BaseOccupee, match=r"tenue par un autre programme.*rien n’a été enregistré"):
            ecrire(ctx_sqlite)
    finally:
        lacher(p)
    ecrire(ctx_sqlite)


def ecrire(ctx: Contexte) -> None:
    with ctx.ecriture() as s:
        sceller(s, ctx, "essai.acte")


def test_tenue_en_pleine_lecture(ctx_sqlite: Contexte, monkeypatch):
    ctx_sqlite.base.fermer()
    c = sqlite3.connect(ctx_sqlite.base.adresse.fichier, isolation_level=None)
    c.execute("PRAGMA journal_mode = DELETE")
    c.execute("BEGIN EXCLUSIVE")
    monkeypatch.setattr("guichet.base.moteur.ATTENTE_SQLITE_S", 0.1)
    with pytest.raises(BaseOccupee), ctx_sqlite.lecture() as s:
        s.une("SELECT 1 FROM agent")
    c.close()


def test_la_file_d_attente_a_une_fin(ctx_sqlite: Contexte, monkeypatch):
    """A process frozen while it holds the turn: the others say so instead of hanging."""
    verrou = ctx_sqlite.base.adresse.fichier.with_name("guichet.db.file")
    programme = """
from pathlib import Path
from guichet.base.file import tour
with tour(Path(sys.argv[2])):
    print("tenu", flush=True)
    sys.stdin.read()
"""
    p = lancer(ctx_sqlite.base.adresse, programme, str(verrou), entete="import sys\n")
    assert p.stdout is not None
    p.stdout.readline()
    try:
        debut = time.perf_counter()
        with (
            pytest.raises(BaseOccupee, match=rf"occupée par .*processus {p.pid}\), qui écrit depuis"),
            tour(verrou, 0.2),
        ):
            pass
        assert time.perf_counter() - debut >= 0.2
    finally:
        lacher(p)
    with tour(verrou, TROP_LONG_S):
        pass
    ecrire(ctx_sqlite)


def test_la_file_est_equitable(tmp_path):
    """Lost otherwise: one poste waits three seconds while another passes fifty times (SQLite's own handler)."""
    programme = """
import sys, time
from pathlib import Path
from guichet.base.file import tour
from tests.patience import attendre_son_tour
attendre_son_tour()
verrou, passes = Path(sys.argv[1]), Path(sys.argv[2])
print("pret", flush=True)
input()
tours, pire, faits = 0, 0, 0
while faits < 400:
    avant = passes.stat().st_size
    with tour(verrou), passes.open("ab") as f:
        faits = f.tell()
        pire = max(pire, faits - avant)
        f.write(b".")
        tours += 1
        # What an act lasts.
        time.sleep(0.004)
print(tours, pire)
"""
    passes = tmp_path / "passes"
    passes.touch()
    # Counted in turns that others took meanwhile: seconds are those of the machine.
    dits = jouer_ensemble(programme, [(str(tmp_path / "f"), str(passes))] * 4)
    resultats = [tuple(map(int, dit.split())) for dit in dits]
    assert min(tours for tours, _ in resultats) > 10
    assert max(pire for _, pire in resultats) < 200


def test_une_file_impossible_a_ouvrir_se_dit(tmp_path):
    with pytest.raises(BaseEnLectureSeule, match="ne peut pas être ouvert"), tour(tmp_path / "absent" / "f"):
        pass


def test_disque_plein_rien_a_moitie(ctx_sqlite: Contexte):
    """A limit on the size of files stands for a full disk; the process is another one, as in real life."""
    ecrire(ctx_sqlite)
    programme = """
import os, resource
from guichet.erreurs.base import DisquePlein
from models import Parametre
from tests.bases import sceller
for n in range(3):
    with ctx.ecriture() as s:
        sceller(s, ctx, "essai.avant", str(n))
taille = max(os.path.getsize(sys.argv[1]), os.path.getsize(sys.argv[1] + "-wal"))
resource.setrlimit(resource.RLIMIT_FSIZE, (taille + 30000, taille + 30000))
faits = refus = 0
for n in range(40):
    try:
        with ctx.ecriture() as s:
            s.add(Parametre(cle=f"gros-{n}", valeur="x" * 20000))
            s.flush()
            sceller(s, ctx, "essai.gros", str(n))
        faits += 1
    except DisquePlein as e:
        refus += 1
        phrase = e.message
print(faits, refus, phrase)
"""
    faits, refuses, phrase = finir(lancer(ctx_sqlite.base.adresse, programme)).split(maxsplit=2)
    assert int(refuses) > 0
    assert "Libérez de la place" in phrase
    with ctx_sqlite.lecture() as s:
        assert s.une("SELECT count(*) FROM parametre WHERE cle LIKE 'gros-%'") == (int(faits),)
        assert s.une("SELECT count(*) FROM journal WHERE type = 'essai.gros'") == (int(faits),)
    ecrire(ctx_sqlite)
    assert verifier(ctx_sqlite).sain


def test_sqlite_plein_au_milieu_d_un_acte(ctx_sqlite: Contexte):
    """The driver's own SQL meets the limit, in the middle of the transaction."""
    with pytest.raises(DisquePlein), ctx_sqlite.ecriture() as s:
        s.ordre("PRAGMA max_page_count = 1")
        for n in range(40):
            s.ordre("INSERT INTO parametre VALUES (:c, :v)", {"c": f"gros-{n}", "v": "x" * 90000})
    ctx_sqlite.base.fermer()
    with ctx_sqlite.lecture() as s:
        assert s.une("SELECT count(*) FROM parametre WHERE cle LIKE 'gros%'") == (0,)


def test_base_passee_en_lecture_seule_pendant_le_service(ctx_sqlite: Contexte, monkeypatch):
    monkeypatch.setattr("guichet.base.engines.PRAGMAS", ("query_only = ON",))
    with pytest.raises(BaseEnLectureSeule), ctx_sqlite.ecriture() as s:
        s.ordre("DELETE FROM consultation")


def test_serveur_injoignable(tmp_path):
    pytest.importorskip("psycopg")
    with pytest.raises(BaseInjoignable, match="ne répond pas") as e:
        ouvrir_base(Adresse(None, f"postgresql://guichet:secret@/rien?host={tmp_path}"))
    assert "secret" not in e.value.message


def test_serveur_qui_coupe_puis_revient(postgres):
    """A restart of the server at noon: one refusal, then the counter goes on without being restarted."""
    if not isinstance(postgres, ServeurPostgres):
        pytest.skip(postgres)
    import psycopg

    ctx = contexte(postgres.copie(), Horloge())
    nom = urlsplit(ctx.base.adresse.url).path[1:]
    ecrire(ctx)
    with psycopg.connect(postgres.adresse("template1").url, autocommit=True) as c:
        c.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [nom])
        # It only asks: they end when they come to look.
        while c.execute("SELECT count(*) FROM pg_stat_activity WHERE datname = %s", [nom]).fetchone() != (0,):
            time.sleep(0.01)
    with pytest.raises(BaseInjoignable), ctx.lecture() as s:
        s.une("SELECT 1 FROM agent")
    with ctx.lecture() as s:
        assert s.une("SELECT count(*) FROM agent") == (3,)
    ecrire(ctx)
    ctx.base.fermer()


def test_un_poste_fige_ne_fige_pas_les_autres(postgres, monkeypatch):
    if not isinstance(postgres, ServeurPostgres):
        pytest.skip(postgres)
    import psycopg

    monkeypatch.setattr("guichet.base.engines.ATTENTE_POSTGRES_MS", 200)
    ctx = contexte(postgres.copie(), Horloge())
    with psycopg.connect(ctx.base.adresse.url) as c:
        c.execute("LOCK TABLE journal IN EXCLUSIVE MODE")
        with pytest.raises(BaseOccupee, match="autre poste"):
            ecrire(ctx)
        with ctx.lecture() as s:
            assert s.une("SELECT count(*) FROM agent") == (3,)
    ecrire(ctx)
    ctx.base.fermer()


def test_une_base_postgres_qui_n_est_pas_guichet(postgres):
    if not isinstance(postgres, ServeurPostgres):
        pytest.skip(postgres)
    with pytest.raises(BaseIllisible, match="n’est pas une base Guichet"):
        ouvrir_base(postgres.adresse("template1"))
