"""What a backup says of itself."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Sauvegarde:
    """A backup that was read back; `retirees`: former ones that the rotation removed."""

    fichier: Path
    octets: int
    tete_seq: int
    tete_empreinte: str
    retirees: tuple[Path, ...]
