"""What the lines of the dossier stand for, besides the members."""

from __future__ import annotations

from dataclasses import dataclass

from guichet.fiches.comptoir.taches import Alerte


@dataclass(frozen=True, slots=True)
class Adresse:
    """The address of the household."""


@dataclass(frozen=True, slots=True)
class Alertes:
    """The alerts that stand on one line."""

    alertes: tuple[Alerte, ...]


@dataclass(frozen=True, slots=True)
class Semaines:
    """The two weeks ahead of a child, or of all of them."""

    personne_id: int | None = None


@dataclass(frozen=True, slots=True)
class Portail:
    """Account and Clé of a responsable."""

    personne_id: int
