"""Where pages go: a secret is never stored by itself, a file is never overwritten, a dead printer is explained."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from guichet.erreurs.editions import CheminRequis, ImpressionImpossible
from guichet.impression import (
    Edition,
    ImprimanteCups,
    ImprimanteDossier,
    ImprimanteMemoire,
    choisir,
)
from tests.patience import TROP_LONG_S

PAGE = Edition("recapitulatif-20421-K", b"%PDF-1", "texte é")
SECRET = Edition("identifiants-20421-K", b"%PDF-s", "k7mp", confidentiel=True)


def mode(fichier: Path) -> int:
    return stat.S_IMODE(fichier.stat().st_mode)


def faux_lp(dossier: Path, monkeypatch: pytest.MonkeyPatch, corps: str) -> None:
    """A real program called lp, first in the PATH: what it receives is what a printer would."""
    programme = dossier / "lp"
    programme.write_text(f"#!/bin/sh\n{corps}\n")
    programme.chmod(0o755)
    monkeypatch.setenv("PATH", f"{dossier}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr("guichet.impression._DELAI_SECONDES", TROP_LONG_S)


def test_le_dossier_garde_pdf_et_texte_pour_l_agent_seul(tmp_path):
    fichiers = ImprimanteDossier(tmp_path / "sorties").imprimer(PAGE).fichiers
    assert [f.name for f in fichiers] == ["recapitulatif-20421-K.pdf", "recapitulatif-20421-K.txt"]
    assert [f.read_bytes() for f in fichiers] == [b"%PDF-1", "texte é".encode()]
    assert {mode(f) for f in fichiers} == {0o600}


def test_rien_n_est_ecrase(tmp_path):
    imprimante = ImprimanteDossier(tmp_path)
    (tmp_path / "recapitulatif-20421-K-2.txt").write_text("à quelqu’un")
    noms = [imprimante.imprimer(PAGE).fichiers[0].name for _ in range(3)]
    assert noms == [f"recapitulatif-20421-K{suite}.pdf" for suite in ("", "-3", "-4")]
    assert (tmp_path / "recapitulatif-20421-K-2.txt").read_text() == "à quelqu’un"


@pytest.mark.parametrize("nom", ["../../etc/passwd", "a/b", "", "..", "x" * 300, "[/b] é"])
def test_un_nom_ne_sort_pas_du_dossier(nom, tmp_path):
    fichiers = ImprimanteDossier(tmp_path).imprimer(Edition(nom, b"p", "t")).fichiers
    assert {f.parent for f in fichiers} == {tmp_path}


def test_un_secret_ne_se_range_pas_tout_seul(tmp_path):
    """A slip with a password left in a folder is a stored password (rule 14)."""
    with pytest.raises(CheminRequis, match="secret"):
        ImprimanteDossier(tmp_path / "sorties").imprimer(SECRET)
    assert list(tmp_path.iterdir()) == []
    fichiers = ImprimanteDossier(tmp_path).imprimer(SECRET, chemin=tmp_path / "remise.pdf").fichiers
    assert [f.name for f in fichiers] == ["remise.pdf", "remise.txt"]
    assert {mode(f) for f in fichiers} == {0o600}


def test_le_secret_n_est_pas_dans_repr():
    assert "k7mp" not in repr(SECRET)


@pytest.mark.parametrize("imprimante", [ImprimanteMemoire(), ImprimanteCups("accueil")])
def test_le_fichier_demande_l_emporte(imprimante, tmp_path):
    assert imprimante.imprimer(SECRET, chemin=tmp_path / "x").fichiers[0] == tmp_path / "x.pdf"


@pytest.mark.parametrize("chemin", ["absent/x.pdf", "fichier/x.pdf"])
def test_un_emplacement_impossible_s_explique(chemin, tmp_path):
    (tmp_path / "fichier").write_text("")
    with pytest.raises(ImpressionImpossible, match="autre emplacement"):
        ImprimanteDossier(tmp_path).imprimer(PAGE, chemin=tmp_path / chemin)
    with pytest.raises(ImpressionImpossible, match="dossier"):
        ImprimanteDossier(tmp_path / "fichier" / "sous").imprimer(PAGE)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="/dev/full is not there to play a full disk")
@pytest.mark.parametrize("plein", [".pdf", ".txt"])
def test_disque_plein_ne_laisse_pas_un_demi_secret(plein, tmp_path, monkeypatch):
    ouvrir = os.open

    def ouvrir_sur_disque_plein(chemin: Path, drapeaux: int, droits: int = 0o777) -> int:
        descripteur = ouvrir(chemin, drapeaux, droits)
        if Path(chemin).suffix != plein:
            return descripteur
        os.close(descripteur)
        return ouvrir("/dev/full", os.O_WRONLY)

    monkeypatch.setattr(os, "open", ouvrir_sur_disque_plein)
    with pytest.raises(ImpressionImpossible):
        ImprimanteDossier(tmp_path).imprimer(SECRET, chemin=tmp_path / "x.pdf")
    assert list(tmp_path.iterdir()) == []


def test_cups_recoit_la_page_par_le_tuyau(tmp_path, monkeypatch):
    faux_lp(tmp_path, monkeypatch, f'echo "$@" > {tmp_path}/args; cat > {tmp_path}/page')
    assert "accueil" in ImprimanteCups("accueil").imprimer(SECRET).message
    assert (tmp_path / "page").read_bytes() == b"%PDF-s"
    args = (tmp_path / "args").read_text()
    assert "-d accueil" in args
    assert "k7mp" not in args
    assert "20421" not in args


def test_cups_refuse(tmp_path, monkeypatch):
    faux_lp(tmp_path, monkeypatch, "echo 'lp: imprimante inconnue' >&2; exit 1")
    with pytest.raises(ImpressionImpossible, match="imprimante inconnue"):
        ImprimanteCups("fantome").imprimer(PAGE)


def test_cups_absent(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ImpressionImpossible, match="CUPS"):
        ImprimanteCups("accueil").imprimer(PAGE)


def test_cups_muet(tmp_path, monkeypatch):
    faux_lp(tmp_path, monkeypatch, f"exec sleep {TROP_LONG_S:.0f}")
    monkeypatch.setattr("guichet.impression._DELAI_SECONDES", 0.2)
    with pytest.raises(ImpressionImpossible, match="ne répond pas"):
        ImprimanteCups("accueil").imprimer(PAGE)


def test_choisir(tmp_path):
    assert choisir("accueil", tmp_path) == ImprimanteCups("accueil")
    assert choisir(None, tmp_path) == choisir("", tmp_path) == ImprimanteDossier(tmp_path)


def test_la_memoire_garde_l_ordre():
    memoire = ImprimanteMemoire()
    memoire.imprimer(PAGE)
    memoire.imprimer(SECRET)
    assert memoire.editions == [PAGE, SECRET]
