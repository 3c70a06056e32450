"""Values of ours as they stand in an SQL list: numbers and states, never what somebody typed."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum


def en_liste(ids: Iterable[int]) -> str:
    """Identifiers in order; one that nothing has where there is none."""
    return ", ".join(str(int(i)) for i in sorted(set(ids))) or "0"


def en_mots(etats: Iterable[StrEnum]) -> str:
    """States in order, between quotes."""
    return ", ".join(f"'{etat.value}'" for etat in sorted(etats))
