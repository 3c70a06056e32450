"""Post codes: five digits in France, another country's with its sign, and what spreadsheets make of both."""

from __future__ import annotations

import re

from guichet.erreurs import SaisieInvalide
from guichet.formats.mots import citer, nettoyer
from guichet.formats.pays import PAYS, du_signe

LONGUEUR = 12
"""Signs of the longest code kept, « BR-01310-100 »."""

_FRANCAIS = re.compile(r"(?:(?:F|FR|FRA|MC)-?)?([0-9]{5})")
_SIGNE = re.compile(r"([A-Z]{1,3})-?([0-9].*)|([A-Z]{1,3})-(.+)")
_QUATRE = re.compile(r"[0-9]{4}")
_DECIMALES = re.compile(r"[.,]0+$")
_TIRETS = re.compile(r"[‐‑‒–—−]")
_CINQ = re.compile(r"[0-9]{5}")


def lire_code_postal(texte: str, *, champ: str = "") -> str:
    """The code as kept: « 78999 », or a foreign one whole, « be 1000 » → « B-1000 », « sw1a1aa » → « SW1A 1AA ».

    Raises:
        SaisieInvalide: not a code; four digits without their country, a French code that lost one most often.
    """
    compact = _compact(texte)
    if lu := _FRANCAIS.fullmatch(compact):
        return lu[1]
    for pays in (p for p in PAYS if p.seule):
        for ecrit in pays.ecritures(compact):
            if (code := pays.lire(ecrit)) and ("-" in ecrit or not compact.isdecimal()):
                return code
    if lu := _SIGNE.fullmatch(compact):
        signe, reste = (lu[1], lu[2]) if lu[1] else (lu[3], lu[4])
        if pays_dit := du_signe(signe):
            if code := pays_dit.lire(reste):
                return code
            raise SaisieInvalide(
                f"{citer(texte)} n’est pas un code postal de ce pays ({pays_dit.noms[0]}) : "
                f"écrivez-le comme {pays_dit.modele}.",
                champ=champ,
            )
    if _QUATRE.fullmatch(compact):
        raise SaisieInvalide(
            f"{citer(texte)} n’est pas un code postal : cinq chiffres attendus, ou B-{compact}, CH-{compact}, "
            f"L-{compact} pour un code étranger.",
            champ=champ,
        )
    raise SaisieInvalide(
        f"{citer(texte)} n’est pas un code postal : cinq chiffres attendus, par exemple 78999, ou le code d’un autre "
        "pays précédé de son signe, par exemple D-10115.",
        champ=champ,
    )


def code_etranger(code: str) -> bool:
    """Whether a code as kept is another country's: France's are five digits."""
    return bool(code) and _CINQ.fullmatch(code) is None


def memes_codes(un: str, autre: str) -> bool:
    """Whether two codes as kept may be one: files that do not say the country leave its sign out, or its hyphens.

    Two that name different countries are two.
    """
    return un == autre or _signes(un) in {_signes(autre), _sans_pays(autre)} or _sans_pays(un) == _signes(autre)


def _sans_pays(code: str) -> str:
    lu = _SIGNE.fullmatch(_compact(code))
    return _signes(code) if lu is None or not lu[2] or not du_signe(lu[1]) else lu[2].replace("-", "")


def _signes(code: str) -> str:
    return _compact(code).replace("-", "")


def _compact(texte: str) -> str:
    return _DECIMALES.sub("", _TIRETS.sub("-", nettoyer(texte)).replace(" ", "").upper())
