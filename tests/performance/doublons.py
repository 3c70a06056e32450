"""The whole base compared for doubles: `python -m tests.performance.doublons [familles…]`, a few seconds a thousand."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from guichet.services.familles import doublons
from tests.performance.generer import base

VISE = 3.0
"""Seconds a thousand families."""


def mesurer(familles: int, dossier: Path) -> None:
    """Print how long the list takes, and how often it said how far it was."""
    ctx = base(dossier, familles)
    dits: list[tuple[int, int]] = []
    debut = time.perf_counter()
    trouvees = doublons.lister(ctx, avancer=lambda fait, total: dits.append((fait, total)))
    duree = time.perf_counter() - debut
    print(
        f"{familles} familles, {dits[-1][1]} personnes : {duree:.1f} s, {duree * 1000 / familles:.2f} s le millier "
        f"(visé ≤ {VISE:g}) ; {len(trouvees)} paires, avancement dit {len(dits)} fois"
    )


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as provisoire:
        for taille in [int(a) for a in sys.argv[1:]] or [20_000]:
            mesurer(taille, Path(provisoire))
