"""How long an agent is locked out after wrong passwords (rule 33, settings of the town)."""

from __future__ import annotations

import re
from datetime import timedelta

PLAFOND = timedelta(days=1)
"""However long the attack, a supervisor's morning is enough to undo it."""

DUREE_SESSION = timedelta(hours=12)
"""A command-line session covers the longest day of a counter, never the next one."""

_IDENTIFIANT = re.compile(r"[a-z0-9][a-z0-9._-]{1,49}")


def blocage(echecs: int, seuil: int, minutes: int) -> timedelta | None:
    """Length of the lock-out after `echecs` wrong passwords in a row, None below `seuil`.

    Doubles with each further failure: waiting out the lock-outs gains nothing, one slip costs `minutes`.
    """
    if echecs < seuil:
        return None
    # 20 doublings of a minute already pass the ceiling.
    doublements: int = 2 ** min(echecs - seuil, 20)
    return min(timedelta(minutes=minutes * doublements), PLAFOND)


def identifiant_agent(texte: str) -> str | None:
    """Read an agent's identifier as typed, None when no agent can have it."""
    lu = texte.strip().lower()
    return lu if _IDENTIFIANT.fullmatch(lu) else None
