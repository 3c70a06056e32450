"""`guichet remplacer-cle`: said before it is asked, asked unseen, done whole."""

from __future__ import annotations

import sqlite3
import sys
from contextlib import closing

import pytest

from tests.performance.pty_guichet import Terminal

SECRET = "un long mot de passe"


@pytest.fixture
def ville(guichet, tmp_path, monkeypatch):
    """A real base, the code its administrator was shown, the file of its keys."""
    fichier, cles = tmp_path / "ville" / "guichet.db", tmp_path / "cles"
    monkeypatch.setenv("GUICHET_BASE", str(fichier))
    monkeypatch.setenv("GUICHET_CLES", str(cles))
    faite = guichet("init", "--commune", "clairval", "--mot-de-passe-stdin", "--format", "json", entree=f"{SECRET}\n")
    assert faite.code == 0, faite.err
    return fichier, faite.json["code_secours"], cles


def changer(guichet, *lignes, options=()):
    entree = "".join(f"{ligne}\n" for ligne in lignes)
    return guichet("remplacer-cle", "admin", "--secrets-stdin", "--format", "json", *options, entree=entree)


def verifie(guichet):
    assert guichet("connexion", "admin", "--mot-de-passe-stdin", entree=f"{SECRET}\n").code == 0
    return guichet("verifier", "--format", "json")


def actes(fichier):
    with closing(sqlite3.connect(fichier)) as c:
        return c.execute("SELECT count(*) FROM journal").fetchone()[0]


def test_la_cle_perdue_dit_la_commande_et_la_commande_rend_la_base(guichet, ville):
    """Lost otherwise: the town reads its base for ever, and no sentence says what to do."""
    _, code, cles = ville
    cles.unlink()
    refus = guichet("connexion", "admin", "--mot-de-passe-stdin", entree=f"{SECRET}\n")
    assert refus.code == 4
    assert "En dernier recours" in refus.err
    assert "guichet remplacer-cle" in refus.err
    faite = changer(guichet, SECRET, code, "OUI")
    assert faite.code == 0, faite.err
    assert "Si quelqu’un en garde une copie" in faite.err
    assert (faite.json["verifiees"], faite.json["lignes_scellees"] > 0) == (False, True)
    assert faite.json["code_secours"] not in {code, None}
    assert cles.read_text() not in faite.out + faite.err
    rapport = verifie(guichet)
    assert rapport.code == 0, rapport.err
    assert "sans l’ancienne" in rapport.out
    assert "secrets" in guichet("diagnostic", "--format", "json").out


@pytest.mark.parametrize("dernier", ["oui", "", "NON"])
def test_rien_n_est_fait_sans_oui(guichet, ville, dernier):
    fichier, code, cles = ville
    cles.unlink()
    avant = actes(fichier)
    refus = changer(guichet, SECRET, code, dernier)
    assert (refus.code, actes(fichier), cles.exists()) == (2, avant, False)
    assert "n’a pas été remplacée" in refus.err


def test_des_anomalies_se_disent_avant_et_l_acte_les_ecrit(guichet, ville):
    """Lost otherwise: a key made to hide what was changed by hand."""
    fichier, _, _ = ville
    with closing(sqlite3.connect(fichier)) as c, c:
        c.execute("UPDATE agent SET prenom = 'Autre'")
    avant = actes(fichier)
    refus = changer(guichet, SECRET, "OUI")
    assert (refus.code, actes(fichier)) == (3, avant)
    assert "« agent », la ligne 1" in refus.err.replace("\u00a0", " ")
    assert "--malgre-anomalies" in refus.err
    assert changer(guichet, SECRET, "OUI", options=["--malgre-anomalies"]).code == 0
    rapport = verifie(guichet)
    assert rapport.code == 3, "marked for ever"
    assert "base.remplacer_cle" in rapport.out


def test_dans_un_terminal_les_secrets_ne_se_voient_pas(guichet, ville):
    _, code, cles = ville
    cles.unlink()
    recus = bytearray()
    with Terminal([sys.executable, "-m", "guichet", "remplacer-cle", "admin"], recus=recus) as t:
        t.attendre("Mot de passe de admin")
        t.taper(f"{SECRET}\r".encode())
        t.attendre("Code de secours")
        t.taper(f"{code}\r".encode())
        t.attendre("Tapez OUI")
        t.taper(b"OUI\r")
        t.attendre("une clé neuve")
        t.attendre("Code de secours")
    vu = recus.decode(errors="replace")
    assert SECRET not in vu
    assert code not in vu
    assert verifie(guichet).code == 0
