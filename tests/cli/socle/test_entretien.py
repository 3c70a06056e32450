"""Who keeps the base learns at once that it was touched, and where."""

from __future__ import annotations

import sqlite3
import sys

import pexpect
import pytest

from tests.patience import TROP_LONG_S


def test_une_base_saine_dit_ce_qui_a_ete_verifie(demo):
    sortie = demo("verifier", "--format", "json")
    assert sortie.code == 0, sortie.err
    assert sortie.json["sain"] is True
    assert next(c["nombre"] for c in sortie.json["rapport"]["controles"] if c["nom"] == "journal") > 0
    assert "journal" in demo("verifier").out


@pytest.mark.parametrize("forme", ["table", "json"])
def test_une_ligne_touchee_est_nommee(demo, base, forme):
    with sqlite3.connect(base) as c:
        for (nom,) in c.execute(
            "SELECT name FROM sqlite_master WHERE type='trigger' AND tbl_name='journal'"
        ).fetchall():
            c.execute(f'DROP TRIGGER "{nom}"')
        c.execute("UPDATE journal SET agent = 'autre' WHERE seq = 2")
    sortie = demo("verifier", "--format", forme)
    assert sortie.code == 3
    assert "2" in sortie.err
    assert "Règle\u00a0: intégrité." in sortie.err
    if forme == "json":
        assert sortie.json["sain"] is False
        assert sortie.json["rapport"]["anomalies"][0]["ligne"] == 2


@pytest.mark.parametrize("options", [(), ("--plain",)])
def test_l_avancement_se_voit_sur_le_terminal_seul(base, options):
    """The bar is for the eye, on stderr: a screen reader asks for --plain, a script reads stdout alone."""
    terminal = pexpect.spawn(
        sys.executable,
        ["-m", "guichet", "verifier", "--agent", "demo", *options],
        encoding="utf-8",
        timeout=TROP_LONG_S,
    )
    terminal.expect(pexpect.EOF)
    # Closing hangs up on whoever is still there: a process that has closed its terminal is not yet gone.
    terminal.wait()
    terminal.close()
    assert terminal.exitstatus == 0
    assert ("Vérification du journal" in terminal.before) is not bool(options)


def test_verifier_demande_le_droit(guichet, base):
    assert guichet("verifier", "--agent", "accueil").code == 1


def test_l_index_se_refait(demo):
    assert demo("reindexer", "--format", "json").json == {"familles": 2, "simulation": False}
    assert len(demo("chercher", "leger", "--format", "json").json) == 1


def test_la_demonstration_se_prepare_sans_s_ouvrir(guichet, tmp_path):
    base = tmp_path / "demo.db"
    sortie = guichet("demo", "--preparer", "--familles", "5", "--base", str(base), "--format", "json")
    assert sortie.code == 0, sortie.err
    assert sortie.json["familles"] == 5
    assert guichet("taches", "--base", str(base), "--agent", "demo").code == 0
    assert guichet("demo", "--familles", "zéro").code == 2
    assert guichet("demo", "--preparer", "--commune", "atlantide").code == 2


def test_une_vraie_base_n_est_jamais_ecrasee_par_une_demonstration(guichet, base):
    avant = base.read_bytes()
    assert guichet("demo", "--preparer").code == 1
    assert base.read_bytes() == avant


def test_sans_terminal_la_demonstration_le_dit(guichet, tmp_path):
    sortie = guichet("demo", "--familles", "5", "--base", str(tmp_path / "demo.db"))
    assert sortie.code == 2
    assert "terminal" in sortie.err


def test_le_diagnostic_parle_meme_sans_base(guichet, base):
    bon = guichet("diagnostic", "--format", "json")
    assert bon.code == 0, bon.err
    assert {"python", "base"} <= {constat["nom"].casefold() for constat in bon.json}
    casse = guichet("diagnostic", "--base", str(base) + ".absente")
    assert casse.code == 1
    assert "refus" in casse.out
    assert "refus" in casse.err


@pytest.mark.parametrize("quoi", ["absent", "vide", "dossier"])
def test_un_temoin_perdu_est_dit_jamais_un_incident(demo, base, quoi):
    """Lost otherwise: a folder at its place ended in « incident imprévu » (exit 5), and none at all in « saine »."""
    demo("verifier")
    temoin = base.with_name(base.name + ".temoin")
    temoin.unlink()
    if quoi == "vide":
        temoin.touch()
    elif quoi == "dossier":
        temoin.mkdir()
    sortie = demo("verifier")
    assert sortie.code == 3
    assert "témoin" in sortie.err
