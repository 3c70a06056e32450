"""The base goes away under an open counter: what is written then is refused, never acknowledged and lost (issue 8)."""

from __future__ import annotations

import shutil
import signal
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from guichet.base import Adresse, ouvrir_base
from guichet.base.fichiers import exiger_libre
from guichet.base.moteur import Base
from guichet.contexte import Contexte
from guichet.erreurs.base import BaseRemplacee
from guichet.erreurs.editions import SortieRefusee
from guichet.services.socle.sauvegarde import sauvegarder
from guichet.services.socle.verification import verifier_base
from tests.bases import Horloge, cle_gabarit, contexte, sceller
from tests.services.autres_postes import lancer

GUICHET = """
from guichet.erreurs import ErreurMetier
from tests.bases import sceller
def ecrire():
    with ctx.ecriture() as s:
        sceller(s, ctx, "essai", "x")
def grossir():
    # As a morning does: the -wal is poured into the file, which has grown.
    with ctx.ecriture() as s:
        s.ordre("INSERT INTO parametre (cle, valeur) VALUES (:c, :v)", {"c": "gros", "v": "x" * 6_000_000})
        s.ordre("DELETE FROM parametre WHERE cle = 'gros'")
    ecrire()
def lire():
    with ctx.lecture() as s:
        s.une("SELECT count(*) FROM journal")
print("ouvert", flush=True)
for ligne in sys.stdin:
    try:
        {"ecrire": ecrire, "grossir": grossir, "lire": lire, "fermer": ctx.base.fermer}[ligne.strip()]()
        print("fait", flush=True)
    except ErreurMetier as refus:
        print(type(refus).__name__, refus.message, flush=True)
"""


class Guichet:
    """A counter in a process of its own, that does what it is told."""

    def __init__(self, fichier: Path) -> None:
        self.processus = lancer(Adresse(fichier), GUICHET)
        assert self._ligne() == "ouvert"

    def dire(self, ordre: str) -> str:
        self.processus.stdin.write(ordre + "\n")
        self.processus.stdin.flush()
        return self._ligne()

    def _ligne(self) -> str:
        return self.processus.stdout.readline().rstrip("\n")

    def tuer(self) -> None:
        self.processus.send_signal(signal.SIGKILL)
        self.processus.communicate()


@pytest.fixture
def guichet(fichier_base: Path) -> Iterator[Guichet]:
    g = Guichet(fichier_base)
    yield g
    g.tuer()


@pytest.fixture
def copie(fichier_base: Path, tmp_path: Path) -> Path:
    """The base as it was this morning, copied by hand while nobody had it open."""
    matin = tmp_path / "matin.db"
    shutil.copy(fichier_base, matin)
    return matin


@pytest.fixture
def sauvegarde(ctx_sqlite: Contexte, tmp_path: Path) -> Path:
    """The same by `guichet sauvegarder`."""
    faite = sauvegarder(ctx_sqlite, tmp_path / "copies", verifier_base)
    ctx_sqlite.base.fermer()
    return faite.fichier


@pytest.fixture
def ouverte(sauvegarde: Path) -> Path:
    """The same, looked at since: it has had a -wal of its own."""
    base = Base(Adresse(sauvegarde))
    with base.ecriture() as s:
        s.une("SELECT 1 FROM agent")
    base.fermer()
    return sauvegarde


def deplacer(base: Path, _copie: Path) -> None:
    base.rename(base.with_name("ailleurs.db"))


def supprimer(base: Path, _copie: Path) -> None:
    base.unlink()


def deplacer_le_dossier(base: Path, _copie: Path) -> None:
    vieux = base.parent.rename(base.parent.with_name("vieux"))
    base.parent.mkdir()
    shutil.copy(vieux / "matin.db", base)


def mettre_une_autre(base: Path, copie: Path) -> None:
    base.unlink()
    shutil.copy(copie, base)


def ecraser(base: Path, copie: Path) -> None:
    # As `cp` does: the same file, another content.
    base.write_bytes(copie.read_bytes())


