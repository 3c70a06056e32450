"""What only two real terminals, or a real pipe, can show of the commands."""

from __future__ import annotations

import fcntl
import os
import select
import subprocess
import sys
import time
from pathlib import Path

import pexpect
import pytest

from tests.cli.conftest import programme
from tests.patience import TROP_LONG_S

pytestmark = pytest.mark.lent
GUICHET = f"{sys.executable} -m guichet"
CLE = f"{GUICHET} cle emettre 20001 --pour 1 --piece cni --sans-autorite --agent demo"


def shell() -> pexpect.spawn:
    return pexpect.spawn("/bin/sh", ["-i"], encoding="utf-8", timeout=TROP_LONG_S, env={**os.environ, "PS1": "$ "})


def taper(ou: pexpect.spawn, ligne: str) -> tuple[int, str]:
    """Its exit code, and what it said."""
    ou.sendline(f"{ligne}; echo code=$?.")
    ou.expect(r"code=(\d+)\.")
    return int(ou.match[1]), " ".join(ou.before.split())


def test_un_second_terminal_ne_leve_pas_le_refus_du_telephone(base: Path) -> None:
    """Lost otherwise: a secret read out on the telephone, once another family is opened at the terminal beside."""
    del base
    un, deux = shell(), shell()
    assert taper(un, f"{GUICHET} passages ouvrir 20001 --presence telephone --agent demo")[0] == 0
    assert taper(deux, f"{GUICHET} passages ouvrir 20002 --agent accueil")[0] == 0
    for ou in (un, deux):
        code, dit = taper(ou, CLE)
        assert code == 1
        assert "téléphon" in dit
    # Somebody stands there: at this terminal, the family is received.
    assert taper(deux, f"{GUICHET} passages ouvrir 20001 --presence sur_place --agent accueil")[0] == 0
    assert taper(deux, CLE)[0] == 0
    for ou in (un, deux):
        ou.close(force=True)


def bloque_sur_sa_sortie(pid: int) -> bool:
    """Whether the process stands in write(1, …), as the kernel tells."""
    try:
        mots = Path(f"/proc/{pid}/syscall").read_text(encoding="ascii").split()
    except OSError:
        return False
    return mots[:2] == ["1", "0x1"]


def test_un_export_vers_qui_ne_lit_pas_ne_retient_personne(base: Path) -> None:
    """Lost otherwise: `guichet identifiants exporter | less`, a coffee, and no counter of the town writes any more."""
    emettre = ("identifiants", "emettre", "20001", "--pour", "1", "--piece", "cni", "--format", "json")
    emis = programme(*emettre, "--agent", "demo")
    assert emis.code == 0, emis.err
    lit, ecrit = os.pipe()
    taille = fcntl.fcntl(ecrit, fcntl.F_SETPIPE_SZ, 4096)
    os.write(ecrit, b"\n" * taille)
    with subprocess.Popen(
        [sys.executable, "-m", "guichet", "identifiants", "exporter", "--agent", "demo"], stdout=ecrit
    ) as export:
        limite = time.monotonic() + TROP_LONG_S
        while not bloque_sur_sa_sortie(export.pid):
            assert export.poll() is None
            assert time.monotonic() < limite
            select.select([], [], [], 0.02)
        assert programme("passages", "ouvrir", "20002", "--agent", "demo").code == 0
        export.kill()
    os.close(ecrit)
    os.close(lit)
    suite = programme("identifiants", "exporter", "--agent", "demo")
    assert suite.code == 0
    assert suite.out.count("\n") == 1, "what was not read is exported again"
    assert base.exists()
