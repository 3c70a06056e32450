"""Is this person already known? Scores of likeness, before a household is created twice."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import date

from guichet.formats import cle_recherche, mots_recherche
from guichet.formats.adresses import memes_codes
from guichet.formats.naissances import Naissance, bornes
from guichet.regles.familles.prenoms import memes_prenoms
from guichet.regles.recherche.phonetique import VOISIN, proximite

_MEMES = "mêmes nom et prénom"
_PROCHES = "nom et prénom proches"
IDENTITE = frozenset({_MEMES, _PROCHES})
"""Reasons that mean « the same person », not « the same household »."""

SEUIL = 70
"""From here on the agent is asked: warning for nothing costs one key, a doubled household costs an hour."""

MOT_MIN = 3
"""« de », « le » and initials are in too many names to tell anybody."""

_PROCHE = 85
_MEMES_NOMS_ET_NAISSANCE = 100
_NOMS_PROCHES_ET_NAISSANCE = 95
_TELEPHONE = 80
_COURRIEL = 80
_ACCORD_DU_NOM = 15
_MEMES_NOMS_MEME_ANNEE = 85
_NOMS_PROCHES_MEME_ANNEE = 70
_MEMES_NOMS_SANS_NAISSANCE = 75
_MEMES_NOMS_NAISSANCE_PROCHE = 75
_MEME_PRENOM_MEME_ADRESSE = 90
_MEME_ADRESSE = 70


@dataclass(frozen=True, slots=True)
class Portrait:
    """What is compared of a person. Telephones canonical, mail as kept, address as written."""

    nom: str
    prenom: str
    nom_naissance: str = ""
    naissance: Naissance = None
    telephones: frozenset[str] = frozenset()
    courriel: str = ""
    adresse: str = ""
    code_postal: str = ""


@dataclass(frozen=True, slots=True)
class Ressemblance:
    """How alike two persons are, 0 to 100, and why."""

    score: int
    raisons: tuple[str, ...] = ()

    @property
    def a_montrer(self) -> bool:
        """Whether the agent is asked."""
        return self.score >= SEUIL


PRESQUE_NOMMEE = Ressemblance(SEUIL, (_PROCHES,))
"""Names alone, of somebody mistyped: what a search shows is not created without a question."""


def comparer(saisi: Portrait, connu: Portrait) -> Ressemblance:
    """Likeness of a typed person and a known one: the strongest clue counts, the others are told."""
    nom = _proximite_nom(saisi, connu)
    prenom = _proximite(saisi.prenom, connu.prenom)
    if prenom < _PROCHE and memes_prenoms(saisi.prenom, connu.prenom):
        prenom = _PROCHE
    if min(nom, prenom) < _PROCHE and _inversees(saisi, connu):
        nom = prenom = _PROCHE
    indices = [
        _par_identite(saisi, connu, nom, prenom),
        _par_contact(saisi, connu, nom),
        _par_adresse(saisi, connu, nom, prenom),
    ]
    trouves = [indice for indice in indices if indice.score]
    if not trouves:
        return Ressemblance(0)
    raisons = tuple(raison for indice in trouves for raison in indice.raisons)
    return Ressemblance(max(indice.score for indice in trouves), raisons)


def presque_nommee(saisi: Portrait, connu: Portrait, connus: Container[str]) -> bool:
    """Whether a name nobody bears is theirs mistyped, as the search proposes it among the nearest.

    Args:
        saisi: as typed.
        connu: somebody of the base.
        connus: words typed that somebody bears: they are taken as typed.
    """
    if saisi.naissance and connu.naissance:
        # Judged by their dates.
        return False
    paires = (
        (_longs(f"{saisi.nom} {saisi.nom_naissance}"), _longs(f"{connu.nom} {connu.nom_naissance}")),
        (_longs(saisi.prenom), _longs(connu.prenom)),
    )
    return any(mot not in connus for mots, _ in paires for mot in mots) and all(
        mots and all(_pour_un_autre(mot, siens, connus) for mot in mots) for mots, siens in paires
    )


def _longs(nom: str) -> list[str]:
    return [mot for mot in mots_recherche(nom) if len(mot) >= MOT_MIN]


def _pour_un_autre(mot: str, siens: Sequence[str], connus: Container[str]) -> bool:
    return mot in siens or (mot not in connus and any(proximite(mot, sien) >= VOISIN for sien in siens))


def autrement_ecrite(saisi: Portrait, connu: Portrait) -> bool:
    """Whether two persons of one household are one, written otherwise: near names, and no two dates that differ."""
    ressemblance = comparer(saisi, connu)
    if IDENTITE & set(ressemblance.raisons):
        return True
    if saisi.naissance and connu.naissance:
        return False
    nom, prenom = _proximite_nom(saisi, connu), _proximite(saisi.prenom, connu.prenom)
    proches = nom >= _PROCHE and (prenom >= _PROCHE or memes_prenoms(saisi.prenom, connu.prenom))
    return proches or _inversees(saisi, connu)


def _par_identite(saisi: Portrait, connu: Portrait, nom: int, prenom: int) -> Ressemblance:
    if min(nom, prenom) < _PROCHE:
        return Ressemblance(0)
    memes = min(nom, prenom) == 100
    quoi = _MEMES if memes else _PROCHES
    if saisi.naissance is None or connu.naissance is None:
        return Ressemblance(_MEMES_NOMS_SANS_NAISSANCE if memes else 0, (quoi,))
    if isinstance(saisi.naissance, str) or isinstance(connu.naissance, str):
        return _par_annee(saisi, connu, quoi, memes=memes)
    if saisi.naissance == connu.naissance:
        score = _MEMES_NOMS_ET_NAISSANCE if memes else _NOMS_PROCHES_ET_NAISSANCE
        return Ressemblance(score, (quoi, "même date de naissance"))
    if memes and _a_une_faute_pres(saisi.naissance, connu.naissance):
        return Ressemblance(_MEMES_NOMS_NAISSANCE_PROCHE, (quoi, "date de naissance proche"))
    # Two homonyms: without another clue they are two people.
    return Ressemblance(0)


def _par_annee(saisi: Portrait, connu: Portrait, quoi: str, *, memes: bool) -> Ressemblance:
    """One of the births is known in part: a year in common says less than a day, one that differs makes two people."""
    une, autre = bornes(saisi.naissance), bornes(connu.naissance)
    if une is None or autre is None or une[0] > autre[1] or autre[0] > une[1]:
        return Ressemblance(0)
    score = _MEMES_NOMS_MEME_ANNEE if memes else _NOMS_PROCHES_MEME_ANNEE
    return Ressemblance(score, (quoi, "naissances compatibles"))


def _par_contact(saisi: Portrait, connu: Portrait, nom: int) -> Ressemblance:
    raisons = []
    if saisi.telephones & connu.telephones:
        raisons.append("même téléphone")
    if saisi.courriel and saisi.courriel.casefold() == connu.courriel.casefold():
        raisons.append("même courriel")
    if not raisons:
        return Ressemblance(0)
    score = max(_TELEPHONE, _COURRIEL) + (_ACCORD_DU_NOM if nom >= _PROCHE else 0)
    return Ressemblance(score, tuple(raisons))


def _par_adresse(saisi: Portrait, connu: Portrait, nom: int, prenom: int) -> Ressemblance:
    if nom < _PROCHE or not meme_adresse(saisi, connu):
        return Ressemblance(0)
    score = _MEME_PRENOM_MEME_ADRESSE if prenom >= _PROCHE else _MEME_ADRESSE
    return Ressemblance(score, ("nom proche à la même adresse",))


def meme_adresse(un: Portrait, autre: Portrait) -> bool:
    """Whether two addresses are one, whatever their accents, commas and capitals; none is no address."""
    if un.code_postal and autre.code_postal and not memes_codes(un.code_postal, autre.code_postal):
        return False
    cle = cle_recherche(un.adresse)
    return bool(cle) and cle == cle_recherche(autre.adresse)


def _proximite_nom(saisi: Portrait, connu: Portrait) -> int:
    """Best agreement of family names, that of birth included: people come under either."""
    saisis = [n for n in (saisi.nom, saisi.nom_naissance) if n]
    connus = [n for n in (connu.nom, connu.nom_naissance) if n]
    return max((_proximite(a, b) for a in saisis for b in connus), default=0)


def _proximite(a: str, b: str) -> int:
    """0 to 100; « Legé » and « Léger-Martin » are close, one name being part of the other."""
    mots_a, mots_b = mots_recherche(a), mots_recherche(b)
    if not mots_a or not mots_b:
        # Names of another script fold to letters too; what is left has nothing to compare.
        return 100 if a and a.casefold() == b.casefold() else 0
    direct = proximite(" ".join(mots_a), " ".join(mots_b))
    court, long = sorted((mots_a, mots_b), key=len)
    if len(court) < len(long):
        partiel = min(max(proximite(mot, autre) for autre in long) for mot in court)
        return max(direct, min(partiel, _PROCHE))
    return direct


def _inversees(saisi: Portrait, connu: Portrait) -> bool:
    """Family name and first name typed in each other's field."""
    if _mots(saisi) == _mots(connu):
        return True
    prenom = _proximite(saisi.nom, connu.prenom) >= _PROCHE or memes_prenoms(saisi.nom, connu.prenom)
    return prenom and _proximite(saisi.prenom, connu.nom) >= _PROCHE


def _mots(p: Portrait) -> frozenset[str]:
    return frozenset(mots_recherche(f"{p.nom} {p.prenom}"))


def _a_une_faute_pres(a: date, b: date) -> bool:
    """Day and month swapped, or one of day, month and year typed wrong."""
    if (a.day, a.month, a.year) == (b.month, b.day, b.year):
        return True
    return sum((a.day == b.day, a.month == b.month, a.year == b.year)) == 2
