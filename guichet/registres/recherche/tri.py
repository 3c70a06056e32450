"""The sort key of the index: alphabetical order packed into the number a row is known by.

FTS5 and B-trees walk their keys in order: with the first letters of the name in front, LIMIT gives the first
families in alphabetical order without sorting anything (dependances.md).
"""

from __future__ import annotations

from functools import lru_cache

LETTRES = 9
"""Letters of the family name kept: 9 × 5 bits, and 18 for the household, are the 63 bits of a positive key."""

_BITS_LETTRE = 5
_BITS_FAMILLE = 18
SANS_COLLISION = 1 << _BITS_FAMILLE
"""Households below this number cannot share a key."""

TOUT = (0, (1 << 63) - 1)
"""Bounds of the whole index."""

RIEN = (-1, -1)
"""Bounds no household is within."""

# A space comes before every letter: LÉGER stands before LÉGER-MARTIN. Digits all stand after Z: names have none.
_VALEURS = {chr(ord("a") + rang): rang + 1 for rang in range(26)} | dict.fromkeys("0123456789", 27)


@lru_cache(maxsize=4096)
def paquet(nom: str) -> int:
    """First letters of a normalised name as one number that sorts like it."""
    valeur = 0
    for lettre in nom[:LETTRES].ljust(LETTRES):
        valeur = valeur << _BITS_LETTRE | _VALEURS.get(lettre, 0)
    return valeur


def cle(nom: str, famille_id: int) -> int:
    """Preferred key of a household; `suivante` when another one holds it."""
    return paquet(nom) << _BITS_FAMILLE | famille_id % SANS_COLLISION


def suivante(prise: int) -> int:
    """The next key with the same letters."""
    debut = prise >> _BITS_FAMILLE << _BITS_FAMILLE
    return debut | (prise + 1) % SANS_COLLISION


def meme_rang(une: int, autre: int) -> bool:
    """Whether two keys carry the same letters: the household need not move."""
    return une >> _BITS_FAMILLE == autre >> _BITS_FAMILLE


def bornes(debut_de_nom: str) -> tuple[int, int]:
    """First and last key of the names that begin with these letters (9 at most are looked at)."""
    lettres = debut_de_nom[:LETTRES]
    libres = _BITS_LETTRE * (LETTRES - len(lettres)) + _BITS_FAMILLE
    premiere = paquet(lettres) << _BITS_FAMILLE
    return premiere, premiere + (1 << libres) - 1
