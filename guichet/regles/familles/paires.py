"""Households that may be one, over a whole base: who shares a clue is compared, by the judge of the form."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import product

from guichet.formats import cle_recherche, mots_recherche
from guichet.regles.familles.doublons import Portrait, Ressemblance, comparer
from guichet.regles.recherche.phonetique import son

PARTAGE_MAX = 60
"""Households that share one clue: shared by more, it is none (a tower block, the number of the town hall)."""
_MOT_MIN = 3
_son = lru_cache(maxsize=65536)(son)

Indice = tuple[str, ...]
Avancer = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Connu:
    """Somebody of a household, as they are compared."""

    famille_id: int
    personne_id: int
    portrait: Portrait
    code: str = ""


@dataclass(frozen=True, slots=True)
class Paire:
    """Two households that look like one, by the two people who look the most alike."""

    une: Connu
    autre: Connu
    ressemblance: Ressemblance

    @property
    def familles(self) -> tuple[int, int]:
        """Their numbers, the older first."""
        return self.une.famille_id, self.autre.famille_id


def paires(
    connus: Sequence[Connu], *, distinctes: Collection[tuple[int, int]], avancer: Avancer | None = None
) -> tuple[Paire, ...]:
    """Pairs of households, the surest first; one that was judged two families is not proposed again.

    Args:
        connus: everybody, household after household.
        distinctes: pairs judged not to be one, the smaller number first.
        avancer: told how many people were looked at, and of how many.
    """
    par_indice: dict[Indice, list[int]] = defaultdict(list)
    cherches: list[list[Indice]] = []
    for rang, connu in enumerate(connus):
        portes, cherche = _indices(connu.portrait)
        cherches.append(cherche)
        for indice in portes:
            par_indice[indice].append(rang)
    utiles = {i: r for i, r in par_indice.items() if 1 < len({connus[x].famille_id for x in r}) <= PARTAGE_MAX}
    trouvees: dict[tuple[int, int], Paire] = {}
    for rang, connu in enumerate(connus):
        if avancer is not None and rang % _PAS == 0:
            avancer(rang, len(connus))
        for autre in sorted({x for i in cherches[rang] for x in utiles.get(i, ()) if x < rang}):
            _comparer(connus[autre], connu, distinctes, trouvees)
    if avancer is not None:
        avancer(len(connus), len(connus))
    return tuple(sorted(trouvees.values(), key=lambda p: (-p.ressemblance.score, p.familles)))


_PAS = 500


def _comparer(
    a: Connu, b: Connu, distinctes: Collection[tuple[int, int]], trouvees: dict[tuple[int, int], Paire]
) -> None:
    if a.famille_id == b.famille_id or a.personne_id == b.personne_id:
        return
    une, autre = (a, b) if a.famille_id < b.famille_id else (b, a)
    cle = une.famille_id, autre.famille_id
    deja = trouvees.get(cle)
    if cle in distinctes or (deja is not None and deja.ressemblance.score == _CERTAINE):
        return
    lue = comparer(une.portrait, autre.portrait)
    if lue.a_montrer and (deja is None or deja.ressemblance.score < lue.score):
        trouvees[cle] = Paire(une, autre, lue)


_CERTAINE = 100


def _indices(p: Portrait) -> tuple[list[Indice], list[Indice]]:
    """Clues somebody bears, and those to look for: what the judge asks two portraits to have in common."""
    communs: list[Indice] = [("telephone", t) for t in p.telephones]
    if p.courriel:
        communs.append(("courriel", p.courriel.casefold()))
    noms, prenoms = _sons(f"{p.nom} {p.nom_naissance}"), _sons(p.prenom)
    if p.adresse and (adresse := cle_recherche(p.adresse)):
        communs += [("adresse", adresse, s) for s in noms]
    # Either order: a name typed in the field of the other.
    couples = list(dict.fromkeys((min(c), max(c)) for c in product(noms, prenoms)))
    tous = [("nom", *c) for c in couples]
    sans_jour = [("sans", *c) for c in couples]
    if not isinstance(p.naissance, date):
        return [*communs, *tous, *sans_jour], [*communs, *tous]
    # Two known days far from one another make two people: they need not be compared.
    communs += [("naissance", p.naissance.isoformat(), s) for s in dict.fromkeys((*noms, *prenoms))]
    communs += [("proche", *c, *jour) for c in couples for jour in _a_une_faute_pres(p.naissance)]
    return [*communs, *tous], [*communs, *sans_jour]


def _a_une_faute_pres(jour: date) -> Iterator[tuple[str, str, str]]:
    """What is left of a date once one of its parts is typed wrong, or its day and month swapped."""
    j, m, a = str(jour.day), str(jour.month), str(jour.year)
    yield from ((j, m, ""), (j, "", a), ("", m, a))
    yield min(j, m), max(j, m), f"{a}~"


def _sons(texte: str) -> list[str]:
    mots = mots_recherche(texte)
    return list(dict.fromkeys(_son(m) for m in ([m for m in mots if len(m) >= _MOT_MIN] or mots)))
