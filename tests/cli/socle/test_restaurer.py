"""`guichet restaurer` from the shell: the base may not open, nobody is logged in, the words say what was lost."""

from __future__ import annotations

import shutil

import pytest


@pytest.fixture
def sauvegarde(guichet, demo, base, tmp_path):
    """A backup, then a Clé handed over: the visit it begins, and the Clé."""
    assert guichet("sauvegarder", str(tmp_path / "nuit")).code == 0
    (copie,) = (tmp_path / "nuit").glob("guichet-*.db")
    assert demo("cle", "emettre", "20001", "--pour", "1", "--piece", "cni", "--format", "json").code == 0
    return copie


def test_essayer_puis_remettre_puis_verifier(guichet, demo, base, sauvegarde):
    """Lost otherwise: « restaurez la dernière sauvegarde », and no command that does it."""
    essai = guichet("restaurer", str(sauvegarde), "--essai", "--format", "json").json
    assert essai["essai"] is True
    assert [a["objet"] for a in essai["restauration"]["actes"]] == [sauvegarde.name, "20001", "20001"]
    assert demo("cle", "etat", "20001").out.count("remise")
    sortie = guichet("restaurer", str(sauvegarde), "--plain")
    assert sortie.code == 0, sortie.err
    assert "3 actes faits depuis manquent" in sortie.out
    assert "Clé Enfance émise" in sortie.out
    verifie = demo("verifier", "--format", "json")
    assert verifie.code == 0, verifie.err
    assert "Une copie a été remise" in verifie.out


def test_une_base_qui_ne_s_ouvre_plus_nomme_la_commande_qui_la_remet(guichet, demo, base, sauvegarde):
    base.write_bytes(base.read_bytes()[:9000])
    refus = demo("chercher", "martin")
    assert refus.code == 3
    assert "guichet restaurer" in refus.err.replace("\u00a0", " ")
    assert guichet("restaurer", str(sauvegarde)).code == 0
    assert demo("chercher", "martin").code == 0


def test_une_sauvegarde_absente_se_dit(guichet, base, tmp_path):
    sortie = guichet("restaurer", str(tmp_path / "rien.db"))
    assert sortie.code == 2
    assert "Traceback" not in sortie.err


def test_la_base_ne_se_remet_pas_a_sa_propre_place(guichet, base, tmp_path):
    """« Base remise », and a second base beside it whose missing acts are to be done again: none is missing."""
    lien = tmp_path / "sauvegarde.db"
    lien.symlink_to(base)
    for soi in (base, lien):
        refus = guichet("restaurer", str(soi))
        assert refus.code == 2
        assert "est la base elle-même" in refus.err
    assert not list(base.parent.glob("*.avant-*"))


def test_rien_ne_manque_rien_n_est_a_ressaisir(guichet, base, tmp_path):
    """« Aucun acte ne manque… les actes qui manquent y sont, à ressaisir »."""
    copie = tmp_path / "copie.db"
    shutil.copy(base, copie)
    remise = guichet("restaurer", str(copie))
    assert remise.code == 0, remise.err
    assert "Aucun acte ne manque" in remise.out
    assert "à ressaisir" not in remise.out
