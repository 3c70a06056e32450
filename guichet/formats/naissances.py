"""Births known by their day, by their month, or by their year only: what is not known is never made up."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from functools import lru_cache

from guichet.formats.jours import date_num, lire_nom_mois
from guichet.formats.mots import nettoyer

Naissance = date | str | None
"""A day; « 2018-03 » or « 2018 » where no more is known; None where nothing is."""

_INCONNU = r"(?:00?|[xX]{1,2}|\?{1,2})"
_ANNEE = r"((?:19|20)[0-9]{2})"
_FORMES = (
    re.compile(rf"(?:{_INCONNU}[/. -]{_INCONNU}[/. -])?{_ANNEE}()"),
    re.compile(rf"{_ANNEE}-{_INCONNU}-{_INCONNU}()"),
    re.compile(rf"{_ANNEE}-(0[1-9]|1[0-2])(?:-{_INCONNU})?"),
)
_MOIS = re.compile(rf"(?:{_INCONNU}[/. -])?(0?[1-9]|1[0-2])[/. -]{_ANNEE}")
_NOMME = re.compile(rf"([^\W\d]{{3,9}})\.?[ -]{_ANNEE}")


def lire_partielle(texte: str) -> str:
    """« 2018 », « 03/2018 », « mars 2018 », « 00/03/2018 », « ??/??/2018 » as kept; "" for any other text, days too."""
    propre = nettoyer(texte)
    for forme in _FORMES:
        if lu := forme.fullmatch(propre):
            return f"{lu[1]}-{lu[2]}" if lu[2] else lu[1]
    if lu := _MOIS.fullmatch(propre):
        return f"{lu[2]}-{int(lu[1]):02d}"
    if (lu := _NOMME.fullmatch(propre)) and (mois := lire_nom_mois(lu[1])):
        return f"{lu[2]}-{mois:02d}"
    return ""


def connue(jour: date | None, partielle: str) -> Naissance:
    """What the base knows of a birth, from its two columns."""
    return jour or partielle or None


def colonnes(naissance: Naissance) -> tuple[date | None, str]:
    """The two columns a birth is kept in: its day, or what is known of it."""
    return (None, naissance or "") if isinstance(naissance, str) else (naissance, "")


@lru_cache(maxsize=4096)
def bornes(naissance: Naissance) -> tuple[date, date] | None:
    """First and last day the birth may have been on, None where nothing is known."""
    if not naissance:
        return None
    if not isinstance(naissance, str):
        return naissance, naissance
    annee, mois = int(naissance[:4]), int(naissance[5:] or 0)
    if not mois:
        return date(annee, 1, 1), date(annee, 12, 31)
    return date(annee, mois, 1), date(annee, mois, monthrange(annee, mois)[1])


def dite(naissance: Naissance) -> str:
    """« 18/04/2021 », « 04/2021 », « 2021 », "": the writing every field accepts back."""
    if not isinstance(naissance, str):
        return date_num(naissance) if naissance else ""
    return "/".join(reversed(naissance.split("-")))
