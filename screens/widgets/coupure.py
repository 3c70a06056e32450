"""Where a sentence may be broken: at a plain blank, never before « : ; ! ? », after « nor inside « 1 500 ».

The one border of the screens: sentences are written with plain spaces, whoever says them.
"""

from __future__ import annotations

import re
import textwrap

from rich import _wrap
from rich.cells import cell_len

from guichet.erreurs.socle import insecables

# Rich, which wraps for Textual, takes U+00A0 for a blank like another: a line began with a colon in every dialog.
_wrap.re_word = re.compile(r"[ \t\n]*(?:[^ \t\n]+| (?=[:;!?»])|(?<=«) )+[ \t\n]*")


def couper(texte: str, largeur: int, *, retrait: int = 0, mots_entiers: bool = False) -> list[str]:
    """Lines of at most `largeur` columns, where a screen lays its text out itself.

    Args:
        texte: a sentence.
        largeur: columns.
        retrait: blanks before each line but the first.
        mots_entiers: keep « demi-journée » whole.
    """
    return textwrap.wrap(insecables(texte), largeur, subsequent_indent=" " * retrait, break_on_hyphens=not mots_entiers)


def abreger(qui_quoi: str, largeur: int) -> str:
    """« Alexis · Accueil de lo…, matinée »: what tells the units of one activity apart is at the end."""
    debut, virgule, moment = qui_quoi.rpartition(", ")
    if cell_len(qui_quoi) <= largeur or not virgule:
        return qui_quoi
    fin = f"…, {moment}"
    return f"{debut[: max(1, largeur - len(fin))]}{fin}"
