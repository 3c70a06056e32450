"""Settings of one workstation, from guichet.toml.

Light on purpose: the app reads the name of its base before its first paint.

The file is $GUICHET_CONFIG, or guichet.toml in the user's configuration folder; without one, defaults serve.
"""

from __future__ import annotations

import os
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from guichet.config_modele import Config


def chemin_config() -> Path:
    """Where guichet.toml is looked for; it need not exist."""
    from platformdirs import user_config_path

    nomme = os.environ.get("GUICHET_CONFIG")
    return Path(nomme).expanduser() if nomme else user_config_path("guichet") / "guichet.toml"


def lire_config(chemin: Path | None = None) -> Config:
    """The checked settings; ConfigInvalide lists every wrong key with its line; a file named must exist."""
    from guichet.config_modele import Config
    from guichet.erreurs.fichiers import ConfigInvalide
    from guichet.toml_valide import lire_toml

    demande = chemin is not None or bool(os.environ.get("GUICHET_CONFIG"))
    chemin = chemin or chemin_config()
    return lire_toml(chemin, Config, ConfigInvalide) if demande or chemin.exists() else Config()


def adresse_brute(chemin: Path | None = None) -> str:
    """Base named by guichet.toml, without loading pydantic; "" when it names none or cannot be read."""
    try:
        return str(tomllib.loads((chemin or chemin_config()).read_text(encoding="utf-8-sig")).get("base", ""))
    except (OSError, ValueError):
        # The full check, once the first picture is out, says which line is wrong and the cure.
        return ""


def nom_du_poste(regle: str = "") -> str:
    """Name of this workstation: the one set, else who is logged on which machine.

    The machine alone would not do: counters reached by SSH all run on the same one, and a workstation has one visit
    open at a time.
    """
    if regle:
        return regle
    import getpass
    import platform

    try:
        qui = getpass.getuser()
    except (KeyError, OSError):
        qui = ""
    return "@".join(t for t in (qui, platform.node()) if t)[:50] or "poste"


def dossier_editions() -> Path:
    """Folder that receives the papers of a poste without printer."""
    from platformdirs import user_data_path

    regle = lire_config().impression.dossier
    return Path(regle).expanduser() if regle else user_data_path("guichet") / "editions"
