"""One wrong password a day kept a lone administrator out for ever: the code printed at init is the way back."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

SECRET = "un long mot de passe"
NOUVEAU = "un autre mot de passe"


@pytest.fixture
def ville(guichet, tmp_path, monkeypatch):
    """A real base, and the code its administrator was shown."""
    fichier = tmp_path / "ville" / "guichet.db"
    monkeypatch.setenv("GUICHET_BASE", str(fichier))
    faite = guichet("init", "--commune", "clairval", "--mot-de-passe-stdin", "--format", "json", entree=f"{SECRET}\n")
    assert faite.code == 0, faite.err
    return fichier, faite.json["code_secours"]


def lignes(fichier, sql):
    with closing(sqlite3.connect(fichier)) as c:
        return c.execute(sql).fetchall()


def entrer(guichet, mot_de_passe):
    return guichet("connexion", "admin", "--mot-de-passe-stdin", entree=f"{mot_de_passe}\n").code


def secourir(guichet, code, qui="admin", *suite):
    return guichet("agents", "secourir", qui, "--code-stdin", "--format", "json", *suite, entree=f"{code}\n{NOUVEAU}\n")


def test_un_administrateur_bloque_revient_par_son_code(guichet, ville):
    fichier, code = ville
    assert code not in fichier.read_bytes().decode("latin-1"), "kept as a hash"
    for _ in range(6):
        assert entrer(guichet, "faux faux faux") == 1
    assert entrer(guichet, SECRET) == 1, "locked out"
    tape = code.lower().replace("-", " ")
    rendu = secourir(guichet, tape)
    assert rendu.code == 0, rendu.err
    assert entrer(guichet, NOUVEAU) == 0
    assert lignes(fichier, "SELECT agent, objet FROM journal WHERE type = 'agent.secourir'") == [("admin", "admin")]
    assert secourir(guichet, code).code == 1, "it served"
    suivant = rendu.json["code_secours"]
    assert suivant != code
    assert secourir(guichet, suivant).code == 0


@pytest.mark.parametrize(("faux", "qui"), [("AAAAA-AAAAA-AAAAA-AAAAA-AAAAA", "admin"), (None, "accueil"), (None, "x")])
def test_ni_un_autre_code_ni_un_autre_agent(guichet, ville, faux, qui):
    fichier, code = ville
    assert entrer(guichet, SECRET) == 0
    assert guichet("agents", "creer", "accueil", "--nom", "A", "--prenom", "B", "--format", "json").code == 0
    avant = lignes(fichier, "SELECT * FROM agent")
    refus = secourir(guichet, faux or code, qui)
    assert refus.code == 1
    assert "code de secours" in refus.err
    assert lignes(fichier, "SELECT * FROM agent") == avant
    assert lignes(fichier, "SELECT objet FROM journal WHERE type = 'agent.echec'") == [("code de secours",)]
    assert secourir(guichet, code).code == 0, "a refusal does not use it up"


def test_une_simulation_ne_montre_ni_n_use_le_code(guichet, ville):
    _, code = ville
    essai = secourir(guichet, code, "admin", "--simulation")
    assert (essai.code, essai.json["code_secours"]) == (0, None)
    assert entrer(guichet, SECRET) == 0
    assert secourir(guichet, code).code == 0


def test_un_code_perdu_se_renouvelle(guichet, ville):
    _, code = ville
    assert guichet("agents", "nouveau-code", "--format", "json").code == 1, "nobody is logged in"
    assert entrer(guichet, SECRET) == 0
    neuf = guichet("agents", "nouveau-code", "--format", "json").json["code_secours"]
    assert secourir(guichet, code).code == 1
    assert secourir(guichet, neuf).code == 0
