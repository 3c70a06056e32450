"""What every table shares: closed lists as CHECK constraints, instants in UTC."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint

Instant = datetime
"""An aware UTC instant: SQLModel refuses a naive one and gives aware ones back."""


def parmi(colonne: str, valeurs: Iterable[StrEnum], table: str) -> CheckConstraint:
    """CHECK that a text column holds one value of a closed list (stored as text: readable, portable)."""
    liste = ", ".join(f"'{v.value}'" for v in valeurs)
    return CheckConstraint(f"{colonne} IN ({liste})", name=f"ck_{table}_{colonne}")
