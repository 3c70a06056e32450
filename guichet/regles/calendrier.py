"""Which days are school days, Wednesdays, holidays, closed (rule 6)."""

from __future__ import annotations

from enum import StrEnum


class NaturePeriode(StrEnum):
    """Why days are not ordinary ones."""

    VACANCES = "vacances"
    PONT = "pont"
    FERMETURE = "fermeture"
