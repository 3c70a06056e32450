"""The program's own source, and the tools that read it, for the rules that no linter knows."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from outils.sources import PAQUETS, RACINE, Fonction, Module, appele, modules, sous

__all__ = ["PAQUETS", "RACINE", "Fonction", "Module", "appele", "lancer", "modules", "sous"]


def lancer(*commande: str, dossier: Path = RACINE, **environnement: str) -> subprocess.CompletedProcess[str]:
    """Run a tool of this environment as a developer would, without measuring its coverage."""
    import os

    env = {k: v for k, v in os.environ.items() if not k.startswith(("COV", "PYTEST"))}
    env |= {"NO_COLOR": "1", "PYTHONUTF8": "1"} | environnement
    return subprocess.run(
        [sys.executable, "-m", *commande],
        cwd=dossier,
        env=env,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
