"""Which tests run which lines: made once, kept outside the repository as long as nothing it was made from changes."""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections import defaultdict
from collections.abc import Collection, Generator, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from outils.epreuves import fonction, jouer

CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "guichet-mutation"
PARTAGE = ""
"""Lines run while importing, or by what tests share: all tests that run the file may notice."""


class Releve:
    """Notes what each test runs of these folders, and how long it takes."""

    def __init__(self, copie: Path, dossiers: Iterable[str], vers: Path) -> None:
        from coverage import Coverage

        self.copie, self.vers = copie, vers
        self.durees: dict[str, float] = defaultdict(float)
        self.echecs: set[str] = set()
        self.cov = Coverage(
            data_file=str(vers.with_suffix(".cov")), include=[f"{copie}/{d}/*" for d in dossiers], config_file=False
        )
        self.cov.set_option("run:disable_warnings", ["no-data-collected"])
        self.cov.start()
        self.courant = PARTAGE

    def _passer(self, nom: str) -> None:
        self.courant = nom
        self.cov.switch_context(nom)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, object, object]:
        debut = time.monotonic()
        self._passer(fonction(item))
        try:
            return (yield)
        finally:
            self._passer(PARTAGE)
            self.durees[fonction(item)] += time.monotonic() - debut

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.echecs.add(report.nodeid.partition("[")[0])

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: pytest.FixtureDef[Any]) -> Generator[None, object, object]:
        avant = self.courant
        if fixturedef.scope != "function":
            self._passer(PARTAGE)
        try:
            return (yield)
        finally:
            self._passer(avant)

    def pytest_sessionfinish(self) -> None:
        self.cov.stop()
        donnees = self.cov.get_data()
        lignes: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
        for fichier in donnees.measured_files():
            nom = Path(fichier).relative_to(self.copie).as_posix()
            for ligne, contextes in donnees.contexts_by_lineno(fichier).items():
                for test in contextes:
                    lignes[test][nom].append(ligne)
        self.vers.write_text(json.dumps({"durees": self.durees, "lignes": lignes, "echecs": sorted(self.echecs)}))


@dataclass
class Carte:
    """For each test: how long it takes, and the lines it runs by file."""

    durees: dict[str, float] = field(default_factory=dict)
    lignes: dict[str, dict[str, set[int]]] = field(default_factory=dict)

    def tests(self, fichier: str, lignes: Collection[int], *, au_chargement: bool = False) -> list[str]:
        """Tests that run one of these lines, quickest first.

        Lines read when the file is loaded are run by whichever test loads it: all that use the file may notice.
        """
        touchent = {t: par[fichier] for t, par in self.lignes.items() if fichier in par}
        if au_chargement:
            # A constant may be read without running a line of its file: those beside a test that does are tried too,
            # and everybody where the file is made of constants alone.
            fichiers = {t.partition("::")[0] for t in touchent if t}
            tous = [t for t in self.durees if t.partition("::")[0] in fichiers] or (self.durees if touchent else ())
            return sorted(tous, key=lambda t: (t not in touchent, self.durees[t]))
        voulus = {t for t, vues in touchent.items() if t and not vues.isdisjoint(lignes)}
        choix = sorted(voulus, key=lambda t: self.durees[t])
        if not touchent.get(PARTAGE, set()).isdisjoint(lignes):
            # Run by what they share: whoever reads what it made may notice, those that run the file themselves first.
            choix += sorted(self.durees.keys() - voulus, key=lambda t: (t not in touchent, self.durees[t]))
        return choix

    def part(self, test: str, fichier: str) -> float:
        """How much of what a test runs is of this file."""
        lues = self.lignes.get(test, {})
        return len(lues.get(fichier, ())) / (sum(map(len, lues.values())) or 1)

    def ajouter(self, lu: dict[str, Any]) -> None:
        self.durees |= lu["durees"]
        for test, par in lu["lignes"].items():
            connues = self.lignes.setdefault(test, {})
            for fichier, lignes in par.items():
                connues.setdefault(fichier, set()).update(lignes)


def carte(copie: Path, essais: Collection[str], dossiers: Collection[str]) -> Carte:
    """Make the map, or take from the cache what neither the program nor the test file has changed since."""
    fichiers = sorted({f for e in essais for f in [copie / e, *(copie / e).rglob("test_*.py")] if f.is_file()})
    programme = [f for d in ("guichet", "models", "data") for f in (copie / d).rglob("*.*")]
    partages = [f for f in (copie / "tests").rglob("*.py") if not f.name.startswith("test_")]
    lus = sorted(f for f in programme + partages if f.suffix in {".py", ".toml"})
    commun = _empreinte(lus, " ".join(dossiers))
    gardes = {f.relative_to(copie).as_posix(): CACHE / f"{_empreinte([f], commun)}.json" for f in fichiers}
    _relever(copie, dossiers, {f: g for f, g in gardes.items() if not g.exists()})
    total = Carte()
    for garde in gardes.values():
        total.ajouter(json.loads(garde.read_text()))
    return total


def _relever(copie: Path, dossiers: Collection[str], gardes: dict[str, Path]) -> None:
    """Run these test files once, and keep apart what each has run."""
    vers = copie.parent / "releve.json"
    if not gardes:
        return
    code = jouer(copie, gardes, lambda: [Releve(copie, dossiers, vers)], None)
    if code not in {0, 1}:
        raise SystemExit(f"cannot be run before any change ({code}):\n{(copie.parent / 'sortie.txt').read_text()}")
    lu = json.loads(vers.read_text())
    for test in lu["echecs"]:
        # What fails before any change can judge none.
        print(f"set aside, fails unchanged: {test}", flush=True)
        lu["durees"].pop(test, None)
        lu["lignes"].pop(test, None)
    CACHE.mkdir(parents=True, exist_ok=True)
    for fichier, garde in gardes.items():
        siens = {t for t in lu["durees"] if t.startswith(f"{fichier}::")}
        garde.write_text(json.dumps({
            "durees": {t: lu["durees"][t] for t in siens},
            "lignes": {t: par for t, par in lu["lignes"].items() if t in siens or t == PARTAGE},
        }))  # fmt: skip


def _empreinte(fichiers: Iterable[Path], sel: str) -> str:
    h = hashlib.sha256(sel.encode())
    for f in fichiers:
        h.update(f.name.encode() + f.read_bytes())
    return h.hexdigest()[:32]
