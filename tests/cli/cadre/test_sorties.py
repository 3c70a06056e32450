"""Scripts read stdout, people read the screen: neither may be fooled by what a family is called."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import re
import subprocess
import sys

import pytest

from guichet.cli.cadre import sortie
from tests.cli.conftest import programme

HOSTILE = "[/b]=1+1\x1b[31m\u202eeuver\x00 « é »"
COLONNES = (sortie.ColonneSortie("code", "Code", fixe=True), sortie.ColonneSortie("nom", "Nom"))


def ecrire(capsys, forme, lignes, **options):
    sortie.liste(forme, COLONNES, lignes, plain=options.get("plain", False))
    return capsys.readouterr().out


def test_le_json_est_une_seule_valeur(demo):
    sortie_ = demo("chercher", "leger", "--format", "json")
    assert sortie_.code == 0
    assert sortie_.err == ""
    (famille,) = sortie_.json
    assert set(famille) == {"code_famille", "famille", "enfants", "ville", "telephone", "alertes"}
    assert famille["code_famille"].startswith("20001-")
    assert famille["telephone"] == "0635452208"
    assert famille["ville"] == "Clairval-sur-Seine"


def test_rien_trouve_est_une_liste_vide(demo):
    sortie_ = demo("chercher", "zzzzzz", "--format", "json")
    assert (sortie_.code, sortie_.json) == (0, [])


def test_une_faute_de_frappe_propose_a_cote(demo):
    sortie_ = demo("chercher", "martain")
    assert sortie_.out == ""
    assert "LÉGER-MARTIN" in sortie_.err.upper()


@pytest.mark.parametrize("forme", ["table", "csv", "json"])
def test_un_nom_hostile_est_montre_jamais_execute(demo, forme):
    sortie_ = demo("chercher", "0611223344", "--format", forme)
    assert sortie_.code == 0
    assert "[/B]=1+1" in sortie_.out
    if forme == "csv":
        (ligne,) = csv.DictReader(io.StringIO(sortie_.out), delimiter=";")
        assert not any(case.startswith(("=", "+", "-", "@")) for case in ligne.values())
        assert ligne["telephone"] == "06 11 22 33 44"


def test_rien_de_ce_qui_agit_sur_l_ecran_ne_sort(capsys):
    for forme in ("table", "csv"):
        texte = ecrire(capsys, forme, [{"code": "1", "nom": HOSTILE}])
        assert "[/b]=1+1" in texte
        assert not any(signe in texte for signe in "\x1b\u202e\x00")
    assert "\x1b" not in ecrire(capsys, "json", [{"code": "1", "nom": HOSTILE}])


def test_le_csv_est_celui_des_tableurs_francais(capsys):
    colonnes = (
        sortie.ColonneSortie("montant_centimes", "Montant"),
        sortie.ColonneSortie("nom", "Nom"),
        sortie.ColonneSortie("ok", "Ok"),
    )
    sortie.liste("csv", colonnes, [{"montant_centimes": -1250, "nom": "a;b\n", "ok": True}], plain=False)
    assert capsys.readouterr().out == 'montant_centimes;nom;ok\n-12,50;"a;b ";oui\n'


def test_une_table_tient_en_80_colonnes_et_se_passe_de_cadre(capsys):
    texte = ecrire(capsys, "table", [{"code": "20001-K", "nom": "x" * 300}])
    assert max(map(len, texte.splitlines())) <= 80
    assert not any(ligne.endswith(" ") for ligne in texte.splitlines())
    assert texte.count("x") == 300, "rien n’est coupé"
    assert not set(texte) & set("│─━┃╭╮")


def test_une_fiche_a_plat_pour_le_tableur(capsys):
    sortie.fiche("csv", {"code": "1", "membres": [{"nom": "=a"}, {"nom": "b"}]})
    assert capsys.readouterr().out == "champ;valeur\ncode;1\nmembres.1.nom;'=a\nmembres.2.nom;b\n"


def dans_un_terminal(*arguments: str, **environnement: str) -> str:
    maitre, esclave = pty.openpty()
    fini = subprocess.run(
        [sys.executable, "-m", "guichet", *arguments],
        stdout=esclave,
        check=False,
        env={**os.environ, "TERM": "xterm-256color", "COLUMNS": "80", **environnement},
    )
    os.close(esclave)
    texte = b""
    while True:
        try:
            bloc = os.read(maitre, 65536)
        except OSError:
            break
        if not bloc:
            break
        texte += bloc
    os.close(maitre)
    assert fini.returncode == 0
    return texte.decode()


def test_couleur_et_cadre_pour_le_seul_terminal():
    assert "\x1b[" in dans_un_terminal("communes")
    for nu in (dans_un_terminal("communes", "--plain"), dans_un_terminal("communes", NO_COLOR="1")):
        assert "─" not in nu
    assert "\x1b[" not in dans_un_terminal("communes", "--plain")


def test_un_secret_se_montre_sur_le_terminal(base):
    texte = dans_un_terminal("cle", "emettre", "20001", "--pour", "1", "--piece", "cni", "--agent", "demo")
    assert re.search(r"Clé Enfance +[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}", texte)


def test_un_tube_ferme_se_tait():
    fini = subprocess.run(
        f"{sys.executable} -m guichet communes montrer clairval --format json | head -1",
        shell=True,
        capture_output=True,
        text=True,
        check=True,
    )
    assert fini.stdout == "{\n"
    assert fini.stderr == ""


def test_un_terminal_sans_utf8_montre_quand_meme():
    sortie_ = programme("communes", PYTHONIOENCODING="ascii")
    assert sortie_.code == 0
    assert "Clairval-sur-Seine" in sortie_.out


def test_le_json_du_vrai_programme_est_lisible():
    sortie_ = programme("communes", "--format", "json")
    assert {"commune", "nom", "resume"} == set(json.loads(sortie_.out)[0])
    assert sortie_.err == ""
