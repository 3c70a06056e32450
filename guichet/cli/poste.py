"""Where a command runs: which workstation, which base when none is named."""

from __future__ import annotations

import platform
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from guichet.base import Adresse


def nom_du_poste() -> tuple[str, str]:
    """Name and site of this workstation, from guichet.toml or from the machine."""
    from guichet.config import lire_config

    config = lire_config()
    return config.poste or platform.node() or "poste", config.site


def adresse_par_defaut(nommee: str) -> Adresse:
    """Return the base named, else guichet.toml's, else the one of the user's data folder."""
    from guichet.base import lire_adresse

    if nommee:
        return lire_adresse(nommee)
    from guichet.config import lire_config

    config = lire_config()
    if config.base:
        return lire_adresse(config.base)
    from platformdirs import user_data_path

    return lire_adresse(str(user_data_path("guichet") / "guichet.db"))
