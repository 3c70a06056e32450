"""Who may import whom (architecture.md): lost, and a rule needs a screen, or a shift starts a second later."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from functools import cache
from typing import Any

import grimp
import pytest

from tests.architecture.arbre import PAQUETS, RACINE, Module, modules, sous


@cache
def reglages() -> dict[str, Any]:
    return tomllib.loads((RACINE / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]


def test_contrats_imports() -> None:
    # Without its cache: two workers and a developer may run at the same time.
    commande = "from importlinter.cli import lint_imports_command as c; c()"
    fini = subprocess.run(
        [sys.executable, "-c", commande, "--no-cache", "--no-logo"],
        cwd=RACINE,
        capture_output=True,
        text=True,
        check=False,
    )
    assert fini.returncode == 0, fini.stdout + fini.stderr


def test_aucune_ronde_entre_modules() -> None:
    """Lost otherwise: two modules that import each other are one, read together, changed together, tested together."""
    graphe = grimp.build_graph(*PAQUETS, exclude_type_checking_imports=False, cache_dir=None)
    vers = {nom: sorted(graphe.find_modules_directly_imported_by(nom)) for nom in sorted(graphe.modules)}
    assert len(vers) > 300, "does this test still read the program?"
    rondes = [
        f"{nom} -> {autre} -> … -> {nom}"
        for nom, importes in vers.items()
        for autre in importes
        if graphe.find_shortest_chain(importer=autre, imported=nom) is not None
    ]
    assert not rondes, "\n".join(rondes)


def test_les_contrats_comptent_ce_qui_s_importe_pour_les_types() -> None:
    """Lost otherwise: a register that names the Contexte « for typing » is a register that asks for it."""
    assert not reglages().get("exclude_type_checking_imports", False)


def test_aucun_module_hors_des_couches() -> None:
    # A part that stands in no layer would be bound by nothing.
    couches = next(c["layers"] for c in reglages()["contracts"] if c["type"] == "layers")
    rangees = {nom.strip() for couche in couches for nom in couche.replace("|", ":").split(":")}
    presents = {m.nom if m.nom.split(".")[0] != "guichet" else ".".join(m.nom.split(".")[:2]) for m in modules()}
    presents = {p if p.startswith("guichet.") else p.split(".")[0] for p in presents} - {"guichet"}
    assert presents == rangees


def _sujets(nom: str) -> list[str]:
    """Subjects of a contract, from the top, by the last word of each layer."""
    couches = next(c["layers"] for c in reglages()["contracts"] if c["name"] == nom)
    return [couche.split(" : ")[0].strip("()").rsplit(".", 1)[-1] for couche in couches]


def test_chaque_piece_est_d_un_sujet_range() -> None:
    """Lost otherwise: a room that no order binds; the order told twice is the same."""
    ordre = _sujets("Sujets : chacun ne connaît que ceux du dessous")
    assert ordre == _sujets("Sujets : services, commandes et écrans")
    etages = ["guichet/regles", "guichet/registres", "guichet/fiches", "guichet/editions", "guichet/services"]
    cadres = {"guichet/cli": {"cadre"}, "screens": {"socle", "widgets", "formulaires", "modales", "styles"}}
    for etage in (*etages, *cadres):
        pieces = {d.name for d in (RACINE / etage).iterdir() if d.is_dir() and any(d.rglob("*.py"))}
        assert pieces - cadres.get(etage, set()) <= {*ordre}, f"{etage}: name the new subject in both contracts"
        seuls = {f.stem for f in (RACINE / etage).glob("*.py")} - {"__init__", "racine"}
        assert not seuls, f"{etage}: a module stands outside of every room: {seuls}"


def _ecrans(module: Module) -> bool:
    return module.nom != "screens.socle.ecran" and any(
        isinstance(n, ast.ClassDef) and n.name.startswith("Ecran") for n in ast.walk(module.arbre)
    )


def _importes(module: Module) -> set[str]:
    noms: set[str] = set()
    for n in ast.walk(module.arbre):
        if isinstance(n, ast.ImportFrom) and n.module:
            noms |= {n.module} | {f"{n.module}.{a.name}" for a in n.names}
        elif isinstance(n, ast.Import):
            noms |= {a.name for a in n.names}
    return noms


def test_ecrans_ne_se_connaissent_pas() -> None:
    # They ask the app to go somewhere, by name: else each drags the others in memory, and in each change.
    ecrans = [m for m in sous("screens/") if _ecrans(m)]
    noms = {m.nom for m in ecrans}
    trouves = [f"{m.chemin} imports {n}" for m in ecrans for n in sorted(_importes(m) & (noms - {m.nom}))]
    assert not trouves, "\n".join(trouves)
    assert noms, "no screen found: does this test still look at the right place?"


def test_annotations_differees_partout_sauf_dans_les_modeles() -> None:
    def attendu(m: Module) -> bool:
        # SQLModel reads real annotations; a docstring alone, or a list of names, annotates nothing.
        return not m.nom.startswith("models") and any(
            isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef | ast.AnnAssign) for n in ast.walk(m.arbre)
        )

    for m in modules():
        present = "__future__.annotations" in _importes(m)
        assert present or not attendu(m), f"{m.chemin}: from __future__ import annotations"
        assert not (present and m.nom.startswith("models")), f"{m.chemin}: breaks SQLModel relationships"


LOURDS = (
    "sqlmodel",
    "sqlalchemy",
    "pydantic",
    "keyring",
    "typer",
    "alembic",
    "argon2",
    "holidays",
    "phonenumbers",
    "typst",
)


@pytest.mark.parametrize("depart", ["guichet.app", "guichet.lancement"])
def test_demarrage_sans_bibliotheques_lourdes(depart: str) -> None:
    # Felt at every shift: sqlmodel alone costs up to 0.9 s (dependances.md).
    code = f"import sys, {depart}; print(*sorted({{m.split('.')[0] for m in sys.modules}} & set({LOURDS!r})))"
    fini = subprocess.run([sys.executable, "-c", code], cwd=RACINE, capture_output=True, text=True, check=False)
    assert fini.returncode == 0, fini.stderr
    assert fini.stdout.split() == []


def test_les_listes_s_ouvrent_sans_la_machine_a_imprimer() -> None:
    # A third of the first opening went to composing papers nobody had asked for yet.
    code = "import sys, screens.listes.ecran; print(*(m for m in sys.modules if m.startswith('guichet.editions')))"
    fini = subprocess.run([sys.executable, "-c", code], cwd=RACINE, capture_output=True, text=True, check=False)
    assert fini.returncode == 0, fini.stderr
    assert fini.stdout.split() == []


def test_trois_paquets() -> None:
    assert set(reglages()["root_packages"]) == set(PAQUETS)
