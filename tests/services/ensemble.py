"""Several counters in processes of their own, let go at the same instant."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.patience import TROP_LONG_S

RACINE = Path(__file__).parents[2]


def jouer_ensemble(programme: str, arguments: Sequence[Sequence[str]]) -> list[str]:
    """Run a program once per list of arguments; each says « pret », waits for a line, then says what it did."""
    lances = [
        subprocess.Popen(
            [sys.executable, "-c", programme, *a], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=RACINE
        )
        for a in arguments
    ]
    for p in lances:
        assert p.stdout.readline() == "pret\n"
    for p in lances:
        p.stdin.write("\n")
        p.stdin.flush()
    return [p.communicate(timeout=TROP_LONG_S)[0].strip() for p in lances]
