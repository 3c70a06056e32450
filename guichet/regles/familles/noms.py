"""What stands in a name by mistake: digits, and signs that no registry office writes."""

from __future__ import annotations

import unicodedata


def signes_etranges(nom: str) -> str:
    """« des chiffres », « un dessin », what of a name is asked twice; "" for what people bear.

    Hyphens, apostrophes, brackets and letters of any script are names; an emoji is not, and a digit hardly ever.
    """
    categories = {unicodedata.category(signe) for signe in nom}
    if categories & {"Nd", "No"}:
        return "des chiffres"
    return "un dessin" if "So" in categories else ""
