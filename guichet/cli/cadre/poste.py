"""Where a command runs: which workstation, which base when none is named."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from guichet.base import Adresse
    from guichet.config import Lieu


def lieu_et_site() -> tuple[Lieu, str]:
    """Where this command runs, and the site set there: its visits are those of its own terminal."""
    from guichet.config import lieu, lire_config

    config = lire_config()
    return lieu("", config.poste, commande=True), config.site


def adresse_par_defaut(nommee: str) -> Adresse:
    """Return the base named, else guichet.toml's, else the one of the user's data folder."""
    from guichet.base import lire_adresse

    if nommee:
        return lire_adresse(nommee)
    from guichet.config import adresse_brute

    if reglee := adresse_brute():
        return lire_adresse(reglee)
    from platformdirs import user_data_path

    return lire_adresse(str(user_data_path("guichet") / "guichet.db"))
