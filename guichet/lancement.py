"""Start the application on a base."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from guichet.base import Adresse


def lancer(adresse: Adresse, *, agent: str | None = None, poste: str = "") -> int:
    """Run the Textual application; returns the exit code of cli.md. `poste` is guichet.toml's name when left out."""
    # A line-API list repaints in 13.5 ms at 240 frames a second, 78 ms for a table at 60 (dependances.md).
    os.environ.setdefault("TEXTUAL_FPS", "240")
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        sys.stderr.write(
            "Guichet s’ouvre dans un terminal\u00a0; ici, utilisez une commande\u00a0: «\u00a0guichet --help\u00a0».\n"
        )
        return 2
    from guichet.app import GuichetApp

    app = GuichetApp(adresse, agent=agent, poste=poste)
    return app.run() or app.return_code or 0
