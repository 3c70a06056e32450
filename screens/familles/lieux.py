"""What surprises in an address, asked once before it is written."""

from __future__ import annotations

from collections.abc import Mapping

from guichet.contexte import Contexte
from guichet.erreurs import SaisieInvalide
from guichet.formats.adresses import lire_code_postal
from guichet.formats.mots import citer

_LIES = frozenset({"code_postal", "ville"})


def doute(ctx: Contexte, nom: str, valeurs: Mapping[str, str]) -> str:
    """A post code that is not that of the town named, whichever of the two was just typed; "" most often."""
    if nom not in _LIES:
        return ""
    try:
        code = lire_code_postal(valeurs["code_postal"])
    except SaisieInvalide:
        return ""
    attendus = ctx.commune.codes_attendus(valeurs["ville"], code)
    if not attendus:
        return ""
    siens = f"celui de {valeurs['ville'].strip()} est" if len(attendus) == 1 else f"{valeurs['ville'].strip()} a"
    dehors = " Ce foyer serait tenu pour extérieur." if ctx.commune.residence(valeurs["ville"], code) is False else ""
    return f"Code postal {citer(valeurs['code_postal'])} : {siens} {', '.join(attendus)}.{dehors}"
