"""What a spreadsheet receives: values as a French counter reads them, and never a formula that would run."""

from __future__ import annotations

from datetime import date, datetime

from guichet.formats.jours import PARIS, date_num, instant_num

# A spreadsheet runs a cell that begins so (dependances.md); a tab or a return hides one from the eye.
_FORMULES = ("=", "+", "-", "@", "\t", "\r")


def neutre(texte: str) -> str:
    """Text a spreadsheet shows instead of running it."""
    return f"'{texte}" if texte.startswith(_FORMULES) else texte


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
