"""Settings of one workstation, from guichet.toml.

Light on purpose: the app reads the name of its base before its first paint.

The file is $GUICHET_CONFIG, or guichet.toml in the user's configuration folder; without one, defaults serve.
"""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from guichet.formats.mots import nettoyer

if TYPE_CHECKING:
    from guichet.config_modele import Config

POSTE_MAX = 50
"""Signs in the name of a workstation: the journal and the visits keep no more."""


def chemin_config() -> Path:
    """Where guichet.toml is looked for; it need not exist."""
    from platformdirs import user_config_path

    nomme = os.environ.get("GUICHET_CONFIG")
    return Path(nomme).expanduser() if nomme else user_config_path("guichet") / "guichet.toml"


def lire_config(chemin: Path | None = None) -> Config:
    """The checked settings; ConfigInvalide lists every wrong key with its line; a file named must exist."""
    from guichet.config_modele import Config
    from guichet.erreurs.fichiers import ConfigInvalide
    from guichet.lecture_toml.valide import lire_toml

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


def temoin_de_la_ville() -> str:
    """Where the town's witness is, as the environment or guichet.toml says; "" when nothing does."""
    return os.environ.get("GUICHET_TEMOIN", "") or lire_config().temoin


@dataclass(frozen=True, slots=True)
class Lieu:
    """Where this process works: the name people read, the terminal that holds its visits."""

    poste: str
    terminal: str
    """This terminal of this account; "" where the workstation has a name of its own, which holds them."""
    compte: str
    """Account and terminal, for whoever is refused the place."""


def lieu(nomme: str, regle: str, *, commande: bool = False) -> Lieu:
    """Where this process works.

    Args:
        nomme: name given on the command line; it wins over GUICHET_POSTE, which wins over guichet.toml.
        regle: name of guichet.toml.
        commande: a shell command, which never holds a workstation: its visits are those of its own terminal.
    """
    from guichet.base.poste.terminal import terminal_ici

    ici = terminal_ici()
    nom = nettoyer(nomme or os.environ.get("GUICHET_POSTE", "") or regle)
    if len(nom) > POSTE_MAX:
        from guichet.erreurs.socle import UsageIncorrect

        raise UsageIncorrect(f"Le nom du poste ne passe pas {POSTE_MAX} signes : raccourcissez-le.", champ="poste")
    if nom and not commande:
        return Lieu(nom, "", ici.dit)
    return Lieu(nom or ici.dit[:POSTE_MAX], ici.cle, ici.dit)


def dossier_editions() -> Path:
    """Folder that receives the papers of a poste without printer."""
    from platformdirs import user_data_path

    regle = lire_config().impression.dossier
    return Path(regle).expanduser() if regle else user_data_path("guichet") / "editions"
