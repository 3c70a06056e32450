"""Text whose accents were lost or doubled before the file came: « LÃ©ger », « L�ger », « L?ger », « L&eacute;ger ».

Nothing is mended: what it was is said when it can be known, and a person decides.
"""

from __future__ import annotations

import re
from html import unescape

PERDU = "\ufffd"
"""What a program writes in the place of a character it could not read."""

# UTF-8 once read as Windows-1252, Latin-1 or Latin-2: the first sign tells how many of the next ones belong to it,
# and they are never letters. « CHÂTEAU », « JOÃO » hold a first sign and no second one.
_SUITE = (
    "\u0080-\u00bf\u20ac\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u017d\u2018\u2019\u201c\u201d"
    "\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u017e\u0178"
)
_DOUBLE = re.compile(f"(?:[ÂÃÄÅĂĹ][{_SUITE}]|â[\u0080€][{_SUITE}])+")
_EN_ASCII = (
    # A letter lost to a question mark stands between two letters, or before one: « L?ger », « ?cole ».
    r"[^\W\d]\?[^\W\d]|(?:^|[\s'’-])\?[^\W\d]",
    r"&(?:[a-zA-Z]{2,8}|#[0-9]{2,5}|#x[0-9a-fA-F]{2,4});",
    r"\\u00[0-9a-fA-F]{2}|=C3=[89AB][0-9A-F]|%C3%[89AB][0-9A-F]",
)
_ACCENTUES = (
    _DOUBLE.pattern,
    PERDU,
    # The same once a no-break space was made plain: « Ã la ».
    r"(?<!\w)Ã(?=\s)",
    # Read as a Mac's or MS-DOS's: « L√©ger », « L├®ger ». No name has a root or a line of a box in it.
    r"(?<=\w)[\u2200-\u22ff\u2500-\u259f]|[\u2200-\u22ff\u2500-\u259f](?=\S)|‚Ä|ÔÇ|Ôé",
    # One byte for a letter, of another table: « L‚ger », « LŽger », « LÈger », « LÚger ».
    r"[^\W\d][‚„‰ŠŽÈÚ][a-z]",
    # Controls of the terminal, which Latin-1 has where Windows-1252 has quotes.
    "[\u0080-\u009f]",
)
_INDICES = re.compile(r"[?&\\=%]")
"""Signs without which no text of ASCII is damaged: most have none of them."""
_ABIMES_ASCII = re.compile("|".join(_EN_ASCII))
_ABIMES = re.compile("|".join(_ACCENTUES + _EN_ASCII))
_TOURS = 3
"""A text may have been doubled more than once."""


def est_abime(texte: str) -> bool:
    """Whether letters of this text are not those that were typed."""
    if texte.isascii():
        return bool(_INDICES.search(texte) and _ABIMES_ASCII.search(texte))
    return bool(_ABIMES.search(texte))


def probable(texte: str) -> str:
    """What the text most likely was; "" when it cannot be known."""
    mieux = unescape(texte)
    for _ in range(_TOURS):
        mieux = _DOUBLE.sub(lambda lu: _relu(lu[0]), mieux)
    return "" if mieux == texte or est_abime(mieux) else mieux


def _relu(suite: str) -> str:
    octets = bytearray()
    for signe in suite:
        try:
            octets += signe.encode("cp1252")
        except UnicodeEncodeError:
            # Windows-1252 gives five bytes no character: Latin-1 does.
            octets += signe.encode("latin-1", "replace")
    try:
        return octets.decode()
    except UnicodeDecodeError:
        return suite
