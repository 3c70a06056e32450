"""Where the demonstration base lies: never half built, never in the place of a real one."""

from __future__ import annotations

import signal
import sqlite3
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from guichet.base import Adresse
from guichet.contexte import ouvrir
from guichet.erreurs import BaseOccupee
from guichet.erreurs.base import BaseExistante
from guichet.impression import ImprimanteMemoire
from guichet.services.socle import demonstration
from guichet.services.socle.demonstration import emplacement_demo, preparer
from tests.bases import DEPART, remplir
from tests.fourches import Processus
from tests.patience import TROP_LONG_S


def nombre(fichier: Path) -> int:
    c = sqlite3.connect(fichier)
    try:
        return int(c.execute("SELECT count(*) FROM famille").fetchone()[0])
    finally:
        c.close()


def test_elle_est_rangee_avec_les_donnees_de_l_utilisateur() -> None:
    """Lost otherwise: a base left in whatever folder the command was typed in."""
    assert emplacement_demo("service-sej").name == "demo-service-sej.db"
    assert emplacement_demo().parent.name == "guichet"


def test_preparee_deux_fois_elle_garde_ce_qu_on_y_a_fait(tmp_path: Path) -> None:
    """Lost otherwise: the morning's exercise, wiped by the afternoon's `guichet demo`."""
    adresse = Adresse(tmp_path / "demo.db")
    preparer(adresse, familles=20, maintenant=DEPART)
    c = sqlite3.connect(tmp_path / "demo.db")
    c.execute("UPDATE personne SET mobile = '0639981234' WHERE prenom = 'Léa'")
    c.commit()
    c.close()
    preparer(adresse, familles=20, maintenant=DEPART + timedelta(days=1))
    c = sqlite3.connect(tmp_path / "demo.db")
    assert c.execute("SELECT mobile FROM personne WHERE prenom = 'Léa'").fetchone() == ("0639981234",)
    c.close()


@pytest.mark.parametrize("autre", ["familles", "version", "schema", "cles"])
def test_d_une_autre_version_elle_est_refaite(tmp_path: Path, autre: str) -> None:
    """Lost otherwise: `guichet demo` that no longer opens after an update."""
    adresse = Adresse(tmp_path / "demo.db")
    preparer(adresse, familles=20, maintenant=DEPART)
    if autre == "cles":
        (tmp_path / "demo.db.cles").write_text("")
    elif autre != "familles":
        c = sqlite3.connect(tmp_path / "demo.db")
        if autre == "version":
            c.execute("UPDATE parametre SET valeur = '0.0.9' || substr(valeur, 6) WHERE cle = 'demonstration'")
        else:
            c.execute("UPDATE alembic_version SET version_num = '0000'")
        c.execute("UPDATE personne SET mobile = '0639981234' WHERE prenom = 'Léa'")
        c.commit()
        c.close()
    preparer(adresse, familles=21 if autre == "familles" else 20, maintenant=DEPART)
    assert nombre(tmp_path / "demo.db") == (21 if autre == "familles" else 20)
    ouvrir(adresse, poste="p", imprimante=ImprimanteMemoire()).base.fermer()
    assert not list(tmp_path.glob(".*chantier*"))


def test_une_vraie_base_n_est_jamais_remplacee(tmp_path: Path) -> None:
    """Lost otherwise: the town's families, by `guichet demo --base` on the wrong file."""
    base = tmp_path / "ville.db"
    remplir(Adresse(base))
    notes = tmp_path / "notes.txt"
    notes.write_text("ne pas effacer")
    for fichier in (base, notes):
        avant = fichier.read_bytes()
        with pytest.raises(BaseExistante, match="reste intacte"):
            preparer(Adresse(fichier), familles=5, maintenant=DEPART)
        assert fichier.read_bytes() == avant


PROGRAMME = """
import sys
from pathlib import Path
from guichet.base import Adresse
from guichet.services.socle import demonstration
from guichet.services.socle.demonstration import preparer
from tests.bases import DEPART
from tests.patience import TROP_LONG_S, attendre_son_tour
attendre_son_tour()
demonstration.ATTENTE_S = TROP_LONG_S
preparer(Adresse(Path(sys.argv[1])), familles=int(sys.argv[2]), maintenant=DEPART)
"""


def lancer(fichier: Path, familles: int) -> Processus:
    return Processus(PROGRAMME, str(fichier), str(familles))


@pytest.mark.lent
def test_deux_commandes_a_la_fois_font_une_base(tmp_path: Path) -> None:
    """Lost otherwise: the first two trainees of a room, typing the command together."""
    fichier = tmp_path / "demo.db"
    processus = [lancer(fichier, 40) for _ in range(3)]
    assert [p.wait(TROP_LONG_S) for p in processus] == [0, 0, 0]
    assert nombre(fichier) == 40
    ouvrir(Adresse(fichier), poste="p", imprimante=ImprimanteMemoire()).base.fermer()
    assert sorted(p.name for p in tmp_path.iterdir() if "chantier" in p.name) == []


PETITE = 1_500_000
"""Bytes: above a base of two families, below one of sixty."""


def commence(dossier: Path) -> bool:
    return any(dossier.glob(".*chantier*"))


def a_moitie(dossier: Path) -> bool:
    return any(taille(f) > 500_000 for f in dossier.glob(".*chantier*/demo.db-wal"))


def en_place(dossier: Path) -> bool:
    """The new base has left the building site."""
    return taille(dossier / "demo.db") > PETITE


def taille(fichier: Path) -> int:
    try:
        return fichier.stat().st_size
    except FileNotFoundError:
        return 0


@pytest.mark.lent
@pytest.mark.parametrize("atteint", [commence, a_moitie, en_place])
def test_tuee_elle_laisse_l_ancienne_ou_la_nouvelle(tmp_path: Path, atteint: Callable[[Path], bool]) -> None:
    """Lost otherwise: a half-built base that opens, or the former one gone."""
    fichier = tmp_path / "demo.db"
    preparer(Adresse(fichier), familles=2, maintenant=DEPART)
    assert taille(fichier) < PETITE
    p = lancer(fichier, 60)
    while p.poll() is None and not atteint(tmp_path):
        time.sleep(0.001)
    p.send_signal(signal.SIGKILL)
    p.wait()
    assert nombre(fichier) in ({60} if atteint is en_place else {2, 60})
    preparer(Adresse(fichier), familles=3, maintenant=DEPART)
    assert nombre(fichier) == 3
    assert not list(tmp_path.glob(".*chantier*"))


def test_une_preparation_trop_longue_se_dit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lost otherwise: a command that waits for ever behind a stopped one."""
    from guichet.base.file import tour

    monkeypatch.setattr(demonstration, "ATTENTE_S", 0.1)
    with tour(tmp_path / ".demo.db.preparation"), pytest.raises(BaseOccupee):
        preparer(Adresse(tmp_path / "demo.db"), familles=1, maintenant=DEPART)
