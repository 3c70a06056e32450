"""Post codes: five digits in France, others elsewhere, and what spreadsheets make of both."""

from __future__ import annotations

import re

from guichet.erreurs import SaisieInvalide
from guichet.formats.mots import citer, nettoyer

_FRANCAIS = re.compile(r"(?:F|FR|FRA)?[ -]*([0-9]{5})", re.IGNORECASE)
# The international writing: a country's letters, a hyphen or a space, its own code.
_ETRANGER = re.compile(
    r"(?:B|BE|BEL|CH|CHE|L|LU|LUX|D|DE|I|IT|E|ES|A|AT|MC|AD|NL|P|PT|DK|PL|CZ|S|SE|N|NO)[ -]+([0-9A-Z -]{3,9})"
    r"|(?:L|LU|B|CH)([0-9]{4})",
    re.IGNORECASE,
)
_QUATRE = re.compile(r"[0-9]{4}")
_DECIMALES = re.compile(r"[.,]0+$")
_LONGUEUR = 5


def lire_code_postal(texte: str, *, champ: str = "") -> str:
    """The code as kept: « 78999 », or a foreign one without its country, « B-7700 » → « 7700 ».

    Raises:
        SaisieInvalide: not a code; four digits without their country, a French code that lost one most often.
    """
    propre = _DECIMALES.sub("", nettoyer(texte)).replace(" ", "")
    if lu := _FRANCAIS.fullmatch(propre):
        return lu[1]
    if (lu := _ETRANGER.fullmatch(nettoyer(texte))) and any(map(str.isdigit, texte)):
        code = (lu[1] or lu[2]).replace(" ", "").upper()
        if len(code) <= _LONGUEUR:
            return code
        raise SaisieInvalide(
            f"Le code {citer(texte)} a plus de cinq signes : écrivez-le avec la ville, et laissez cette case vide.",
            champ=champ,
        )
    if _QUATRE.fullmatch(propre):
        raise SaisieInvalide(
            f"{citer(texte)} n’est pas un code postal : cinq chiffres attendus, ou B-{propre}, CH-{propre}, L-{propre} "
            "pour un code étranger.",
            champ=champ,
        )
    raise SaisieInvalide(
        f"{citer(texte)} n’est pas un code postal : cinq chiffres attendus, par exemple 78999.", champ=champ
    )
