"""On a real base nobody acts without a session, and no password is ever on a command line, a screen or in a log."""

from __future__ import annotations

import io
import os
import shutil
import stat
import sys

import pexpect
import pytest

from tests.cli.conftest import programme
from tests.patience import TROP_LONG_S

SECRET = "un long mot de passe"
NOUVEAU = "un autre mot de passe"


@pytest.fixture
def ville(guichet, tmp_path, monkeypatch):
    """A real base, made by the program itself; returns its file."""
    fichier = tmp_path / "ville" / "guichet.db"
    monkeypatch.setenv("GUICHET_BASE", str(fichier))
    sortie = guichet("init", "--commune", "clairval", "--mot-de-passe-stdin", entree=f"{SECRET}\n")
    assert sortie.code == 0, sortie.err
    assert SECRET not in sortie.out + sortie.err
    return fichier


def test_une_commune_ouvre_sa_base(guichet, ville):
    refus = guichet("init", "--commune", "clairval", "--mot-de-passe-stdin", entree=f"{SECRET}\n")
    assert refus.code == 1
    assert "déjà une base" in refus.err


def test_init_verifie_tout_avant_de_creer(guichet, tmp_path):
    base = ("--base", str(tmp_path / "neuve.db"))
    for arguments, entree, code in (
        (("--commune", "atlantide"), SECRET, 2),
        (("--commune", "clairval"), "court", 1),
        (("--commune", "clairval"), "", 2),
        (("--commune", "clairval", "--administrateur", "É É"), SECRET, 1),
    ):
        sortie = guichet("init", *arguments, *base, "--mot-de-passe-stdin", entree=f"{entree}\n")
        assert sortie.code == code, sortie.err
        assert not (tmp_path / "neuve.db").exists()
    essai = guichet(
        "init", "--commune", "service-sej", *base, "--mot-de-passe-stdin", "--simulation", "--format", "json", entree=SECRET
    )  # fmt: skip
    assert essai.json["simulation"] is True
    assert "portail.adresse" in essai.json["a_completer"]
    assert not (tmp_path / "neuve.db").exists()


def test_sans_trousseau_on_le_dit_et_le_fichier_est_prive(guichet, ville, tmp_path):
    sortie = guichet("connexion", "admin", "--mot-de-passe-stdin", entree=f"{SECRET}\n")
    assert sortie.code == 0, sortie.err
    assert "trousseau" in sortie.err
    assert sortie.out == ""
    cles = [f for f in (tmp_path / "xdg_data_home").rglob("cles-*") if f.suffix != ".file"]
    assert cles
    assert {stat.S_IMODE(fichier.stat().st_mode) for fichier in cles} == {0o600}


def test_une_session_s_ouvre_sert_et_se_ferme(guichet, ville):
    assert guichet("agents").code == 1, "personne n’est connecté"
    assert guichet("agents", "--agent", "admin").code == 1, "le nom ne suffit pas sur une vraie base"
    faux = guichet("connexion", "admin", "--mot-de-passe-stdin", entree="mauvais mot de passe\n")
    assert faux.code == 1
    guichet("connexion", "admin", "--mot-de-passe-stdin", entree=f"{SECRET}\n")
    liste = guichet("agents", "--format", "json")
    assert [a["identifiant"] for a in liste.json] == ["admin"]
    assert liste.err == "", "l’avis du trousseau est dit à la connexion, pas à chaque commande d’un script"
    assert guichet("agents", "--agent", "autre").code == 1, "la session est celle d’un autre"
    assert guichet("deconnexion").code == 0
    assert guichet("agents").code == 1
    assert "Aucune session" in guichet("deconnexion").err


def test_un_agent_choisit_son_mot_de_passe_a_sa_premiere_connexion(guichet, ville):
    guichet("connexion", "admin", "--mot-de-passe-stdin", entree=f"{SECRET}\n")
    cree = guichet("agents", "creer", "n.benali", "--nom", "Benali", "--prenom", "Nadia", "--format", "json")
    assert cree.code == 0, cree.err
    provisoire = cree.json["mot_de_passe"]
    sortie = guichet("connexion", "n.benali", "--mot-de-passe-stdin", entree=f"{provisoire}\n{NOUVEAU}\n")
    assert sortie.code == 0, sortie.err
    assert guichet("chercher", "x", "--format", "json").json == []
    change = guichet("agents", "mot-de-passe", "n.benali", "--mot-de-passe-stdin", entree=f"{NOUVEAU}\n{SECRET}\n")
    assert change.code == 0, change.err
    assert guichet("chercher", "x").code == 1, "les sessions ouvertes avec l’ancien sont fermées"


def test_la_vie_d_un_agent(guichet, ville):
    guichet("connexion", "admin", "--mot-de-passe-stdin", entree=f"{SECRET}\n")
    donne = guichet("agents", "creer", "accueil", "--nom", "A", "--prenom", "B", "--mot-de-passe-stdin", entree=SECRET)
    assert donne.code == 0, donne.err
    assert SECRET not in donne.out
    assert guichet("agents", "creer", "autre", "--nom", "A", "--prenom", "B").code == 2, "le secret se perdrait"
    assert guichet("agents", "modifier", "accueil", "--role", "superviseur").code == 0
    assert guichet("agents", "modifier", "accueil", "--role", "chef").code == 2
    assert "Rien ne bloque" in guichet("agents", "debloquer", "accueil").err
    assert guichet("agents", "desactiver", "accueil").code == 0
    assert guichet("agents", "reactiver", "accueil").code == 0
    assert guichet("agents", "reinitialiser", "accueil", "--format", "json").json["mot_de_passe"]
    assert guichet("agents", "desactiver", "admin").code == 1
    (accueil,) = [a for a in guichet("agents", "--format", "json").json if a["identifiant"] == "accueil"]
    assert accueil == {
        "identifiant": "accueil",
        "nom": "A",
        "prenom": "B",
        "role": "superviseur",
        "actif": True,
        "bloque_jusqu_a": None,
    }


