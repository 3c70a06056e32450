"""The two commands of README and the locks: lost, and nobody else can open the program, or each gets another one."""

from __future__ import annotations

import os
import re
import tomllib
from importlib.metadata import version

import pytest

from tests.architecture.arbre import RACINE

VERROUS = ("requirements.lock", "requirements-dev.lock")


def commande(nom: str) -> str:
    texte = (RACINE / "README.md").read_text(encoding="utf-8")
    blocs = re.findall(rf"<!-- commande : {nom} -->\n```sh\n(.*?)\n```\n", texte, re.DOTALL)
    assert len(blocs) == 1, f"README has {len(blocs)} commands to {nom}"
    return str(blocs[0])


def verrou(nom: str) -> dict[str, str]:
    """Locked versions by normalised name."""
    return dict(re.findall(r"^([a-z0-9-]+)==([^ ;\\]+)", (RACINE / nom).read_text(encoding="utf-8"), re.MULTILINE))


@pytest.mark.parametrize(("nom", "fichier", "fin"), [
    ("ouvrir", "requirements.lock", ".venv/bin/guichet demo"),
    ("essayer", "requirements-dev.lock", ".venv/bin/pytest --cov"),
])  # fmt: skip
def test_commandes_du_readme(nom: str, fichier: str, fin: str) -> None:
    ligne = commande(nom)
    assert "\n" not in ligne, "one line, to copy at once"
    etapes = ligne.split(" && ")
    assert etapes[0] == "python3 -m venv .venv"
    assert f"-r {fichier}" in etapes[1]
    assert etapes[-1] == fin
    # Nothing outside of the environment it makes: no tool that a bare machine has not.
    assert all(e.startswith(".venv/bin/") for e in etapes[1:])


def test_ci_joue_la_commande_du_readme() -> None:
    ci = (RACINE / ".ci" / "run").read_text(encoding="utf-8")
    assert "<!-- commande : essayer -->" in ci
    assert 'eval "$commande"' in ci.splitlines()[-1]
    assert "pytest" not in ci, "the tests are run by README's line only"
    assert os.access(RACINE / ".ci" / "run", os.X_OK)


@pytest.mark.parametrize("nom", VERROUS)
def test_verrou_complet_et_sans_adresse(nom: str) -> None:
    texte = (RACINE / nom).read_text(encoding="utf-8")
    # docs/decisions/0001: a lock names versions and hashes, never where to fetch them.
    assert "://" not in texte
    assert not re.search(r"^\s*-(?!-hash=)", texte, re.MULTILINE)
    blocs = re.split(r"\n(?=[a-z0-9])", texte.split("\n", 2)[2])
    for bloc in blocs:
        assert "==" in bloc.split("\n")[0], bloc
        assert "--hash=sha256:" in bloc, bloc


def test_verrous_d_accord() -> None:
    application, dev = (verrou(n) for n in VERROUS)
    assert application.items() <= dev.items(), "what is tested is not what is installed: outils/verrouiller.sh"
    projet = tomllib.loads((RACINE / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    voulues = {re.split(r"[=<>\[]", d)[0].lower() for d in projet["dependencies"]}
    assert voulues <= application.keys(), "a dependency is not locked: outils/verrouiller.sh"
    extras = {re.split(r"[=<>\[]", d)[0].lower() for ds in projet["optional-dependencies"].values() for d in ds}
    assert extras - {"guichet"} <= dev.keys(), "a tool is not locked: outils/verrouiller.sh"
    # Textual and Rich decide what the screen looks like: pinned in the project itself.
    for nom in ("textual", "rich"):
        assert f"{nom}=={application[nom]}" in projet["dependencies"]


@pytest.mark.skipif("CI" not in os.environ, reason="un développeur peut essayer d’autres versions que celles du verrou")
def test_environnement_est_celui_du_verrou() -> None:
    lu = {nom: version(nom) for nom in ("textual", "rich", "sqlmodel", "sqlalchemy", "typer", "pydantic", "pytest")}
    assert lu == {nom: verrou("requirements-dev.lock")[nom] for nom in lu}
