"""What guichet.toml may hold. Loaded by lire_config only: pydantic has no place in the start of the app."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, Field

from guichet.lecture_toml.valide import Reglage

_TOUCHE = re.compile(r"(?:(?:ctrl|shift)\+)*(?:[a-z][a-z0-9_]*|[0-9])")
# Terminals and keyboards take these before the program sees them (ecrans.md, Grammar of keys).
_TOUCHE_PERDUE = re.compile(r"f1[01]|ctrl\+(?:shift\+)?(?:[0-9]|[a-z]+(?:_[a-z]+)+|comma|minus|plus|slash|semicolon)")


def touches_lisibles(texte: str) -> str:
    """The keys of one command (« ctrl+g » or « ctrl+g,f6 »), if a terminal lets them through.

    Raises:
        ValueError: the French sentence naming the key and the cure.
    """
    for touche in texte.split(","):
        if not _TOUCHE.fullmatch(touche):
            raise ValueError(f"touche « {touche} » illisible. Écrivez par exemple « f6 » ou « ctrl+g ».")
        if _TOUCHE_PERDUE.fullmatch(touche):
            raise ValueError(
                f"la touche « {touche} » est prise par les terminaux : choisissez F1 à F9, F12 ou Ctrl et une lettre."
            )
    return texte


Touches = Annotated[str, AfterValidator(touches_lisibles)]


class Papier(Reglage):
    """Where pages go: a printer of the system, else a folder."""

    imprimante: str = ""
    """Name of the CUPS printer."""
    dossier: str = ""
    """Folder of the PDF files; "": the user's data folder."""


class Numerisation(Reglage):
    """The scanner, seen as the folder it writes to."""

    dossier: str = ""


class Config(Reglage):
    """One workstation. Every key may be left out."""

    poste: str = ""
    """Name printed on papers and written in the journal."""
    site: str = ""
    """Code of the site of the commune where this poste stands."""
    base: str = ""
    """File or URL of the base; --base and GUICHET_BASE win over it."""
    temoin: str = ""
    """The town's witness of a base on a server: a file, or the URL of another database; GUICHET_TEMOIN wins over it."""
    theme: str = Field(default="guichet-clair", min_length=1)
    inactivite_minutes: int | None = Field(default=None, ge=1, le=60)
    """Idle lock of this poste; None: what the town says."""
    touches: dict[str, Touches] = Field(default_factory=dict)
    """Command id -> keys, over those of guichet/commandes."""
    impression: Papier = Papier()
    numerisation: Numerisation = Numerisation()
