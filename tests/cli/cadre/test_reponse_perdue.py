"""An answer that cannot be written: what is done is said to be done, and never done twice for want of a word."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.cadre.test_simulation import ECRITURES
from tests.fourches import jouer
from tests.patience import TROP_LONG_S

ENREGISTRE = "C’est enregistré, mais la réponse n’a pu être écrite"
PERDUE = "La réponse n’a pu être écrite"
SANS_REPONSE = {("cle", "expirer"), ("activites", "generer"), ("reindexer",), ("famille", "confirmer")}
"""What may find nothing to do: then nothing was sealed."""

SECRETS = {("identifiants", "emettre"), ("cle", "emettre"), ("agents", "creer"), ("agents", "reinitialiser")}


GUICHET = "import sys; from guichet.__main__ import main; sys.exit(main())"


def lancer(suite: str, *arguments: str) -> tuple[int, str]:
    """Run the real program in a real shell, its output sent as `suite` says."""
    fini = subprocess.run(
        ["bash", "-c", f'set -o pipefail; "$@" {suite}', "bash", sys.executable, "-m", "guichet", *arguments],
        stderr=subprocess.PIPE, text=True, check=False, env={**os.environ, "PYTHONUTF8": "1"},
    )  # fmt: skip
    return fini.returncode, fini.stderr.replace("\u00a0", " ")


def actes(base: Path) -> int:
    with closing(sqlite3.connect(base)) as c:
        (combien,) = c.execute("SELECT count(*) FROM journal").fetchone()
    return int(combien)


@pytest.mark.lent
@pytest.mark.parametrize("ecriture", ECRITURES, ids=lambda e: " ".join(e[:2]))
def test_un_acte_fait_est_dit_fait(base: Path, ecriture: tuple[str, ...]) -> None:
    """Lost otherwise: exit 5 and « rien n’a été à moitié enregistré » after the commit: the agent does it again."""
    avant = actes(base)
    # A secret is refused, before it is drawn, to an output that is neither a terminal nor asked for as data.
    forme = ("--format", "json") if ecriture[:2] in SECRETS else ()
    fini = jouer(GUICHET, *ecriture, "--agent", "demo", *forme, timeout=TROP_LONG_S, sortie="/dev/full")
    code, err = fini.returncode, fini.stderr.replace("\u00a0", " ")
    assert "Traceback" not in err
    if ecriture[:2] in SANS_REPONSE and actes(base) == avant:
        assert (code, PERDUE in err) == (4, True), err
        return
    assert actes(base) > avant, err
    assert (code, ENREGISTRE in err) == (4, True), err
    assert "disque plein" in err


@pytest.mark.parametrize(("suite", "pourquoi"), [
    (">&-", "sortie fermée"),
    (">/dev/full", "disque plein"),
    ("| true", "le lecteur est parti"),
    (">/dev/full 2>&-", ""),
    (">&- 2>/dev/full", ""),
    ("<&- >&- 2>&-", ""),
])  # fmt: skip
def test_toutes_les_sorties_perdues(base: Path, suite: str, pourquoi: str) -> None:
    """A closed output leaves its number to the next file opened: the base itself."""
    avant = actes(base)
    ligne = ("famille", "modifier", "20001", "complement=Bâtiment B", "--agent", "demo", "--format", "json")
    code, err = lancer(suite, *ligne)
    assert actes(base) == avant + 1
    with closing(sqlite3.connect(base)) as c:
        assert c.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    # A reader that leaves may do so before or after: it never makes the program fail twice.
    assert code == 4, err
    if pourquoi:
        assert f"{ENREGISTRE} ({pourquoi})" in err
    assert "Traceback" not in err


@pytest.mark.parametrize(("suite", "code", "phrase"), [
    (">&-", 4, f"{PERDUE} (sortie fermée)"),
    (">/dev/full", 4, f"{PERDUE} (disque plein)"),
    ("| true", 0, ""),
    (">/dev/full 2>/dev/full", 4, ""),
])  # fmt: skip
def test_une_lecture_perdue(base: Path, suite: str, code: int, phrase: str) -> None:
    rendu, err = lancer(suite, "chercher", "leger", "--agent", "demo", "--format", "json")
    assert rendu == code, err
    assert phrase in err
    assert ENREGISTRE not in err
    assert "Traceback" not in err


def test_une_simulation_perdue_n_a_rien_enregistre(base: Path) -> None:
    code, err = lancer(">/dev/full", *ECRITURES[0], "--agent", "demo", "--simulation")
    assert (code, PERDUE in err, ENREGISTRE in err) == (4, True, False), err


def test_l_application_sans_sortie_le_dit(base: Path) -> None:
    code, err = lancer("<&- >&-")
    assert code == 2
    assert "terminal" in err
