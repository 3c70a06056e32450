"""Post codes of a file: the zero a spreadsheet dropped is given back to a town that had one, the others are foreign."""

from __future__ import annotations

import re
from functools import cache

from guichet.donnees import chemin_donnees
from guichet.formats import cle_recherche, nettoyer
from guichet.formats.adresses import lire_code_postal
from guichet.regles.familles.residence import ecritures

_QUATRE = re.compile(r"([0-9]{4})(?:[.,]0+)?")
_LONG = re.compile(r"(?=.*[0-9])[0-9A-Z]{2,5}[ -]?[0-9A-Z]{2,4}", re.IGNORECASE)
_FRANCE = frozenset({"", "france", "fr", "f", "fra"})


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
    etranger = cle_recherche(pays) not in _FRANCE
    propre = nettoyer(code)
    quatre = _QUATRE.fullmatch(propre)
    if quatre and not d_ici:
        zero = "0" + quatre[1]
        if not etranger and (cle_recherche(pays) or ecritures(ville) & _du_zero().get(zero[:2], frozenset())):
            return zero, ville, ""
        doute = f"« {quatre[1]} » est repris comme un code étranger : le {zero[:2]} n’a pas de commune de ce nom."
        return quatre[1], ville, "" if etranger else doute
    if etranger and _LONG.fullmatch(propre) and len(propre.replace(" ", "")) > 5:
        # Longer than what is kept: it goes where the post of that country writes it.
        return "", f"{propre.upper()} {ville}".strip()[:100], ""
    return lire_code_postal(code), ville, ""
