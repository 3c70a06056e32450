"""The two commands of README and the locks: lost, and nobody else can open the program, or each gets another one."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterator
from importlib.metadata import requires, version

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.architecture.arbre import RACINE

VERROUS = ("requirements.lock", "requirements-dev.lock")


def commande(nom: str) -> str:
    texte = (RACINE / "README.md").read_text(encoding="utf-8")
    blocs = re.findall(rf"<!-- commande : {nom} -->\n```sh\n(.*?)\n```\n", texte, re.DOTALL)
    assert len(blocs) == 1, f"README has {len(blocs)} commands to {nom}"
    return str(blocs[0])


def verrou(nom: str) -> dict[str, str]:
    """Locked versions by normalised name."""
    return {ligne.name: str(ligne.specifier).removeprefix("==") for ligne in lignes(nom)}


def lignes(nom: str) -> Iterator[Requirement]:
    """What a lock asks of pip, hashes apart: names, extras, versions and markers."""
    for ligne in (RACINE / nom).read_text(encoding="utf-8").splitlines():
        if re.match("[a-z0-9]", ligne):
            yield Requirement(ligne.removesuffix("\\"))


def projet() -> dict[str, list[str]]:
    """What the program asks for, by extra: "" for what it always needs and for what builds it."""
    lu = tomllib.loads((RACINE / "pyproject.toml").read_text(encoding="utf-8"))
    toujours = [*lu["project"]["dependencies"], *lu["dependency-groups"]["construction"]]
    return {"": toujours, **lu["project"]["optional-dependencies"]}


def exigences(nom: str, extras: frozenset[str]) -> Iterator[Requirement]:
    """What a package asks for on this machine, installed with these extras."""
    if nom == "guichet":
        # Of the file, not of the metadata: an editable install keeps those of the day it was made.
        dites = [d for extra, ds in projet().items() if extra in {"", *extras} for d in ds]
    else:
        dites = requires(nom) or []
    for dite in map(Requirement, dites):
        if dite.marker is None or any(dite.marker.evaluate({"extra": e}) for e in ("", *extras)):
            yield dite


def extras_demandes(noms: set[str], voulus: frozenset[str]) -> dict[str, frozenset[str]]:
    """Extras asked of each of these packages, down to those that an extra's own requirements ask for."""
    demandes: dict[str, frozenset[str]] = {"guichet": voulus}
    a_voir = ["guichet", *noms]
    while a_voir:
        nom = a_voir.pop()
        for exigence in exigences(nom, demandes.get(nom, frozenset())):
            autre, extras = canonicalize_name(exigence.name), frozenset(map(canonicalize_name, exigence.extras))
            connus = demandes.get(autre, frozenset())
            if autre in {"guichet", *noms} and not extras <= connus:
                demandes[autre] = connus | extras
                a_voir.append(autre)
    return {nom: extras for nom, extras in demandes.items() if nom != "guichet"}


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
    voulues = {extra: {canonicalize_name(Requirement(d).name) for d in ds} for extra, ds in projet().items()}
    # README's first command serves a town on PostgreSQL as it serves one on SQLite.
    assert voulues[""] | voulues["postgres"] <= application.keys(), "a dependency is not locked: outils/verrouiller.sh"
    assert set().union(*voulues.values()) - {"guichet"} <= dev.keys(), "a tool is not locked: outils/verrouiller.sh"
    # Textual and Rich decide what the screen looks like: pinned in the project itself.
    for nom in ("textual", "rich"):
        assert f"{nom}=={application[nom]}" in projet()[""]


@pytest.mark.parametrize(("nom", "voulus"), [("requirements.lock", ("postgres",)), ("requirements-dev.lock", ("dev",))])
def test_verrou_tient_sous_les_extras_demandes(nom: str, voulus: tuple[str, ...]) -> None:
    """Lost otherwise: pip before 24 does not take `coverage==7` for `coverage[toml]`, asks the index for the newest,
    and refuses it for want of a hash; nobody installs any more from the day after that version comes out.
    """
    ici = {x.name: x.extras for x in lignes(nom) if x.marker is None or x.marker.evaluate()}
    demandes = extras_demandes(set(ici), frozenset(voulus))
    manquants = {n: sorted(extras - ici[n]) for n, extras in demandes.items() if extras - ici[n]}
    assert not manquants, f"{nom}: locked without the extras asked of them: outils/verrouiller.sh"
    # Else the metadata were not read: Textual has always asked for markdown-it-py[linkify].
    assert demandes["markdown-it-py"] == {"linkify"}


@pytest.mark.skipif("CI" not in os.environ, reason="un développeur peut essayer d’autres versions que celles du verrou")
def test_environnement_est_celui_du_verrou() -> None:
    lu = {nom: version(nom) for nom in ("textual", "rich", "sqlmodel", "sqlalchemy", "typer", "pydantic", "pytest")}
    assert lu == {nom: verrou("requirements-dev.lock")[nom] for nom in lu}
