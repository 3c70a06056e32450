"""A day as it is typed or said: 16112026, 16/11, « 16 nov. »."""

from __future__ import annotations

from datetime import date

from guichet.erreurs import SaisieInvalide
from guichet.formats import cle_recherche, lire_date
from guichet.regles.periodes_dites import lire_periode


def lire_jour_dit(texte: str, *, aujourdhui: date) -> date:
    """Read a day; without a year, it is of the school year in progress.

    Raises:
        SaisieInvalide, RythmeIllisible: no such day.
    """
    try:
        return lire_date(texte)
    except SaisieInvalide:
        # The same days as in a rhythm, told from there: « du 16 nov ».
        mots = "/".join(cle_recherche(mot) for mot in texte.split("/"))
        lue = lire_periode(f"du {mots}", aujourdhui=aujourdhui)
        if lue.reste.strip():
            raise
        return lue.du
