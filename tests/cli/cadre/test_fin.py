"""A script decides on the exit code, a person on the sentence: one of each for every way a call can end."""

from __future__ import annotations

import os
import signal
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from guichet.cli import racine
from guichet.cli.cadre import application, options
from tests.cli.conftest import programme
from tests.patience import TROP_LONG_S


def regles(sortie):
    return [ligne for ligne in sortie.err.splitlines() if ligne.startswith("Règle")]


def test_fait(demo):
    assert demo("chercher", "leger").code == 0


def test_un_refus_dit_sa_regle(guichet, base):
    sortie = guichet("agents", "lister", "--agent", "accueil")
    assert sortie.code == 1
    assert not sortie.out
    assert sortie.err == (
        "Votre rôle ne permet pas de gérer les agents\u00a0: demandez à un superviseur ou un administrateur.\n"
        "Règle\u00a0: droits.\n"
    )


def test_sur_une_base_de_formation_il_suffit_de_dire_qui_l_on_est(guichet, base):
    sortie = guichet("chercher", "leger")
    assert sortie.code == 1
    assert all(nom in sortie.err for nom in ("--agent", "demo", "accueil", "regie"))
    inconnu = guichet("chercher", "leger", "--agent", "paul")
    assert inconnu.code == 1
    assert "paul" in inconnu.err


def test_une_base_absente_est_un_mauvais_usage(guichet, tmp_path):
    sortie = guichet("chercher", "x", "--base", str(tmp_path / "rien.db"))
    assert sortie.code == 2
    assert "guichet init" in sortie.err


def test_sans_rien_dire_la_base_est_celle_de_l_utilisateur(guichet, tmp_path):
    sortie = guichet("chercher", "x")
    assert "xdg_data_home" in sortie.err
    assert sortie.code == 2


@pytest.mark.parametrize(
    "contenu", [b"", b"ceci n'est pas une base", b"SQLite format 3\x00" + b"\x10\x00" + b"\xff" * 90]
)
def test_une_base_abimee_est_une_integrite_rompue(guichet, tmp_path, contenu):
    fichier = tmp_path / "abimee.db"
    fichier.write_bytes(contenu)
    sortie = guichet("chercher", "x", "--base", str(fichier), "--agent", "demo")
    assert sortie.code == 3
    assert len(regles(sortie)) == 1


def test_une_base_tenue_par_un_autre_programme(demo, base, monkeypatch):
    bloqueur = sqlite3.connect(base, isolation_level=None)
    bloqueur.execute("PRAGMA locking_mode = EXCLUSIVE")
    bloqueur.execute("BEGIN EXCLUSIVE")
    monkeypatch.setattr("guichet.base.moteur.ATTENTE_SQLITE_S", 0.1)
    try:
        sortie = demo("reindexer")
    finally:
        bloqueur.close()
    assert sortie.code == 4
    assert len(regles(sortie)) == 1


def test_un_serveur_injoignable(guichet):
    sortie = guichet("chercher", "x", "--base", "postgresql://127.0.0.1:1/guichet?password=secret", "--agent", "demo")
    assert sortie.code == 4
    assert "secret" not in sortie.err


@pytest.fixture
def panne():
    """A command that meets what nobody foresaw, with a secret in its message and in its variables."""

    @options.commande(application.application, "panne", "Tomber en panne.")
    def panne(appel):
        mot_de_passe = "tres-secret"
        raise RuntimeError(mot_de_passe)

    racine.arbre.cache_clear()
    yield
    application.application.registered_commands.pop()
    racine.arbre.cache_clear()


def test_l_imprevu_donne_une_reference_et_jamais_de_trace(guichet, panne, tmp_path):
    sortie = guichet("panne")
    assert sortie.code == 5
    assert "Traceback" not in sortie.err
    assert "référence" in sortie.err
    (journal,) = (tmp_path / "xdg_state_home").rglob("*.log")
    assert str(journal) in sortie.err
    assert stat.S_IMODE(journal.stat().st_mode) == 0o600
    texte = journal.read_text()
    assert "RuntimeError" in texte
    assert "tres-secret" not in texte + sortie.err


def test_l_imprevu_sans_journal_ne_tombe_pas_deux_fois(guichet, panne, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", "/dev/null/impossible")
    sortie = guichet("panne")
    assert sortie.code == 5
    assert "RuntimeError" in sortie.err


def test_ctrl_c_finit_proprement(base, tmp_path):
    """The parent hangs up, the agent hits Ctrl+C while a password is asked."""
    tuyau = tmp_path / "attente"
    os.mkfifo(tuyau)
    processus = subprocess.Popen(
        [sys.executable, "-m", "guichet", "famille", "creer", "--fichier", str(tuyau), "--agent", "demo"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # A suite started in the background is deaf to Ctrl+C, and so would be what it starts.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 - one call, which takes no lock
    )
    # Opening the other end waits until the program has opened its own. It may not read yet: a signal that falls
    # between Python's last look at signals and the read itself interrupts nothing. The end of the file, which comes
    # after the signal, ends that read; a program that had missed the signal would take the empty file for its answer.
    with tuyau.open("w", encoding="utf-8"):
        processus.send_signal(signal.SIGINT)
    out, err = processus.communicate(timeout=TROP_LONG_S)
    assert processus.returncode == 130
    assert out == ""
    assert err.strip() == "Interrompu\u00a0: ce qui n’était pas terminé n’a pas été enregistré."


def test_le_vrai_programme_rend_les_memes_codes(base):
    assert programme("chercher", "leger", "--agent", "demo").code == 0
    assert programme("agents", "--agent", "accueil").code == 1
    assert programme("chercher").code == 2


def test_une_base_en_lecture_seule(demo, base: Path):
    base.chmod(0o444)
    sortie = demo("chercher", "leger")
    assert sortie.code == 4
    assert "lecture seule" in sortie.err
