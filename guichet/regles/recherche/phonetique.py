"""How a French name sounds, to offer « Léger » to who typed « legé » or heard « Légère »."""

from __future__ import annotations

import re

# Applied in this order to a normalised word (cle_recherche). Capitals are sounds already settled, which no
# later line touches: X is « ch », N « gn », G a hard g; A I O the nasal vowels, U « ou », E « é » at the end.
_SONS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(motif), son)
    for motif, son in (
        (r"sch|sh|ch(?=[aeiouy])|ch$", "X"),
        (r"ph", "f"),
        (r"gn", "N"),
        (r"h", ""),
        (r"([a-z])\1+", r"\1"),
        # The letter that softens g and c may itself be silent: soften first.
        (r"gu(?=[eiy])", "G"),
        (r"ge(?=[ao])|g(?=[eiy])", "j"),
        (r"s?c(?=[eiy])", "s"),
        (r"bv", "v"),
        (r"aul[dt]s?$", "o"),
        (r"(?<=[a-zNXG]{2})e[rz]$", "E"),
        (r"(?<=[a-zNXG]{2})(?:es|e|[dt]s|[dtxzsp])$", ""),
        (r"[iy]en(?![aeiouy])", "iI"),
        (r"(?:ai|ei|ay|i|y|u)[nm](?![aeiouyEN])", "I"),
        (r"[ae][nm](?![aeiouyEN])", "A"),
        (r"o[nm](?![aeiouyEN])", "O"),
        (r"eau|au", "o"),
        (r"oeu|eu|oe", "e"),
        (r"ou|oo", "U"),
        (r"o[iy]", "wa"),
        (r"[ae][iy]|E", "e"),
        (r"qu|ck|c|q", "k"),
        (r"x", "ks"),
        (r"ill|y", "i"),
        (r"z", "s"),
        (r"w", "v"),
        (r"([a-zA-Z])\1+", r"\1"),
    )
)


VOISIN = 72
"""Nearness (0 to 100) below which a name is another name: « legay » and « leger » are at 80."""


def son(mot: str) -> str:
    """The sound of a normalised word, one lower-case letter or so per sound; equal for what sounds alike."""
    for motif, resultat in _SONS:
        mot = motif.sub(resultat, mot)
    return mot


def proximite(a: str, b: str) -> int:
    """How near two normalised words are, 0 to 100: the better of spelling and sound.

    Only the same spelling reaches 100: what merely sounds the same comes just after.
    """
    from rapidfuzz.fuzz import ratio

    if not a or not b:
        return 0
    if a == b:
        return 100
    return min(99, round(max(ratio(a, b), ratio(son(a), son(b)))))
