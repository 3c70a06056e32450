"""The program as a shell runs it: in this process when the words matter, in its own when codes and streams do."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from guichet.base import Adresse
from tests.bases import DEPART

FAMILLES = """code_famille;role;civilite;nom;prenom;naissance;courriel;mobile;adresse;code_postal;ville;ecole;classe
20001;responsable;Mme;Léger-Martin;Sophie;29/11/1989;sophie@exemple.fr;0635452208;18 rue Haute;78999;Clairval-sur-Seine;;
20001;responsable;M.;Martin;Karim;24/09/1990;;0663928097;18 rue Haute;78999;Clairval-sur-Seine;;
20001;enfant;G;Léger;Tom;18/04/2021;;;;;;Molière;GS
20002;responsable;Mme;[/b]=1+1 “d’Ésope”;-cmd;01/02/1990;;0611223344;2 rue Basse;78999;Clairval-sur-Seine;;
"""
"""Two responsables in one family; a name made of markup and of a formula in the other."""


@dataclass(frozen=True)
class Sortie:
    """What a command left."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@pytest.fixture(scope="session")
def modele(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A training base with two families, its keys beside it."""
    from guichet.communes import chemin_preset, lire_preset
    from guichet.contexte import ouvrir
    from guichet.services.familles.importation import importer_familles
    from guichet.services.socle import agents
    from guichet.services.socle.initialisation import AGENTS_FORMATION, initialiser

    dossier = tmp_path_factory.mktemp("cli")
    adresse = Adresse(dossier / "guichet.db")
    initialiser(
        adresse,
        lire_preset(chemin_preset("clairval")),
        maintenant=DEPART,
        agents=AGENTS_FORMATION,
        formation=True,
    ).fermer()
    fichier = dossier / "familles.csv"
    fichier.write_text(FAMILLES, encoding="utf-8")
    ctx = ouvrir(adresse, poste="essai", horloge=lambda: DEPART)
    ctx = ctx.pour(agents.connecter_formation(ctx, "demo"))
    importer_familles(ctx, fichier)
    ctx.base.fermer()
    return dossier


@pytest.fixture
def base(modele: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A fresh copy, named by GUICHET_BASE."""
    dossier = tmp_path / "base"
    shutil.copytree(modele, dossier)
    monkeypatch.setenv("GUICHET_BASE", str(dossier / "guichet.db"))
    return dossier / "guichet.db"


@pytest.fixture
def le_16_novembre(monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands run in this process on the day the base was born: what is late and what is not stays so."""
    from guichet.contexte import ouvrir

    monkeypatch.setitem(ouvrir.__kwdefaults__, "horloge", lambda: DEPART)


@pytest.fixture
def guichet(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Sortie]:
    """Run a command line in this process."""
    from guichet.cli.racine import main

    def courir(*arguments: str, entree: str = "") -> Sortie:
        monkeypatch.setattr(sys, "stdin", io.StringIO(entree))
        capfd.readouterr()
        code = main(list(arguments))
        sortie = capfd.readouterr()
        return Sortie(code, sortie.out, sortie.err)

    return courir


@pytest.fixture
def demo(guichet: Callable[..., Sortie], base: Path) -> Callable[..., Sortie]:
    """Run a command line on the training base as « demo »."""
    return lambda *arguments, **kwargs: guichet(*arguments, "--agent", "demo", **kwargs)


def programme(*arguments: str, entree: str = "", **environnement: str) -> Sortie:
    """Run the real program in its own process."""
    fini = subprocess.run(
        [sys.executable, "-m", "guichet", *arguments],
        input=entree,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, **environnement},
    )
    return Sortie(fini.returncode, fini.stdout, fini.stderr)
