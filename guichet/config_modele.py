"""What guichet.toml may hold. Loaded by lire_config only: pydantic has no place in the start of the app."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field

from guichet.config import touches_lisibles
from guichet.toml_valide import Reglage

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
    theme: str = Field(default="guichet-clair", min_length=1)
    inactivite_minutes: int | None = Field(default=None, ge=1, le=60)
    """Idle lock of this poste; None: what the town says."""
    touches: dict[str, Touches] = Field(default_factory=dict)
    """Command id -> keys, over those of guichet/commandes."""
    impression: Papier = Papier()
    numerisation: Numerisation = Numerisation()
