"""Whom something is handed to."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from guichet.erreurs.socle import PROSE


@dataclass(frozen=True, slots=True)
class Destinataire:
    """Whom something is handed to, and the household it is about."""

    famille_id: int
    code: str
    """Body of the code famille."""
    famille: str
    """Family name of the household, in capitals."""
    personne_id: int
    personne: str
    """« LÉGER-MARTIN Sophie »."""
    courriel: str
    avertissement_courriel: str = field(metadata=PROSE)
    """Known delivery trouble of the address (rule 17), or nothing."""
    present: bool = True
    """Still a responsable of the household, with no departure noted: nobody else is handed a secret."""
    autorite: bool = True
    """Whether the sheet says that they have parental authority in this household."""
    jusqu_au: date | None = None
    """Last day in the household, of who leaves or left."""
