"""The evening a town changes its règlement: from the shell, told before it is written, and nothing by halves."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from guichet.base import Adresse
from guichet.communes import chemin_preset
from tests.services.offre.test_reglement import sans_activites
from tests.services.socle.base.test_migrations import reculer

pytestmark = pytest.mark.usefixtures("le_16_novembre")


@pytest.fixture
def fichier(tmp_path: Path) -> Path:
    """Clairval with one deadline changed."""
    texte = chemin_preset("clairval").read_text(encoding="utf-8")
    copie = tmp_path / "notre-ville.toml"
    copie.write_text(texte.replace('annulation = "H-48"', 'annulation = "J-2"'), encoding="utf-8")
    return copie


def test_l_apercu_puis_le_chargement(demo, fichier: Path) -> None:
    ligne = ("reglement", "charger", str(fichier), "--le", "04/01/2027")
    essai = demo(*ligne, "--simulation")
    assert essai.code == 0, essai.err
    assert "annulation" in essai.out
    assert "H-48" in essai.out
    assert "etude" in essai.out
    assert len(demo("reglement", "--format", "json").json) == 1
    fait = demo(*ligne, "--format", "json").json["reglement"]
    assert (fait["du"], fait["commune"]) == ("2027-01-04", "Clairval-sur-Seine")
    assert [(x["sorte"], x["cle"], x["apres"]) for x in fait["changements"]] == [
        ("change", "activites.etude.annulation", "J-2")
    ]
    assert [(r["du"], r["en_vigueur"]) for r in demo("reglement", "lister", "--format", "json").json] == [
        ("2027-01-04", False),
        ("2000-01-01", True),
    ]
    encore = demo(*ligne)
    assert encore.code == 1
    assert "déjà à partir du 04/01/2027" in encore.err


def test_une_faute_est_dite_avec_sa_ligne(demo, fichier: Path) -> None:
    texte = fichier.read_text(encoding="utf-8").replace('zone = "C"', 'zone = "D"')
    fichier.write_text(texte, encoding="utf-8")
    refus = demo("reglement", "charger", str(fichier))
    assert refus.code == 2
    numero = texte[: texte.index('zone = "D"')].count("\n") + 1
    assert f"notre-ville.toml, ligne {numero}, clé «\u00a0zone\u00a0»" in refus.err


def test_une_base_ancienne_recoit_ses_activites_et_reserve(demo, base: Path) -> None:
    """Lost otherwise: the town that has used Guichet from its first version can never book a meal."""
    reculer(Adresse(base))
    sans_activites(Adresse(base))
    assert "guichet reglement charger" in demo("activites").err
    assert "guichet reglement charger" in demo("activites", "importer").out
    fait = demo("reglement", "charger", "clairval")
    assert fait.code == 0, fait.err
    assert "Restauration scolaire" in fait.out
    assert "prochain démarrage" in fait.err
    assert demo("inscrire", "20001", "--activite", "restauration").code == 0
    (ligne,) = demo("reserver", "20001", "--activite", "restauration", "--jours", "07/12/2026", "--format", "json").json
    assert (ligne["jour"], ligne["issue"]) == (date(2026, 12, 7).isoformat(), "reservee")
