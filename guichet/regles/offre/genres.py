"""Kinds of services."""

from __future__ import annotations

from enum import StrEnum


class GenreActivite(StrEnum):
    """Kinds of services; the planner and the calendar tell them apart (rule 6)."""

    ACCUEIL = "accueil"
    RESTAURATION = "restauration"
    ETUDE = "etude"
    SOIR = "soir"
    MERCREDI = "mercredi"
    VACANCES = "vacances"
