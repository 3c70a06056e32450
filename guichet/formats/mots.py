"""Names and words: cleaned as typed, shown as French administration writes them, folded for the search."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import date

from guichet.signes import sans_effet

_FINES = "\u202f"
_DEJA_PROPRE = re.compile(r"[!-~]+(?: [!-~]+)*")
_SEQUENCES = re.compile(r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]|(?:\x1b\]|\x9d)[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)?")
"""Whole orders to a terminal: a coloured text copied from one leaves « [31m » when its first sign alone goes."""
_MUETTES = frozenset({"Cc", "Cf", "Cs"})
_CITATION_MAX = 40
_VOYELLES = frozenset("aeiou")

NOMBRE_MAX = 1_000_000
"""No count of a town comes near (hours, months, cents of a fee, places). Beyond, a day to come leaves the calendar."""


def nettoyer(texte: str) -> str:
    """Text as it may be stored: NFC, plain single spaces, no control or direction-changing character.

    Letters of every script are kept, right-to-left ones included: only what acts on the display goes.
    """
    if _DEJA_PROPRE.fullmatch(texte):
        return texte
    if not texte.isprintable():
        texte = _SEQUENCES.sub("", texte)
    return " ".join(unicodedata.normalize("NFC", sans_effet(texte)).split())


def citer(texte: str) -> str:
    """What was typed, between French quotes and short enough for a message: « 31/02/2019 »."""
    propre = nettoyer(texte)
    if len(propre) > _CITATION_MAX:
        propre = propre[: _CITATION_MAX - 1] + "…"
    return f"« {propre} »"


class _Pliage(dict[int, str]):
    """Code point → its search letters, learnt on first sight.

    anyascii knows œ, ł, ß and every script but costs 40 ms to import: a French accent, which plain Unicode
    decomposes, never loads it.
    """

    def __missing__(self, point: int) -> str:
        lettre = chr(point)
        categorie = unicodedata.category(lettre)
        if categorie[0] not in "LN":
            # An accent apart or a zero-width mark must not cut a word in two; any other sign does.
            muet = categorie[0] == "M" or (categorie in _MUETTES and not lettre.isspace())
            self[point] = "" if muet else " "
            return self[point]
        plat = "".join(c for c in unicodedata.normalize("NFKD", lettre) if not unicodedata.combining(c))
        if not plat.isascii():
            from anyascii import anyascii

            plat = anyascii(lettre)
        self[point] = "".join(c for c in plat.casefold() if c.isalnum())
        return self[point]


_PLIAGE = _Pliage()


def cle_recherche(texte: str) -> str:
    """Search key: casefolded, without accents; hyphens, apostrophes and punctuation are single spaces.

    Only `[a-z0-9 ]` is left, so that « Léger-Martin », « LEGER MARTIN » and « léger martin » are one key.
    """
    return " ".join(texte.translate(_PLIAGE).split())


def mots_recherche(texte: str) -> list[str]:
    """The words of the search key, in the order typed."""
    return texte.translate(_PLIAGE).split()


def nom_affiche(nom: str, prenom: str) -> str:
    """« LÉGER-MARTIN Sophie »: capitals keep their accents."""
    return f"{nom.upper()} {prenom}".strip()


def majuscule(texte: str) -> str:
    """Text as it begins a sentence or a title."""
    return texte[:1].upper() + texte[1:]


def minuscule(texte: str) -> str:
    """Text as it goes on a sentence; « PAI » stays PAI."""
    return texte if texte[1:2].isupper() else texte[:1].lower() + texte[1:]


def de(nom: str) -> str:
    """« de Léo », « d’Alice », « d’Yves » but « de Yanis », as it is said; « de Hugo » is never wrong."""
    lettres = cle_recherche(nom)
    voyelle = lettres[:1] in _VOYELLES or (lettres[:1] == "y" and lettres[1:2] not in _VOYELLES)
    return f"d’{nom}" if lettres and voyelle else f"de {nom}"


def de_ville(nom: str) -> str:
    """The same of a town: « du Mesnil-Saint-Denis », « des Lilas », « d’Évry »."""
    for article, contracte in (("Le ", "du "), ("Les ", "des ")):
        if nom.startswith(article):
            return contracte + nom.removeprefix(article)
    return de(nom)


def age(naissance: date, le: date) -> int:
    """Completed years on that day (someone born on 29 February completes a year on 1 March)."""
    return le.year - naissance.year - ((le.month, le.day) < (naissance.month, naissance.day))


def entier(n: int) -> str:
    """Whole number with French thousands: 12 310."""
    return f"{n:,}".replace(",", _FINES)


def ordinal(n: int) -> str:
    """Rank in a queue, that of whoever waits: « 1er », « 2e »."""
    return "1er" if n == 1 else f"{entier(n)}e"


def pluriel(n: int, mot: str, forme: str = "") -> str:
    """Number and noun agreed: « 0 famille », « 1 famille », « 3 familles ».

    Args:
        n: the count; French agrees from two on.
        mot: the singular.
        forme: the plural, when it is not the singular with its usual s or x.
    """
    if abs(n) < 2:
        return f"{entier(n)} {mot}"
    if not forme:
        fin = "" if mot.endswith(("s", "x", "z")) else "x" if mot.endswith("eau") else "s"
        forme = mot + fin
    return f"{entier(n)} {forme}"


def enumerer(mots: Sequence[str]) -> str:
    """« Nina, Alexis et Antoine »."""
    return " et ".join(m for m in (", ".join(mots[:-1]), *mots[-1:]) if m)
