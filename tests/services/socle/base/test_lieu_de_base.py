"""Where a base is, or is to be: a mistyped place ends with a sentence, before anything is made there."""

from __future__ import annotations

import subprocess
import sys

import pytest

from guichet.base import Adresse, lire_adresse, ouvrir_base
from guichet.base.controle import preparer_lieu
from guichet.erreurs import UsageIncorrect
from guichet.erreurs.base import BaseInjoignable


@pytest.mark.parametrize(
    ("nom", "phrase"),
    [
        ("~personne-de-ce-nom/x.db", "utilisateur inconnu"),
        ("/", "est un dossier"),
        (" ", "est un dossier"),
        ("..", "est un dossier"),
        ("sqlite:///", "est un dossier"),
        ("x" * 5000, "ne peut pas être le nom"),
        ("/tmp/" + "é" * 130, "ne peut pas être le nom"),
        ("a\0b", "ne peut pas être le nom"),
        ("postgresql://[::1/x", "ne se lit pas"),
        ("postgresql://serveur:port/x", "ne se lit pas"),
        ("postgresql://serveur:99999/x", "ne se lit pas"),
        ("postgres:", "ne se lit pas"),
        ("mysql://serveur/x", "pas une sorte de base"),
    ],
)
def test_une_adresse_qui_n_en_est_pas_une_est_refusee_avant_d_ouvrir(nom, phrase):
    with pytest.raises(UsageIncorrect, match=phrase) as leve:
        lire_adresse(nom)
    assert len(leve.value.message) < 300


def test_une_base_neuve_demande_un_dossier_et_un_serveur_qui_repondent(tmp_path):
    """Making a base is where a mistyped place is met first: a traceback there, and the town gives up."""
    (tmp_path / "fichier").touch()
    with pytest.raises(BaseInjoignable, match=r"un dossier|de ce nom"):
        preparer_lieu(Adresse(tmp_path / "fichier" / "x.db"))
    with pytest.raises(BaseInjoignable, match="ne répond pas"):
        preparer_lieu(Adresse(None, "postgresql://localhost:1/x"))
    preparer_lieu(Adresse(tmp_path / "a" / "b" / "x.db"))
    assert (tmp_path / "a" / "b").is_dir()


def test_un_nom_que_le_systeme_refuse_est_dit_en_francais(tmp_path):
    long = tmp_path / ("x" * 300)
    with pytest.raises(BaseInjoignable, match="nom trop long"):
        ouvrir_base(Adresse(long))


def test_un_disque_plein_des_l_ouverture_n_est_pas_un_autre_programme(fichier_base):
    """Without room for the shared index of the journal, the agent looked for a program that held nothing."""
    programme = (
        "import resource, sys; from guichet.base import lire_adresse, ouvrir_base; from guichet.erreurs import ErreurMetier\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (8192, 8192))\n"
        "try: ouvrir_base(lire_adresse(sys.argv[1]))\n"
        "except ErreurMetier as refus: print(refus.regle, refus.code)"
    )
    fini = subprocess.run([sys.executable, "-c", programme, fichier_base], capture_output=True, text=True, check=True)
    assert fini.stdout == "disque 4\n", fini.stderr
