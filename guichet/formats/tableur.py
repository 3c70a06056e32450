"""What a spreadsheet receives: values as a French counter reads them, and never a formula that would run."""

from __future__ import annotations

import re
from datetime import date, datetime

from guichet.formats.jours import PARIS, date_num, instant_num

_FORMULE_DE_TEXTE = re.compile(r'="([^"]*)"')
_APOSTROPHE = re.compile(r"'[0-9=+@-]")
_ERREUR = re.compile(
    r"#(?:REF!|N/A|NA|VALE?UE?R?!|NOM ?\?|NAME\?|DIV/0!|NUL+!|NOMBRE!|NUM!|#+|CALC!|SPILL!|PROPAGATION!)"
)
# A spreadsheet runs a cell that begins so (dependances.md); a tab or a return hides one from the eye.
_FORMULES = ("=", "+", "-", "@", "\t", "\r")


def neutre(texte: str) -> str:
    """Text a spreadsheet shows instead of running it."""
    return f"'{texte}" if texte.startswith(_FORMULES) else texte


def sans_apprets(texte: str) -> str:
    """The text of a cell without what a spreadsheet, or `neutre`, put around it: '06…, ="06…"."""
    if lu := _FORMULE_DE_TEXTE.fullmatch(texte):
        return lu[1]
    # « 'T HOOFT » is a name: an apostrophe before a letter was typed.
    return texte[1:] if _APOSTROPHE.match(texte) else texte


def est_erreur(texte: str) -> bool:
    """Whether the cell holds the error of a formula, « #REF! », or a number too wide for its column."""
    return bool(_ERREUR.fullmatch(texte))


def cellule(objet: object) -> str:
    """Write a value in French: days, instants in the town's time, oui or non."""
    if objet is None:
        return ""
    if isinstance(objet, bool):
        return "oui" if objet else "non"
    if isinstance(objet, datetime):
        return instant_num(objet.astimezone(PARIS))
    if isinstance(objet, date):
        return date_num(objet)
    return str(objet)
