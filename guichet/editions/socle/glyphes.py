"""Makes any typed text printable: PDF/A and PDF/UA refuse a page holding one character the fonts lack.

A name is never a reason not to print: invisible and control characters are dropped (an escape sequence would
drive the terminal, a direction override would turn the line round), letters without a glyph are romanised.
"""

from __future__ import annotations

import struct
import unicodedata
from functools import lru_cache
from pathlib import Path

from guichet.erreurs.socle import insecables
from guichet.signes import Signes

# Persian and Urdu need these two to write words properly; every other format character is dropped.
_SIGNES = Signes(lambda signe: " " if signe.isspace() else "", "\u200c\u200d")


def propre(texte: str) -> str:
    """One line, composed accents, nothing invisible, French spaces: safe in a terminal and on paper."""
    return insecables(unicodedata.normalize("NFC", texte)).translate(_SIGNES)


def imprimable(texte: str, couverture: frozenset[int]) -> str:
    """`texte` with the letters outside `couverture` (code points with a glyph) written in Latin letters."""
    net = propre(texte)
    if all(ord(caractere) in couverture for caractere in net):
        return net
    return "".join(c if ord(c) in couverture else _romanise(c, couverture) for c in net)


def _romanise(caractere: str, couverture: frozenset[int]) -> str:
    from anyascii import anyascii

    latin = anyascii(caractere)
    if latin and all(ord(c) in couverture for c in latin):
        return latin
    # Neither assigned nor public: no letter that a reader would miss.
    return "" if unicodedata.category(caractere).startswith("C") else "?"


@lru_cache(maxsize=4)
def couverture(polices: tuple[Path, ...]) -> frozenset[int]:
    """Code points drawn by at least one of the font files."""
    return frozenset().union(*(_points(police.read_bytes()) for police in polices))


def _points(police: bytes) -> set[int]:
    """Code points of a TrueType file, read from its `cmap` table (OpenType, formats 4 and 12)."""
    (tables,) = struct.unpack_from(">H", police, 4)
    entrees = (struct.unpack_from(">4sLLL", police, 12 + 16 * rang) for rang in range(tables))
    debut = next(position for nom, _, position, _ in entrees if nom == b"cmap")
    (sous_tables,) = struct.unpack_from(">H", police, debut + 2)
    points: set[int] = set()
    for rang in range(sous_tables):
        _, _, decalage = struct.unpack_from(">HHL", police, debut + 4 + 8 * rang)
        (forme,) = struct.unpack_from(">H", police, debut + decalage)
        if forme == 4:
            points |= _format_4(police, debut + decalage)
        elif forme == 12:
            points |= _format_12(police, debut + decalage)
    return points


def _format_4(police: bytes, ici: int) -> set[int]:
    (double,) = struct.unpack_from(">H", police, ici + 6)
    fins = struct.unpack_from(f">{double // 2}H", police, ici + 14)
    debuts = struct.unpack_from(f">{double // 2}H", police, ici + 16 + double)
    return {p for d, f in zip(debuts, fins, strict=True) for p in range(d, f + 1) if p != 0xFFFF}


def _format_12(police: bytes, ici: int) -> set[int]:
    (groupes,) = struct.unpack_from(">L", police, ici + 12)
    bornes = (struct.unpack_from(">LL", police, ici + 16 + 12 * rang) for rang in range(groupes))
    return {p for d, f in bornes for p in range(d, f + 1)}
