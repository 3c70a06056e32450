"""README says what is there: a key or a command it does not tell is one that nobody uses."""

from __future__ import annotations

import re

import pytest
from typer.main import get_command

from guichet.cli.racine import application
from guichet.commandes import COMMANDES
from outils.readme import README, commandes, feuilles, rempli, touches
from tests.architecture.arbre import RACINE

TEXTE = README.read_text(encoding="utf-8")
REFAIRE = "README no longer says what the program does: .venv/bin/python -m outils.readme"


def test_les_tableaux_sont_ceux_du_programme() -> None:
    assert rempli(TEXTE) == TEXTE, REFAIRE


def test_rien_ne_manque_aux_tableaux() -> None:
    """Lost otherwise: a generator that forgets rows would keep the test above happy."""
    assert all(f"| {c.libelle} | {c.aide} |" in touches() for c in COMMANDES)
    assert commandes().count("\n| `guichet ") == len(list(feuilles(get_command(application))))


@pytest.mark.parametrize(("chemin", "commande"), list(feuilles(get_command(application))))
def test_chaque_commande_a_son_aide(chemin: str, commande: object) -> None:
    aide = (getattr(commande, "help", "") or "").split("\n", 1)[0]
    assert aide.endswith("."), chemin
    assert len(aide) <= 90, chemin


def test_ce_que_readme_nomme_existe() -> None:
    """Lost otherwise: a reader sent to a page that was moved."""
    liens = {li for li in re.findall(r"\]\(([^)#]+)\)", TEXTE) if "://" not in li}
    dossiers = {d for d in re.findall(r"^\| `([\w./-]+)` \|", TEXTE, re.MULTILINE) if "/" in d}
    assert liens
    assert dossiers
    assert [n for n in sorted(liens | dossiers) if not (RACINE / n).exists()] == []


def test_les_mesures_annoncees_se_refont() -> None:
    """Lost otherwise: a figure nobody can check."""
    modules = re.findall(r"python -m (tests\.[\w.]+)", TEXTE)
    assert len(set(modules)) >= 4
    for module in modules:
        assert (RACINE / (module.replace(".", "/") + ".py")).exists(), module


def test_chaque_decision_est_a_l_index() -> None:
    dossier = RACINE / "docs" / "decisions"
    index = (dossier / "README.md").read_text(encoding="utf-8")
    pages = {f.name for f in dossier.glob("*.md")} - {"README.md"}
    assert set(re.findall(r"\]\(([\w.-]+\.md)\)", index)) == pages
    for page in pages:
        titre = (dossier / page).read_text(encoding="utf-8").split("\n", 1)[0].lstrip("# ")
        assert titre.split(". ", 1)[-1] in index, page
