"""Why a day is not a household's to book for a child: what is true, and nothing of the other household (rule 32)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from guichet.formats.jours import jour_long

AILLEURS = "déjà réservé pour cet enfant"
AUTRE_GARDE = "jour qui n’est pas de la garde de ce foyer"
PAS_ENCORE = "pas encore de ce foyer"
PAS_DE_GARDE = "Ce jour n’est pas de la garde de ce foyer."
DU_FOYER = frozenset({AILLEURS, AUTRE_GARDE, PAS_ENCORE})
"""Reasons of a closed cell that are about the household, not about the town."""

_GARDE, _FOYER = "garde alternée", "foyer de l’enfant"


def raison(prenom: str, jour: date, sejours: Sequence[tuple[date, date | None]]) -> tuple[str, str]:
    """Reason and rule of a refusal.

    Args:
        prenom: of the child.
        jour: the day refused.
        sejours: from when to when the child is of the household, None while nothing ends it.
    """
    if any(du <= jour and (au is None or jour <= au) for du, au in sejours):
        return PAS_DE_GARDE, _GARDE
    apres = [du for du, _ in sejours if du > jour]
    avant = [au for _, au in sejours if au is not None and au < jour]
    if apres and not avant:
        return f"{prenom} n’est de ce foyer qu’à partir du {jour_long(min(apres))}.", _FOYER
    if avant and not apres:
        return f"{prenom} n’est plus de ce foyer depuis le {jour_long(max(avant) + timedelta(days=1))}.", _FOYER
    return f"{prenom} n’est pas de ce foyer ce jour-là.", _FOYER
