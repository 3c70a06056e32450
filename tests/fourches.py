"""Processes of their own without the second their imports take: forked by a server that has imported the program.

A real process, with its own memory, locks and files, killed as any other. What is tested of the start itself (streams
closed by a shell, options, imports) is started in full, by `subprocess`.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TextIO

RACINE = Path(__file__).parents[1]
CHARGES = ["tests.fourches_charges"]
"""What the server imports, once."""


class Processus:
    """What tests use of `subprocess.Popen`: three pipes of text, an end, signals."""

    def __init__(
        self,
        programme: str,
        *arguments: str,
        cwd: Path = RACINE,
        env: Mapping[str, str] | None = None,
        sortie: str = "",
    ) -> None:
        """Start `programme` (Python source) with `arguments` in `sys.argv[1:]`, in the environment of this process.

        What it prints goes to the file `sortie`, where one is named.
        """
        serveur = get_context("forkserver")
        serveur.set_forkserver_preload(CHARGES)
        (siens_0, self._ecrit), (self._lit, siens_1), (self._lit_erreurs, siens_2) = os.pipe(), os.pipe(), os.pipe()
        siens = (
            Connection(siens_0, writable=False),
            Connection(siens_1, readable=False),
            Connection(siens_2, readable=False),
        )
        milieu = dict(os.environ) | dict(env or {})
        self._processus = serveur.Process(target=_jouer, args=(programme, arguments, str(cwd), milieu, siens, sortie))
        self._processus.start()
        for bout in siens:
            bout.close()
        self.stdin: TextIO = os.fdopen(self._ecrit, "w", encoding="utf-8")
        self.stdout: TextIO = os.fdopen(self._lit, encoding="utf-8")
        self.stderr: TextIO = os.fdopen(self._lit_erreurs, encoding="utf-8")
        self.pid = self._processus.pid

    @property
    def returncode(self) -> int | None:
        """Code it ended with, minus the signal that ended it; None before."""
        return self._processus.exitcode

    def poll(self) -> int | None:
        """The same, asked anew."""
        return self._processus.exitcode

    def wait(self, timeout: float | None = None) -> int:
        """Its code, once it ended.

        Raises:
            subprocess.TimeoutExpired: not ended after `timeout` seconds.
        """
        self._processus.join(timeout)
        code = self._processus.exitcode
        if code is None:
            raise subprocess.TimeoutExpired("forked", timeout or 0)
        return code

    def communicate(self, timeout: float | None = None) -> tuple[str, str]:
        """Close its input, read what it says to the end, wait for it; said again, it has nothing more to say."""
        dits = ["", ""]

        def lire(rang: int, flux: TextIO) -> None:
            if not flux.closed:
                with flux:
                    dits[rang] = flux.read()

        fils = [threading.Thread(target=lire, args=x) for x in enumerate((self.stdout, self.stderr))]
        for fil in fils:
            fil.start()
        with suppress(BrokenPipeError):  # ended without reading it
            self.stdin.close()
        self.wait(timeout)
        for fil in fils:
            fil.join()
        return dits[0], dits[1]

    def send_signal(self, numero: int) -> None:
        """Send it a signal; nothing once it ended."""
        if self.pid is not None and self.poll() is None:
            os.kill(self.pid, numero)

    def kill(self) -> None:
        """End it at once."""
        self.send_signal(signal.SIGKILL)


def jouer(
    programme: str,
    *arguments: str,
    timeout: float,
    env: Mapping[str, str] | None = None,
    sortie: str = "",
) -> subprocess.CompletedProcess[str]:
    """Run to the end, as `subprocess.run` does with captured streams."""
    p = Processus(programme, *arguments, env=env, sortie=sortie)
    dit, erreurs = p.communicate(timeout)
    assert p.returncode is not None
    return subprocess.CompletedProcess(["forked", *arguments], p.returncode, dit, erreurs)


def _jouer(
    programme: str,
    arguments: tuple[str, ...],
    dossier: str,
    milieu: dict[str, str],
    flux: tuple[Connection, Connection, Connection],
    sortie: str,
) -> None:
    """In the forked process: the streams, folder and environment of the caller, then the program."""
    for numero, bout in enumerate(flux):
        os.dup2(bout.fileno(), numero)
        bout.close()
    if sortie:
        os.dup2(os.open(sortie, os.O_WRONLY), 1)
    sys.stdin, sys.stdout, sys.stderr = (
        os.fdopen(numero, mode, buffering=attend, encoding="utf-8", closefd=False)
        for numero, mode, attend in ((0, "r", -1), (1, "w", -1), (2, "w", 1))
    )
    os.environ.clear()
    os.environ.update(milieu)
    os.chdir(dossier)
    sys.argv = ["-c", *arguments]
    exec(compile(programme, "<forked>", "exec"), {"__name__": "__main__"})
