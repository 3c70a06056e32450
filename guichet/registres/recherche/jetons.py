"""The words of the index, the same on both engines and in questions: plain ASCII, one token each.

A mark in front tells what a token is, so that one index answers « a name first, then anything else »:

- `leger`: a word of the name of an adult or a child of the household;
- `legermartin`, `delatour`, `latour`: what a name of several words is when it is written as one;
- `.hugo`: any other word (school, class, contact, former name, code, identifier, telephone);
- `-8765432160`: a telephone from its last digit to its first, so that its end is the beginning of a token;
- `@s.leger@orange.fr`: a mail, found from its beginning;
- `=2019-03-18`: a day of birth, found whole: a year alone would drown codes and telephones. `=2019-03` and `=2019`:
  births known no better, found by any of their days, after those of that day.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from guichet.formats import mots_recherche

AUTRE = "."
_FIN = "-"
DEBUT = "*"
"""At the end of a token of a question: anything that begins so. Never part of a token."""

_HORS_COURRIEL = re.compile(r"[^a-z0-9@._+-]")
# A B-tree entry of PostgreSQL holds a third of a page; no real mail comes near.
_LONGUEUR_MAX = 254
SOUDES_MAX = 4
"""Words of a name written as one: « van den berghe », « de la tour d »."""
_SOUDE_MAX = 60
_VOYELLES = "aeiouyh"


@lru_cache(maxsize=8192)
def mots(texte: str) -> tuple[str, ...]:
    """Words of a text; remembered, since first names and schools come back all the time."""
    return tuple(mots_recherche(texte))


def soudes(mots_: Sequence[str]) -> tuple[str, ...]:
    """A name of several words written as one, from each of its words on: « de la tour » is also delatour and latour.

    « d’Almeida » and « de Almeida » are one name, in either writing: dalmeida and dealmeida.
    """
    formes: dict[str, None] = {}
    for rang in range(len(mots_) - 1):
        for forme in ensemble(mots_[rang : rang + SOUDES_MAX]):
            formes[forme] = None
    return tuple(formes)


def ensemble(suite: Sequence[str]) -> tuple[str, ...]:
    """These words as one, « d’ » and « de » before a vowel taken for one another; none when too long for a name."""
    premier, reste = suite[0], "".join(suite[1:])
    if len(premier) + len(reste) > _SOUDE_MAX:
        return ()
    if premier == "d":
        return "d" + reste, "de" + reste
    if premier == "de" and reste[0] in _VOYELLES:
        return "de" + reste, "d" + reste
    return (premier + reste,)


def marque(mot: str) -> str:
    """A word that is not one of the household's names."""
    return AUTRE + mot


def fin_telephone(chiffres: str) -> str:
    """A telephone, or its last digits, read from the end."""
    return _FIN + chiffres.removeprefix("+")[::-1]


def courriel(texte: str) -> str:
    """A mail or its beginning; signs outside the usual ones count as one sign."""
    return "@" + _HORS_COURRIEL.sub("_", texte.casefold())[:_LONGUEUR_MAX]


def naissance(connue: date | str) -> str:
    """What is known of a birth: its day, or its month or year."""
    return f"={connue}"


def naissances_en_partie(jour: date) -> tuple[str, str]:
    """Births known in part that may have been on that day."""
    return f"={jour:%Y-%m}", f"={jour:%Y}"
