"""Amounts of money: integer cents inside, French euros outside. Never a float."""

from __future__ import annotations

import re

from guichet.erreurs import SaisieInvalide
from guichet.formats.mots import citer, entier, nettoyer

# Groups of three or none at all: « 12 50 » is a slip of the finger, not twelve hundred and fifty euros.
_MONTANT = re.compile(r"([-+]?)([0-9]{1,3}(?: [0-9]{3})+|[0-9]+)(?:[.,]([0-9]{1,2}))? ?€?")
# A billion euros: beyond any town's day, and far inside a 64-bit column.
_CENTIMES_MAX = 100_000_000_000


def euros(centimes: int) -> str:
    """« 1 234,56 € » (narrow no-break space for thousands, no-break space before the sign)."""
    entiers, reste = divmod(abs(centimes), 100)
    return f"{'-' if centimes < 0 else ''}{entier(entiers)},{reste:02d}\u00a0€"


def lire_centimes(texte: str, *, champ: str = "") -> int:
    """Cents from « 12,50 », « 12.50 », « 1 234,56 » or « 84 € ».

    Raises:
        SaisieInvalide: not an amount, more than two decimals, or beyond a billion euros.
    """
    lu = _MONTANT.fullmatch(nettoyer(texte).replace("\u2212", "-"))
    if lu is None:
        raise SaisieInvalide(
            f"{citer(texte)} n’est pas un montant : écrivez par exemple 12,50 ou 1\u202f234,56.",
            champ=champ,
        )
    signe, entiers, decimales = lu.groups()
    chiffres = entiers.replace(" ", "") + (decimales or "").ljust(2, "0")
    # Compared by length first: int() refuses thousands of digits with an error of its own.
    if len(chiffres.lstrip("0")) > len(str(_CENTIMES_MAX)) or int(chiffres) >= _CENTIMES_MAX:
        raise SaisieInvalide(f"Le montant {citer(texte)} est trop grand : vérifiez-le.", champ=champ)
    return -int(chiffres) if signe == "-" else int(chiffres)
