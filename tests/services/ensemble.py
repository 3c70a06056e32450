"""Several counters in processes of their own, let go at the same instant."""

from __future__ import annotations

from collections.abc import Sequence

from tests.fourches import Processus
from tests.patience import TROP_LONG_S


def jouer_ensemble(programme: str, arguments: Sequence[Sequence[str]]) -> list[str]:
    """Run a program once per list of arguments; each says « pret », waits for a line, then says what it did."""
    lances = [Processus(programme, *a) for a in arguments]
    for p in lances:
        assert p.stdout.readline() == "pret\n"
    for p in lances:
        p.stdin.write("\n")
        p.stdin.flush()
    return [p.communicate(timeout=TROP_LONG_S)[0].strip() for p in lances]
