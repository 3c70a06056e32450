"""Reading of the one search box (ecrans.md, 1): everything that what was typed could mean, at each key.

It runs at every keystroke and receives whatever people paste: it never refuses and never raises, it only
finds no meaning. The words are always there: the other readings are tried besides.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from guichet.erreurs import SaisieInvalide
from guichet.formats import lire_date, mots_recherche, nettoyer
from guichet.formats.contacts import chiffres_telephone
from guichet.regles.socle import cle_enfance
from guichet.regles.socle.code_famille import CodeLu, lectures

# Longer than any name with its first names; what is pasted beyond is noise for the index.
_LONGUEUR_MAX = 120
_CHIFFRE = re.compile(r"[0-9]")
_TELEPHONE = re.compile(r"(?:\+ ?[1-9]|0)[0-9 .\-/()]*")
_DATE = re.compile(r"[0-9]{1,2}([/. -])[0-9]{1,2}\1(?:[0-9]{4}|[0-9]{2})|[0-9]{8}|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}")
# « 3 septembre 2018 », « mardi 3 sept. 18 »: whether it is a month is for the reader of dates to say.
_DATE_EN_LETTRES = re.compile(r"(?:[a-z]+di )?[0-9]{1,2}(?:er)? [^\W\d_]{3,9}\.? (?:[0-9]{4}|[0-9]{2})", re.IGNORECASE)
_TELEPHONE_MIN = 2
_TELEPHONE_MAX = 16
_FIN = re.compile(r"[0-9](?:[0-9]|[ .-](?=[0-9]))*")
FIN_MIN = 4
"""Digits at the end of a telephone that tell it from the others: a parent dictates two pairs."""
_FIN_MAX = 10


@dataclass(frozen=True, slots=True)
class Requete:
    """What the text of the search box could mean.

    Attributes:
        mots: normalised words, for names, children and schools.
        codes: readings as a code famille, the most natural first.
        telephone_prefixe: beginning of a telephone as kept in the base (« 0612 », « +32475 »).
        telephone_fin: last digits of a telephone, 4 to 10.
        date: a day of birth.
        courriel: a mail or its beginning, in lower case.
        cle_enfance: a Clé Enfance in canonical form, its check character right.
    """

    mots: tuple[str, ...] = ()
    codes: tuple[CodeLu, ...] = ()
    telephone_prefixe: str | None = None
    telephone_fin: str | None = None
    date: date | None = None
    courriel: str | None = None
    cle_enfance: str | None = None

    @property
    def vide(self) -> bool:
        """Nothing to look for: blank, or signs only."""
        return not self.mots

    @property
    def code(self) -> CodeLu | None:
        """The most natural reading as a code famille."""
        return self.codes[0] if self.codes else None


def lire_requete(texte: str) -> Requete:
    """Every meaning of what is in the search box; an empty request for what has none."""
    propre = nettoyer(texte[:_LONGUEUR_MAX])
    mots = tuple(mots_recherche(propre))
    if not mots:
        return Requete()
    courriel = propre.lower() if "@" in propre and " " not in propre else None
    cle = cle_enfance.normaliser(propre) if cle_enfance.ressemble(propre) else None
    if _CHIFFRE.search(propre) is None:
        return Requete(mots=mots, courriel=courriel, cle_enfance=cle)
    return Requete(
        mots=mots,
        codes=lectures(propre),
        telephone_prefixe=_telephone(propre),
        telephone_fin=_fin(propre),
        date=_date(propre),
        courriel=courriel,
        cle_enfance=cle,
    )


def _telephone(propre: str) -> str | None:
    if _TELEPHONE.fullmatch(propre) is None:
        return None
    prefixe = chiffres_telephone(propre)
    return prefixe if _TELEPHONE_MIN <= len(prefixe) <= _TELEPHONE_MAX else None


def _fin(propre: str) -> str | None:
    if _FIN.fullmatch(propre) is None:
        return None
    chiffres = "".join(c for c in propre if c.isdecimal())
    return chiffres if FIN_MIN <= len(chiffres) <= _FIN_MAX else None


def _date(propre: str) -> date | None:
    if _DATE.fullmatch(propre) is None and _DATE_EN_LETTRES.fullmatch(propre) is None:
        return None
    try:
        return lire_date(propre)
    except SaisieInvalide:
        return None