@pytest.mark.parametrize("geste", [deplacer, supprimer, deplacer_le_dossier, mettre_une_autre, ecraser])
def test_douze_ecritures_sur_douze_sont_refusees(
    guichet: Guichet, fichier_base: Path, copie: Path, geste: Callable[[Path, Path], None]
) -> None:
    """Lost otherwise: a morning of acts acknowledged into a file that nobody will ever open."""
    assert guichet.dire("grossir") == "fait"
    geste(fichier_base, copie)
    dits = [guichet.dire("ecrire") for _ in range(12)]
    assert all(d.startswith("BaseRemplacee ") and "rien n’a été enregistré" in d for d in dits), dits
    assert guichet.dire("lire").startswith("BaseRemplacee ")
    assert fichier_base.exists() == (geste not in {deplacer, supprimer}), "no empty base is made under the name"


def test_remise_a_sa_place_elle_sert_de_nouveau(guichet: Guichet, fichier_base: Path, tmp_path: Path) -> None:
    """What was typed is still on the screen: the same key writes it, once."""
    assert guichet.dire("ecrire") == "fait"
    ailleurs = fichier_base.rename(tmp_path / "ailleurs.db")
    assert guichet.dire("ecrire").startswith("BaseRemplacee ")
    ailleurs.rename(fichier_base)
    assert guichet.dire("ecrire") == "fait"
    assert guichet.dire("fermer") == "fait"
    with closing(sqlite3.connect(fichier_base)) as c:
        assert c.execute("SELECT count(*) FROM journal WHERE type = 'essai'").fetchone() == (2,)


@pytest.mark.parametrize("fin", ["-wal", "-shm"])
def test_un_compagnon_retire_arrete_les_ecritures_et_ne_perd_rien(
    guichet: Guichet, fichier_base: Path, fin: str
) -> None:
    """Lost otherwise: acts acknowledged into a -wal without a name, that no other counter reads."""
    assert guichet.dire("ecrire") == "fait"
    fichier_base.with_name(fichier_base.name + fin).unlink()
    dit = guichet.dire("ecrire")
    assert dit.startswith("BaseRemplacee ")
    assert fichier_base.name + fin in dit
    assert guichet.dire("fermer") == "fait"
    base = ouvrir_base(Adresse(fichier_base))
    with base.lecture() as s:
        assert s.une("SELECT count(*) FROM journal WHERE type = 'essai'") == (1,)
    base.cle = cle_gabarit(base.adresse)
    assert verifier_base(base).sain
    base.fermer()


@pytest.mark.parametrize("fin", ["fermer", "tuer"])
@pytest.mark.parametrize("geste", [mettre_une_autre, ecraser])
@pytest.mark.parametrize("sorte", ["copie", "sauvegarde", "ouverte"])
def test_une_copie_remise_n_est_jamais_melangee_a_l_ancien_wal(
    request: pytest.FixtureRequest, fichier_base: Path, sorte: str, geste: Callable[[Path, Path], None], fin: str
) -> None:
    """Lost otherwise: the copy that was to save the town, ruined by the pages of the base it replaces."""
    copie: Path = request.getfixturevalue(sorte)
    g = Guichet(fichier_base)
    # Only a copy made by hand needs a later counter of changes to be told from the base: the others bear a mark.
    assert g.dire("grossir" if sorte == "copie" else "ecrire") == "fait"
    geste(fichier_base, copie)
    assert g.dire("ecrire").startswith("BaseRemplacee ")
    # Another counter opened meanwhile, while the first is still there.
    with pytest.raises(BaseRemplacee, match=r"guichet restaurer"):
        ouvrir_base(Adresse(fichier_base))
    if fin == "fermer":
        assert g.dire("fermer") == "fait"
    g.tuer()
    assert fichier_base.read_bytes() == copie.read_bytes()
    wal = fichier_base.with_name(fichier_base.name + "-wal")
    assert wal.stat().st_size
    with pytest.raises(BaseRemplacee, match=r"guichet restaurer"):
        ouvrir_base(Adresse(fichier_base))
    assert fichier_base.read_bytes() == copie.read_bytes()
    wal.unlink()
    fichier_base.with_name(fichier_base.name + "-shm").unlink()
    base = ouvrir_base(Adresse(fichier_base))
    with base.lecture() as s:
        assert s.une("PRAGMA integrity_check") == ("ok",)
    base.fermer()


