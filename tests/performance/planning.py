"""A key in the planner, to the painted cell, in a pty: `python -m tests.performance.planning`."""

from __future__ import annotations

import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from guichet.base import Adresse
from guichet.services.socle.demonstration import preparer
from tests.performance.pty_guichet import Terminal
from tests.performance.terminal import mediane, p95

FLECHES = (b"\x1b[B", b"\x1b[C", b"\x1b[B", b"\x1b[A", b"\x1b[D")


def main() -> None:
    """Arrows and Espace on the demonstration family, a year of two children."""
    with tempfile.TemporaryDirectory() as dossier:
        fichier = Path(dossier) / "demo.db"
        preparer(Adresse(fichier), maintenant=datetime.now(UTC))
        with Terminal([sys.executable, "-m", "guichet", "--base", str(fichier), "--agent", "demo"]) as t:
            t.attendre("Rechercher")
            t.lire(1.0)
            t.taper(b"20421\r")
            t.attendre("Responsables")
            t.lire(0.5)
            t.taper(b"r")
            t.attendre("sous le curseur")
            t.lire(0.5)
            fleches = [t.temps_de_touche(f) for _ in range(8) for f in FLECHES]
            espaces = [t.temps_de_touche(b" ") for _ in range(20)]
        print(f"flèche → case repeinte   {mediane(fleches):6.1f} ms   p95 {p95(fleches):.1f} ms (visé 16)")
        print(f"Espace → case repeinte   {mediane(espaces):6.1f} ms   p95 {p95(espaces):.1f} ms (visé 16)")


if __name__ == "__main__":
    main()
