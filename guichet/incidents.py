"""An unforeseen error: kept in a file with a reference, shown once as one sentence, never as a traceback."""

from __future__ import annotations

import os
import secrets
import traceback
from dataclasses import dataclass
from pathlib import Path

from guichet.contexte import horloge_systeme
from guichet.erreurs import ErreurMetier


@dataclass(frozen=True, slots=True)
class Incident:
    """Reference to give to whoever helps, where the details are, and what it comes from where that is known."""

    reference: str
    fichier: Path
    cause: ErreurMetier | None = None
    """The base is damaged: a refusal with its cure says more than a reference."""

    @property
    def phrase(self) -> str:
        """Say it to the user."""
        if self.cause is not None:
            return self.cause.message
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
    return Incident(reference, fichier, _base_abimee())


def _base_abimee() -> ErreurMetier | None:
    """Look at what this process has open: what nobody foresaw is mostly a value that no program of ours wrote."""
    from guichet.base import Base
    from guichet.base.refus import abimee
    from guichet.erreurs.base import BaseIllisible
    from guichet.registres.offre.controles import reglements
    from guichet.registres.portail.controles import modes
    from guichet.registres.socle.valeurs import premier_mal

    for base in [*Base.en_service]:
        try:
            with base.lecture() as s:
                lieu = premier_mal(s) or next((x for relire in (reglements, modes) for x in relire(s)[1]), "")
        except BaseIllisible as refus:
            return refus
        except Exception:  # noqa: BLE001, S112 - an incident is being told: nothing may hide it
            continue
        if lieu:
            return abimee(base.adresse, lieu)
    return None
