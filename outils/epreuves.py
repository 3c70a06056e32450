"""Runs test files in a copy of the checkout, each time in a fork: SQLite only, nothing left behind."""

from __future__ import annotations

import compileall
import importlib
import os
import py_compile
import re
import shutil
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Callable, Generator, Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest

RACINE = Path(__file__).resolve().parents[1]
# SQLite only, no worker, nothing written beside the copy, the same examples each time.
OPTIONS = ("-o", "addopts=", "-p", "no:cacheprovider", "-p", "no:xdist", "-q", "--hypothesis-seed=0", "--tb=no",
           "-W", "ignore::pytest.PytestAssertRewriteWarning")  # fmt: skip
TROP_LONG = 98
"""Exit code where a test took longer than its limit."""
_ECHOUE = re.compile(r"^(?:FAILED|ERROR) ([^\s\[]+)", re.MULTILINE)
PRECHARGES = ("sqlmodel", "hypothesis", "alembic.command", "pydantic", "argon2", "coverage",
              "phonenumbers", "email_validator", "holidays", "rapidfuzz", "nacl.secret", "anyascii")  # fmt: skip


def copier(vers: Path) -> None:
    """Copy the checkout, uncommitted work included, compiled so that a changed source is seen whatever its date."""
    noms = subprocess.run(
        ["git", "ls-files", "-coz", "--exclude-standard"], cwd=RACINE, capture_output=True, text=True, check=True
    ).stdout
    for nom in filter(lambda n: n and (RACINE / n).is_file(), noms.split("\0")):
        (vers / nom).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(RACINE / nom, vers / nom)
    for paquet in ("guichet", "models", "screens"):
        compileall.compile_dir(vers / paquet, quiet=1, invalidation_mode=py_compile.PycInvalidationMode.CHECKED_HASH)


def precharger() -> None:
    """Import once what no change touches."""
    for nom in PRECHARGES:
        importlib.import_module(nom)


def jouer(copie: Path, fichiers: Iterable[str], greffons: Callable[[], list[Any]], limite_s: float | None) -> int:
    """Exit code of these test files in a process of their own, -1 past the limit."""
    pid = os.fork()
    if pid == 0:
        _enfant(copie, list(fichiers), greffons)
    try:
        fin = time.monotonic() + (limite_s or 1e9)
        while True:
            fini, etat = os.waitpid(pid, os.WNOHANG)
            if fini:
                return os.waitstatus_to_exitcode(etat)
            if time.monotonic() > fin:
                return -1
            time.sleep(0.02)
    finally:
        # Also what the tests started, and also after Ctrl+C.
        try:
            os.killpg(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
        except (ProcessLookupError, ChildProcessError):
            pass


def _enfant(copie: Path, fichiers: list[str], greffons: Callable[[], list[Any]]) -> None:
    code = 99
    try:
        os.setsid()
        sortie = os.open(copie.parent / "sortie.txt", os.O_CREAT | os.O_WRONLY | os.O_TRUNC)
        for fd in (1, 2):
            os.dup2(sortie, fd)
        os.chdir(copie)
        sys.path.insert(0, str(copie))
        os.environ["PYTHONPATH"] = str(copie)
        base = f"--basetemp={copie.parent / 'essais'}"
        options = [*OPTIONS, "-k", "not postgres", base, "-c", "pyproject.toml", "--rootdir", str(copie)]
        code = int(pytest.main([*options, *fichiers], plugins=greffons()))
    except BaseException:  # noqa: BLE001 - a fork must not come back into its parent's stack
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def echoues(copie: Path) -> list[str]:
    """Tests that failed in the last run, whatever their parameters."""
    return _ECHOUE.findall((copie.parent / "sortie.txt").read_text(encoding="utf-8", errors="replace"))


class Choix:
    """Keeps the tests asked for, in the order asked for, and gives up once one takes longer than its limit."""

    def __init__(self, limites: Mapping[str, float]) -> None:
        self.rang = {nom: rang for rang, nom in enumerate(limites)}
        self.limites = limites

    def pytest_configure(self, config: pytest.Config) -> None:
        config.option.maxfail = 1

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, object, object]:
        signal.signal(signal.SIGALRM, lambda *_: os._exit(TROP_LONG))
        signal.alarm(int(self.limites[fonction(item)]))
        try:
            return (yield)
        finally:
            signal.alarm(0)

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items[:] = sorted((i for i in items if fonction(i) in self.rang), key=lambda i: self.rang[fonction(i)])


def fonction(item: pytest.Item) -> str:
    """A test whatever its parameters: a change may be what renames them."""
    return item.nodeid.partition("[")[0]
