"""Pages say what is there: a key or a command they do not tell is one that nobody uses; a path that moved, a dead end."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from guichet.cli.racine import arbre
from guichet.commandes import COMMANDES
from guichet.erreurs.socle import insecables
from outils.tableaux import TABLEAUX, commandes, feuilles, page, rempli, touches
from tests.architecture.arbre import RACINE

README = RACINE / "README.md"
REFAIRE = "the page no longer says what the program does: .venv/bin/python -m outils.tableaux"
PAGES = sorted(
    p.relative_to(RACINE).as_posix() for p in (README, RACINE / "CHANGELOG.md", *RACINE.glob("docs/**/*.md"))
)
ETAGES = ("cli", "services", "registres", "fiches", "regles", "editions")
"""Floors whose rooms are the subjects."""


@pytest.mark.parametrize("nom", TABLEAUX)
def test_les_tableaux_sont_ceux_du_programme(nom: str) -> None:
    assert rempli(nom) == page(nom).read_text(encoding="utf-8"), REFAIRE


def test_rien_ne_manque_aux_tableaux() -> None:
    """Lost otherwise: a generator that forgets rows would keep the test above happy."""
    assert all(insecables(f"| {c.libelle} | {c.aide} |") in touches() for c in COMMANDES)
    assert commandes().count("\n| `guichet ") == len(list(feuilles(arbre())))


@pytest.mark.parametrize(("chemin", "commande"), list(feuilles(arbre())))
def test_chaque_commande_a_son_aide(chemin: str, commande: object) -> None:
    aide = (getattr(commande, "help", "") or "").split("\n", 1)[0]
    assert aide.endswith("."), chemin
    assert len(aide) <= 90, chemin


def test_readme_se_lit_d_une_traite() -> None:
    """Lost otherwise: what the program is for, under four hundred lines of tables."""
    assert len(README.read_text(encoding="utf-8").splitlines()) <= 130


@pytest.mark.parametrize("nom", PAGES)
def test_un_lien_mene_quelque_part(nom: str) -> None:
    """Lost otherwise: a reader sent to a page that was moved."""
    texte = (RACINE / nom).read_text(encoding="utf-8")
    liens = {li for li in re.findall(r"\]\(([^)#]+)\)", texte) if "://" not in li}
    assert [li for li in sorted(liens) if not ((RACINE / nom).parent / li).exists()] == []


def test_readme_nomme_ce_qui_existe() -> None:
    """Lost otherwise: a developer who looks for a floor or a room that is elsewhere, or is never told of one."""
    texte = README.read_text(encoding="utf-8")
    for nom in TABLEAUX:
        assert f"](docs/{page(nom).name})" in texte, nom
    cases = re.findall(r"^\| `([\w./-]+)` \|", texte, re.MULTILINE)
    etages, pieces = {c for c in cases if "/" in c}, {c for c in cases if "/" not in c}
    assert [e for e in sorted(etages) if not (RACINE / e).exists()] == []
    assert pieces == _pieces()


def _pieces() -> set[str]:
    return {d.name for d in (RACINE / "guichet" / "registres").iterdir() if (d / "__init__.py").exists()}


def _dits(fichier: Path) -> Iterator[str]:
    """What a page names between backquotes; the comments and docstrings of the code."""
    texte = fichier.read_text(encoding="utf-8")
    if fichier.suffix == ".md":
        yield from re.findall(r"`([^`\n]+)`", texte)
        return
    for jeton in tokenize.generate_tokens(io.StringIO(texte).readline):
        if jeton.type == tokenize.COMMENT:
            yield jeton.string
    for noeud in ast.walk(ast.parse(texte)):
        if isinstance(noeud, ast.Expr) and isinstance(noeud.value, ast.Constant) and isinstance(noeud.value.value, str):
            yield noeud.value.value


def _existe(chemin: str) -> bool:
    """A path of the checkout, with or without `.py`, or the name a module holds (« guichet/base/file.tour »)."""
    entier = RACINE / chemin
    if entier.exists() or entier.with_suffix(".py").exists():
        return True
    module, _, nom = chemin.partition(".")
    fichier = RACINE / f"{module}.py"
    if fichier.exists():
        return re.search(rf"\b{re.escape(nom)}\b", fichier.read_text(encoding="utf-8")) is not None
    return module.startswith("docs/decisions/") and any(entier.parent.glob(f"{entier.name}-*.md"))


@cache
def _cites() -> tuple[tuple[str, str], ...]:
    """Every (file, what it says): pages, and the code with its tests."""
    codes = [f for d in ("guichet", "screens", "models", "tests", "outils") for f in (RACINE / d).rglob("*.py")]
    fichiers = [*(RACINE / p for p in PAGES), *codes]
    return tuple((f.relative_to(RACINE).as_posix(), dit) for f in fichiers for dit in _dits(f))


def test_un_chemin_cite_existe() -> None:
    """Lost otherwise: whoever follows a comment to a file that was moved to another room."""
    motif = re.compile(r"(?<![\w./-])(?:guichet|screens|models|tests|docs|outils|data)/[\w/-]+(?:\.\w+)*")
    cites = [(f, c) for f, dit in _cites() for c in motif.findall(dit)]
    assert len(cites) > 30
    assert [(f, c) for f, c in cites if not _existe(c)] == []


def test_un_module_cite_est_dans_sa_piece() -> None:
    """Lost otherwise: a comment that sends to a floor without naming the room, where nothing stands any more."""
    permis = _pieces() | {"cadre", "racine", "SUBJECT", "md"}
    motif = re.compile(rf"(?<![\w./])({'|'.join(ETAGES)})[./]([A-Za-z_]\w*)")
    cites = [(f, m[0], m[2]) for f, dit in _cites() for m in motif.finditer(dit)]
    assert len(cites) > 20
    assert [(f, c) for f, c, piece in cites if piece not in permis] == []


def test_les_mesures_annoncees_se_refont() -> None:
    """Lost otherwise: a figure nobody can check."""
    modules = re.findall(r"python -m (tests\.[\w.]+)", (RACINE / "docs" / "mesures.md").read_text(encoding="utf-8"))
    assert len(set(modules)) >= 4
    for module in modules:
        assert (RACINE / (module.replace(".", "/") + ".py")).exists(), module


def test_chaque_decision_est_a_l_index() -> None:
    dossier = RACINE / "docs" / "decisions"
    index = (dossier / "README.md").read_text(encoding="utf-8")
    pages = {f.name for f in dossier.glob("*.md")} - {"README.md"}
    assert set(re.findall(r"\]\(([\w.-]+\.md)\)", index)) == pages
    for decision in pages:
        titre = (dossier / decision).read_text(encoding="utf-8").split("\n", 1)[0].lstrip("# ")
        assert titre.split(". ", 1)[-1] in index, decision