def test_une_base_laissee_par_une_coupure_s_ouvre_avec_son_wal(guichet: Guichet, fichier_base: Path) -> None:
    """A killed counter leaves a -wal that is the base's own, copied elsewhere with it or not: never taken for another."""
    assert guichet.dire("grossir") == "fait"
    assert guichet.dire("ecrire") == "fait"
    guichet.tuer()
    ailleurs = fichier_base.parent / "serveur neuf"
    ailleurs.mkdir()
    for suffixe in ("", "-wal", ".file"):
        shutil.copy(fichier_base.with_name(fichier_base.name + suffixe), ailleurs / f"guichet.db{suffixe}")
    for fichier in (fichier_base, ailleurs / "guichet.db"):
        base = ouvrir_base(Adresse(fichier))
        with base.lecture() as s:
            assert s.une("SELECT count(*) FROM journal WHERE type = 'essai'") == (2,)
        base.fermer()


def test_un_second_guichet_ouvre_la_base_remplacee_sans_wal(fichier_base: Path, copie: Path) -> None:
    """Every counter was closed: a copy put back is an ordinary base, marked as its own from its first act on."""
    un = contexte(Adresse(fichier_base), Horloge())
    with un.ecriture() as s:
        sceller(s, un, "essai")
    un.base.fermer()
    mettre_une_autre(fichier_base, copie)
    deux = contexte(Adresse(fichier_base), Horloge())
    with deux.ecriture() as s:
        sceller(s, deux, "essai")
    deux.base.fermer()
    assert contexte(Adresse(fichier_base), Horloge()).base.revision


def verrous(fichier: Path) -> int:
    """Locks the system knows on a file."""
    numero = str(fichier.stat().st_ino)
    lignes = Path("/proc/locks").read_text(encoding="ascii").splitlines()
    return sum(1 for ligne in lignes if ligne.split()[-3].rpartition(":")[2] == numero)


def test_lire_l_entete_ne_fait_pas_perdre_son_verrou_a_la_base(ctx_sqlite: Contexte) -> None:
    """Lost otherwise: the next program to leave takes itself for the last, and removes the -wal under this counter."""
    fichier = ctx_sqlite.base.adresse.fichier
    assert fichier is not None
    with ctx_sqlite.ecriture() as s:
        sceller(s, ctx_sqlite, "essai")
    tenus = verrous(fichier)
    assert tenus
    with pytest.raises(SortieRefusee):
        exiger_libre(fichier, b"a;b\n")
    ouvrir_base(Adresse(fichier)).fermer()
    assert verrous(fichier) == tenus
    wal = fichier.with_name(fichier.name + "-wal")
    autre = Base(Adresse(fichier))
    with autre.ecriture() as s:
        s.une("SELECT 1 FROM agent")
    autre.fermer()
    assert wal.exists()


def test_deplacee_au_milieu_d_un_acte_rien_n_en_reste(ctx_sqlite: Contexte, tmp_path: Path) -> None:
    """The lock is held and the rows are written: the last look is the one before the commit."""
    fichier = ctx_sqlite.base.adresse.fichier
    assert fichier is not None
    with pytest.raises(BaseRemplacee, match="rien n’a été enregistré"), ctx_sqlite.ecriture() as s:
        sceller(s, ctx_sqlite, "essai")
        ailleurs = fichier.rename(tmp_path / "ailleurs.db")
    ailleurs.rename(fichier)
    with ctx_sqlite.lecture() as s:
        assert s.une("SELECT count(*) FROM journal WHERE type = 'essai'") == (0,)
