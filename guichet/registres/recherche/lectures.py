"""From what the box may mean to the questions put to the index, the likeliest first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from types import MappingProxyType
from typing import TYPE_CHECKING

from guichet.registres.recherche import jetons, tri
from guichet.registres.recherche.jetons import DEBUT

if TYPE_CHECKING:
    from guichet.registres.recherche.questions import Question
    from guichet.regles.recherche.requete import Requete

_TELEPHONE_MIN = 4
_NATIONAL = 10
# Beyond, what was pasted is a sentence: each word more costs a walk of the index and narrows nothing.
_MOTS_MAX = 8
_SUITE_MAX = 6

Soudures = Mapping[str, tuple[str, ...]]
SEULS: Soudures = MappingProxyType({})
"""Words that are not tried with their neighbours."""


def precises(requete: Requete) -> list[Question]:
    """Readings that are no words: a telephone, a day of birth, a mail."""
    trouvees: list[Question] = []
    if requete.courriel is not None:
        trouvees.append(((jetons.courriel(requete.courriel) + DEBUT,),))
    if requete.date is not None:
        trouvees.append(((jetons.naissance(requete.date),),))
    telephone = requete.telephone_prefixe or _sans_zero("".join(requete.mots))
    if telephone is not None and len(telephone) >= _TELEPHONE_MIN:
        trouvees.append(((jetons.marque(telephone) + DEBUT,),))
    if requete.date is not None:
        trouvees.append((jetons.naissances_en_partie(requete.date),))
    return trouvees


def _sans_zero(chiffres: str) -> str | None:
    """A whole number without its zero, as spreadsheets leave it, or with 33 and no +."""
    if not chiffres.isdecimal():
        return None
    if len(chiffres) == _NATIONAL - 1 and chiffres[0] != "0":
        return "0" + chiffres
    if len(chiffres) == _NATIONAL + 1 and chiffres.startswith("33"):
        return "0" + chiffres[2:]
    return None


def mots_utiles(requete: Requete) -> tuple[str, ...]:
    """Words worth asking for: a word that begins another adds nothing to it."""
    if len(requete.mots) == 1:
        return requete.mots
    mots = sorted(set(requete.mots))[: 2 * _MOTS_MAX]
    contenus = {un for un, autre in pairwise(mots) if autre.startswith(un)}
    return tuple(mot for mot in dict.fromkeys(requete.mots) if mot not in contenus)[:_MOTS_MAX]


def tetes(mots: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """Bounds of the families whose own name begins with one of the words.

    « hugo » first shows the HUGO, whatever the number of children called Hugo or of schools Victor-Hugo.
    """
    for mot in mots:
        if mot.isalpha():
            yield tri.bornes(mot)


def soudures(mots: tuple[str, ...]) -> Soudures:
    """Word typed → what it makes with its neighbours: « de la tour » may be stored Delatour, or De Latour."""
    formes: dict[str, tuple[str, ...]] = {}
    suite = mots[:_SUITE_MAX]
    for debut in range(len(suite) - 1):
        for fin in range(debut + 2, min(debut + jetons.SOUDES_MAX, len(suite)) + 1):
            ensemble = suite[debut:fin]
            if ensemble[-1].isalpha() and ensemble[0].isalpha():
                soudees = jetons.ensemble(ensemble)
                for mot in ensemble:
                    formes[mot] = (*formes.get(mot, ()), *soudees)
    return formes


def par_fin(requete: Requete) -> list[Question]:
    """The last digits of a telephone: what is left to try when nothing begins so."""
    return [] if requete.telephone_fin is None else [((jetons.fin_telephone(requete.telephone_fin) + DEBUT,),)]


def entiers(mot: str) -> Question:
    """The word is a whole name of the household: Léa before Léandre."""
    return ((mot,),)


def par_noms(mots: tuple[str, ...], soudes: Soudures = SEULS) -> Question:
    """Each word begins a name of the household, alone or with its neighbours."""
    return tuple(tuple([forme + DEBUT for forme in (mot, *soudes.get(mot, ()))]) for mot in mots)


def par_tout(mots: tuple[str, ...], soudes: Soudures = SEULS) -> Question:
    """Each word begins a name or anything else the household is known by."""
    return tuple(
        tuple([debut + forme + DEBUT for forme in (mot, *soudes.get(mot, ())) for debut in ("", jetons.AUTRE)])
        for mot in mots
    )
