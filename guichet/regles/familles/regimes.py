"""What a kitchen must know to feed a child: several diets, in one form whoever wrote them (rule 31)."""

from __future__ import annotations

import re

from guichet.formats import cle_recherche, nettoyer

REGIMES = (
    "sans porc",
    "sans viande",
    "végétarien",
    "sans gluten",
    "sans lactose",
    "sans œuf",
    "sans arachide",
)
"""Those a kitchen knows; never a religion."""

_CONNUS = {cle_recherche(r): r for r in REGIMES}
_SEPARE = re.compile(r"[,;/+·\n]|\bet\b")


def lire_regimes(texte: str) -> tuple[str, ...]:
    """Diets one by one: those known first and as they are named, each once; the others as they were written."""
    parties = [nettoyer(p) for p in _SEPARE.split(texte)]
    lus = dict.fromkeys(_CONNUS.get(cle_recherche(p), p) for p in parties if p)
    return (*(r for r in REGIMES if r in lus), *(r for r in lus if r not in REGIMES))


def dire_regimes(texte: str) -> str:
    """« sans porc, sans œuf », as they are kept."""
    return ", ".join(lire_regimes(texte))