def test_un_mot_de_passe_n_est_jamais_un_argument(guichet, ville):
    assert guichet("connexion", "admin", SECRET).code == 2
    assert guichet("connexion", "admin", "--mot-de-passe", SECRET).code == 2
    sans_terminal = guichet("connexion", "admin")
    assert sans_terminal.code == 2
    assert "--mot-de-passe-stdin" in sans_terminal.err
    assert guichet("connexion").code == 2


@pytest.mark.lent
def test_sur_un_terminal_le_mot_de_passe_ne_se_voit_pas(ville):
    terminal = pexpect.spawn(sys.executable, ["-m", "guichet", "connexion"], encoding="utf-8", timeout=TROP_LONG_S)
    vu = terminal.logfile_read = io.StringIO()
    terminal.expect("Identifiant")
    terminal.sendline("admin")
    terminal.expect("Mot de passe")
    terminal.sendline(SECRET)
    terminal.expect("Session ouverte")
    terminal.expect(pexpect.EOF)
    # Closing hangs up on whoever is still there: a process that has closed its terminal is not yet gone.
    terminal.wait()
    terminal.close()
    assert terminal.exitstatus == 0
    assert SECRET not in vu.getvalue()


@pytest.mark.lent
def test_deux_saisies_differentes_ne_creent_rien(tmp_path):
    base = tmp_path / "neuve.db"
    terminal = pexpect.spawn(
        sys.executable, ["-m", "guichet", "init", "--commune", "clairval", "--base", str(base)], encoding="utf-8", timeout=TROP_LONG_S
    )  # fmt: skip
    terminal.expect("Mot de passe")
    terminal.sendline(SECRET)
    terminal.expect("Encore une fois")
    terminal.sendline(NOUVEAU)
    terminal.expect("diffèrent")
    terminal.expect(pexpect.EOF)
    # Closing hangs up on whoever is still there: a process that has closed its terminal is not yet gone.
    terminal.wait()
    terminal.close()
    assert terminal.exitstatus == 2
    assert not base.exists()


def test_le_vrai_programme_garde_la_session_d_un_appel_a_l_autre(ville):
    assert programme("connexion", "admin", "--mot-de-passe-stdin", entree=f"{SECRET}\n").code == 0
    assert programme("agents", "--format", "json").code == 0


def test_les_cles_copiees_ne_donnent_pas_de_session(guichet, ville, tmp_path, monkeypatch):
    """Advised by the program itself, the copy acted as administrator without ever logging in."""
    cles = tmp_path / "cles"
    monkeypatch.setenv("GUICHET_CLES", str(cles))
    base = ville.with_name("autre.db")
    assert (
        guichet("init", "--commune", "clairval", "--base", str(base), "--mot-de-passe-stdin", entree=SECRET).code == 0
    )
    avant = cles.read_bytes()
    assert guichet("connexion", "admin", "--base", str(base), "--mot-de-passe-stdin", entree=SECRET).code == 0
    assert cles.read_bytes() == avant, "a key file is not rewritten by whoever logs in"
    assert guichet("agents", "--base", str(base)).code == 0
    shutil.copy(cles, tmp_path / "copie")
    monkeypatch.setenv("GUICHET_CLES", str(tmp_path / "copie"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "ailleurs"))
    sortie = guichet("agents", "--base", str(base))
    assert sortie.code == 1
    assert "Aucune session" in sortie.err


@pytest.mark.lent
def test_une_session_est_celle_de_son_terminal(ville):
    """Two real terminals of one account: logged in at the first, nobody at the second; a script's serves both."""

    def terminal():
        return pexpect.spawn("/bin/sh", ["-i"], encoding="utf-8", timeout=TROP_LONG_S, env={**os.environ, "PS1": "$ "})

    def taper(ou, ligne):
        ou.sendline(f"{ligne}; echo code=$?.")
        ou.expect(r"code=(\d+)\.")
        return int(ou.match[1])

    guichet = f"{sys.executable} -m guichet"
    un, deux = terminal(), terminal()
    assert taper(un, f"echo '{SECRET}' | {guichet} connexion admin --mot-de-passe-stdin") == 0
    assert taper(un, f"{guichet} agents") == 0
    assert taper(deux, f"{guichet} agents") == 1
    assert taper(deux, f"echo '{SECRET}' | {guichet} connexion admin --mot-de-passe-stdin --pour-script") == 0
    assert taper(deux, f"{guichet} agents") == 0
    assert taper(deux, f"setsid -w {guichet} agents </dev/null") == 0, "a cron job has no terminal"
    assert taper(un, f"{guichet} deconnexion --pour-script") == 0
    assert taper(deux, f"{guichet} agents") == 1
    assert taper(un, f"{guichet} agents") == 0
    for ou in (un, deux):
        ou.close(force=True)
