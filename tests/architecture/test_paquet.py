"""The wheel a town installs: built, put in an empty environment and started from elsewhere."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from pathlib import Path

import pytest

from tests.architecture.arbre import RACINE, lancer

pytestmark = [pytest.mark.lent, pytest.mark.xdist_group("paquet")]


@pytest.fixture(scope="module")
def construits(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder that holds the wheel and the source archive of this checkout."""
    dossier = tmp_path_factory.mktemp("dist")
    fini = lancer("hatchling", "build", "-d", str(dossier))
    assert fini.returncode == 0, fini.stdout + fini.stderr
    return dossier


def fichiers_livres() -> set[str]:
    """All that is not Python and that the program reads at run time, as the wheel names it."""
    livres = {
        f.relative_to(RACINE).as_posix()
        for paquet in ("guichet", "screens", "models")
        for f in (RACINE / paquet).rglob("*")
        if f.is_file() and f.suffix != ".pyc" and "__pycache__" not in f.parts
    }
    return livres | {
        "guichet/_data/" + f.relative_to(RACINE / "data").as_posix()
        for f in (RACINE / "data").rglob("*")
        if f.is_file()
    }


def test_roue_complete(construits: Path) -> None:
    (roue,) = construits.glob("*.whl")
    with zipfile.ZipFile(roue) as z:
        contenu = set(z.namelist())
    assert fichiers_livres() <= contenu, f"not in the wheel: {fichiers_livres() - contenu}"
    for sorte in ("*.tcss", "*.typ", "*.ttf", "*.toml", "*.mako", "*versions/0001*"):
        assert any(Path(f).match(sorte) for f in contenu), f"no {sorte}"
    racines = {f.split("/")[0] for f in contenu}
    assert {r for r in racines if not r.endswith(".dist-info")} == {"guichet", "screens", "models"}


def test_archive_des_sources(construits: Path) -> None:
    # From the sources alone one must be able to build the same wheel, and to test it.
    (archive,) = construits.glob("*.tar.gz")
    with tarfile.open(archive) as t:
        contenu = {nom.split("/", 1)[1] for nom in t.getnames() if "/" in nom}
    voulus = {
        "pyproject.toml",
        "README.md",
        "docs/touches.md",
        "docs/commandes.md",
        "docs/mesures.md",
        "requirements.lock",
        "requirements-dev.lock",
        ".ci/run",
        "tests/conftest.py",
    }
    assert voulus <= contenu, voulus - contenu
    assert not any("__pycache__" in c or c.startswith((".venv", ".git/")) for c in contenu)


@pytest.fixture(scope="module")
def installee(construits: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of programs of a new environment, where the wheel is installed.

    Its dependencies are this environment's, lent by a path file: they are the locked ones, and installing them
    again would cost 20 s. The checkout itself is not lent.
    """
    dossier = tmp_path_factory.mktemp("venv")
    (roue,) = construits.glob("*.whl")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(dossier)], check=True)
    programmes = dossier / ("Scripts" if os.name == "nt" else "bin")
    site = subprocess.run(
        [programmes / "python", "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        check=True, capture_output=True, text=True,
    ).stdout.strip()  # fmt: skip
    # --prefix and not --target: the command « guichet » must be installed with its own interpreter.
    fini = lancer(
        "pip", f"--python={programmes / 'python'}", "install", "-q", "--no-deps", "--no-index",
        "--disable-pip-version-check", str(roue), PIP_CONFIG_FILE=os.devnull, PIP_FIND_LINKS="",
    )  # fmt: skip
    assert fini.returncode == 0, fini.stdout + fini.stderr
    (Path(site) / "dependances.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return programmes


def demarrer(programmes: Path, ailleurs: Path, *arguments: str) -> str:
    env = {k: v for k, v in os.environ.items() if not k.startswith(("COV", "PYTEST", "PYTHONPATH"))}
    fini = subprocess.run(
        [programmes / "guichet", *arguments],
        cwd=ailleurs, env=env | {"HOME": str(ailleurs), "PYTHONUTF8": "1"}, stdin=subprocess.DEVNULL,
        capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert fini.returncode == 0, fini.stdout + fini.stderr
    return fini.stdout


def test_demarree_d_ailleurs(installee: Path, tmp_path: Path) -> None:
    # Of this environment only the dependencies are lent: the wheel's own files must be the ones in use.
    ou = "import guichet, screens, models; print(guichet.__file__, screens.__file__, models.__file__)"
    chemins = subprocess.run(
        [installee / "python", "-c", ou], cwd=tmp_path, check=True, capture_output=True, text=True
    ).stdout.split()
    assert all(Path(c).is_relative_to(installee.parent) for c in chemins), chemins

    assert demarrer(installee, tmp_path, "--version").strip()
    assert "clairval" in demarrer(installee, tmp_path, "communes").lower()
    demarrer(installee, tmp_path, "demo", "--preparer")
    assert list((tmp_path).rglob("*.db")), "no training base was made"


def test_feuille_et_polices_trouvees(installee: Path, tmp_path: Path) -> None:
    # A slip that cannot find its sheet or its fonts is found out in front of a parent.
    code = (
        "from guichet.donnees import chemin_donnees as c; import guichet, pathlib; "
        "p = pathlib.Path(guichet.__file__).parent; "
        "assert list((c() / 'polices').glob('*.ttf')) and (p / 'editions' / 'socle' / 'feuille.typ').exists()"
    )
    subprocess.run([installee / "python", "-c", code], cwd=tmp_path, check=True)
