"""Post codes of a file: the zero a spreadsheet dropped is given back to a town that had one, the others are foreign."""

from __future__ import annotations

import re
from contextlib import suppress
from functools import cache

from guichet.donnees import chemin_donnees
from guichet.erreurs import SaisieInvalide
from guichet.formats import cle_recherche, nettoyer
from guichet.formats.adresses import LONGUEUR, lire_code_postal
from guichet.formats.pays import du_nom, etranger
from guichet.regles.familles.residence import ecritures

_QUATRE = re.compile(r"([0-9]{4})(?:[.,]0+)?")
_AUTRE = re.compile(rf"(?=.*[0-9])[0-9A-Z][0-9A-Z -]{{1,{LONGUEUR - 1}}}", re.IGNORECASE)
"""A code of a country whose shape is not known, or of a former one."""
_DECIMALES = re.compile(r"[.,]0+$")


@cache
def _du_zero() -> dict[str, frozenset[str]]:
    """Towns of the nine départements whose post codes begin with a zero, folded: department → names."""
    noms: dict[str, set[str]] = {}
    departement = ""
    for ligne in (chemin_donnees() / "communes-01-09.txt").read_text(encoding="utf-8").splitlines():
        if ligne.startswith("["):
            departement = ligne[1:3]
        elif not ligne.startswith("#"):
            noms.setdefault(departement, set()).update(ecritures(ligne))
    return {departement: frozenset(cles) for departement, cles in noms.items()}


def lire_lieu(code: str, ville: str, pays: str = "", *, d_ici: bool = False) -> tuple[str, str, str]:
    """Code and town as kept, and what to tell of them, "" when nothing is in doubt.

    Args:
        code: as the file has it.
        ville: as the file has it.
        pays: « BELGIQUE »; "" when the file does not say.
        d_ici: whether this town is the one that imports, whose code has five digits.

    Raises:
        SaisieInvalide: no post code of any country.
    """
    if etranger(pays):
        return _d_ailleurs(code, pays), ville, ""
    quatre = _QUATRE.fullmatch(nettoyer(code))
    if quatre and not d_ici:
        zero = "0" + quatre[1]
        if cle_recherche(pays) or ecritures(ville) & _du_zero().get(zero[:2], frozenset()):
            return zero, ville, ""
        return (
            quatre[1],
            ville,
            f"« {quatre[1]} » est repris comme un code étranger : le {zero[:2]} n’a pas de commune de ce nom.",
        )
    return lire_code_postal(code), ville, ""


def _d_ailleurs(code: str, pays: str) -> str:
    """The code of a household whose country the file says; it may leave the country's sign out."""
    connu = du_nom(pays)
    if connu is not None:
        with suppress(SaisieInvalide):
            return lire_code_postal(f"{connu.signe}-{code}")
    propre = _DECIMALES.sub("", nettoyer(code))
    try:
        return lire_code_postal(propre)
    except SaisieInvalide:
        if _AUTRE.fullmatch(propre):
            return propre.upper()
        raise
