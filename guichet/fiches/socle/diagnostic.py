"""What `guichet diagnostic` says of a machine and its base."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class EtatConstat(StrEnum):
    """How serious it is."""

    OK = "ok"
    ATTENTION = "attention"
    REFUS = "refus"


@dataclass(frozen=True, slots=True)
class Constat:
    """One thing looked at: its short name, how it stands, one French sentence with the cure when there is one."""

    nom: str
    etat: EtatConstat
    phrase: str
