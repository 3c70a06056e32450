"""An unforeseen error: kept in a file with a reference, shown once as one sentence, never as a traceback."""

from __future__ import annotations

import os
import secrets
import traceback
from dataclasses import dataclass
from pathlib import Path

from guichet.contexte import horloge_systeme


@dataclass(frozen=True, slots=True)
class Incident:
    """Reference to give to whoever helps, and where the details are."""

    reference: str
    fichier: Path

    @property
    def phrase(self) -> str:
        """Say it to the user."""
        return (
            f"Un incident imprévu a eu lieu (référence {self.reference}). Rien n’a été à moitié enregistré. "
            f"Les détails sont dans {self.fichier}."
        )


def consigner(erreur: BaseException) -> Incident:
    """Write type and traceback, without local variables (they may hold a secret), to the 0600 log of this machine."""
    from platformdirs import user_state_path

    dossier = user_state_path("guichet")
    dossier.mkdir(parents=True, exist_ok=True)
    fichier = dossier / "incidents.log"
    reference = secrets.token_hex(3).upper()
    # The line of code, never the values: str(erreur) of a database error holds the parameters.
    trace = "".join(traceback.format_tb(erreur.__traceback__))
    heure = horloge_systeme().isoformat(timespec="seconds")
    fd = os.open(fichier, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(fd, "a", encoding="utf-8") as flux:
        flux.write(f"--- {reference} {heure} {type(erreur).__module__}.{type(erreur).__qualname__}\n{trace}\n")
    return Incident(reference, fichier)
