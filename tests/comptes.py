"""Two real Unix accounts of one group, and a third of none: the program run as each, in a child that becomes it."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest

RAISON = "sans être root, aucun compte Unix ne peut être créé : essais à deux comptes non joués"


@dataclass(frozen=True)
class Sortie:
    """What a call left."""

    code: int
    dit: str


@dataclass(frozen=True)
class Comptes:
    """Their names, and a folder they may all cross."""

    dossier: Path
    groupe: str
    un: str
    deux: str
    dehors: str

    def faire(self, compte: str, geste: Callable[[], object], *, umask: int = 0o022, **environnement: str) -> Sortie:
        """Run a gesture as that account; its code is 0, or that of SystemExit, 99 for any other error."""
        lu, ecrit = os.pipe()
        enfant = os.fork()
        if enfant == 0:
            os.close(lu)
            _devenir(compte, umask, ecrit, self.dossier / compte, environnement, geste)
        os.close(ecrit)
        with os.fdopen(lu, encoding="utf-8", errors="replace") as flux:
            dit = flux.read()
        _pid, statut = os.waitpid(enfant, 0)
        return Sortie(os.waitstatus_to_exitcode(statut), dit)

    def guichet(self, compte: str, *arguments: str, entree: str = "", umask: int = 0o022, **env: str) -> Sortie:
        """Run a command line as that account."""

        def commande() -> None:
            import io

            from guichet.cli.racine import main

            sys.stdin = io.StringIO(entree)
            sys.exit(main(list(arguments)))

        return self.faire(compte, commande, umask=umask, **env)


def _devenir(
    compte: str, umask: int, ecrit: int, chez: Path, environnement: dict[str, str], geste: Callable[[], object]
) -> None:
    """In the child: never comes back."""
    code = 99
    try:
        fiche = pwd.getpwnam(compte)
        os.setsid()
        os.initgroups(compte, fiche.pw_gid)
        os.setgid(fiche.pw_gid)
        os.setuid(fiche.pw_uid)
        os.umask(umask)
        os.chdir(chez)
        for nom in [n for n in os.environ if n.startswith(("XDG_", "GUICHET_"))]:
            del os.environ[nom]
        os.environ.update({"HOME": str(chez), "LOGNAME": compte, **environnement})
        with os.fdopen(ecrit, "w", encoding="utf-8") as flux:
            sys.stdout = sys.stderr = flux
            try:
                geste()
                code = 0
            except SystemExit as fin:
                code = fin.code if isinstance(fin.code, int) else 0
            except BaseException as erreur:  # noqa: BLE001 - told to the parent, which cannot catch it
                print(type(erreur).__name__, erreur, file=flux)
    finally:
        os._exit(code)


def preparer() -> Iterator[Comptes]:
    """Make the accounts, and take them away in the end; the interpreter may stand where they cannot read it."""
    marque = f"gui{os.getpid()}"
    dossier = Path(tempfile.mkdtemp(prefix="guichet-comptes-", dir="/tmp"))
    dossier.chmod(0o755)
    noms = [marque + fin for fin in "abc"]
    with _seul():
        subprocess.run(["groupadd", marque], check=True)
        for nom in noms:
            groupes = [] if nom.endswith("c") else ["-G", marque]
            subprocess.run(["useradd", "-M", "-d", str(dossier / nom), "-U", *groupes, nom], check=True)
    for nom in noms:
        (dossier / nom).mkdir(mode=0o700)
        shutil.chown(dossier / nom, nom, nom)
    _tout_charger(dossier)
    try:
        yield Comptes(dossier, marque, *noms)
    finally:
        with _seul():
            for nom in noms:
                subprocess.run(["userdel", nom], check=False, capture_output=True)
            subprocess.run(["groupdel", marque], check=False, capture_output=True)
        shutil.rmtree(dossier, ignore_errors=True)


@contextlib.contextmanager
def _seul() -> Iterator[None]:
    """One worker at a time: useradd refuses when another holds its lock."""
    with Path(tempfile.gettempdir(), "guichet-comptes.file").open("w") as verrou:
        fcntl.flock(verrou, fcntl.LOCK_EX)
        yield


def _tout_charger(dossier: Path) -> None:
    """Play once what the accounts will do, so that all of it is imported: they may not be able to read this interpreter."""
    import encodings
    import io

    import guichet
    import models
    from guichet.cli.racine import main

    for paquet in (guichet, models, encodings):
        for module in walk_packages(paquet.__path__, paquet.__name__ + "."):
            if not module.name.endswith(("__main__", ".env", ".mbcs", ".oem")) and ".versions." not in module.name:
                import_module(module.name)
    base = str(dossier / "repetition" / "guichet.db")
    with (
        pytest.MonkeyPatch.context() as env,
        contextlib.redirect_stdout(io.StringIO()),
        contextlib.redirect_stderr(io.StringIO()),
    ):
        env.setenv("XDG_DATA_HOME", str(dossier / "repetition"))
        for ordre in (
            "init --commune clairval --mot-de-passe-stdin",
            "connexion admin --mot-de-passe-stdin",
            "agents",
            f"sauvegarder {dossier}/repetition/copies",
            "diagnostic",
        ):
            env.setattr(sys, "stdin", io.StringIO("un long mot de passe\n"))
            main([*ordre.split(), "--base", base])
    shutil.rmtree(dossier / "repetition")
