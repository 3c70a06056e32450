"""`guichet sauvegarder` from a night job: no session, one line, a file that opens."""

from __future__ import annotations

from pathlib import Path


def test_une_tache_de_nuit_n_a_pas_de_session(guichet, base, tmp_path, monkeypatch):
    """Lost otherwise: a copy nobody makes because somebody would have to be logged in at two in the morning."""
    sortie = guichet("sauvegarder", str(tmp_path / "nuit"), "--plain")
    assert sortie.code == 0, sortie.err
    (copie,) = (tmp_path / "nuit").glob("guichet-*.db")
    assert str(copie) in sortie.out
    # The keys are not beside the copy: whoever takes one has nothing.
    monkeypatch.setenv("GUICHET_CLES", f"{base}.cles")
    assert guichet("verifier", "--base", str(copie), "--agent", "demo").code == 0


def test_le_meme_acte_pour_un_programme(guichet, base, tmp_path):
    lu = guichet("sauvegarder", str(tmp_path / "nuit"), "--format", "json").json
    assert Path(lu["fichier"]).stat().st_size == lu["octets"]
    assert lu["retirees"] == []


def test_un_dossier_impossible_se_dit(guichet, base, tmp_path):
    """Lost otherwise: a traceback in the mail of the night job, or silence."""
    (tmp_path / "fichier").write_text("")
    sortie = guichet("sauvegarder", str(tmp_path / "fichier"))
    assert sortie.code in {1, 2, 4}
    assert "dossier" in sortie.err.lower()
    assert "Traceback" not in sortie.err


def test_un_nombre_qui_n_en_est_pas_un_se_dit_en_francais(guichet, base, tmp_path):
    """Lost otherwise: « Input should be a valid integer » in the mail of the night job."""
    sortie = guichet("sauvegarder", str(tmp_path / "nuit"), "--garder", "abc")
    assert sortie.code == 2
    assert "ne convient pas à --garder" in sortie.err
