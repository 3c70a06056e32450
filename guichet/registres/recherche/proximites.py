"""Near misses: households whose names look or sound like what was typed, when nothing begins so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guichet.formats import mots_recherche
from guichet.registres.recherche.jetons import DEBUT
from guichet.registres.recherche.questions import par_mots
from guichet.regles.recherche.phonetique import VOISIN, son

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from guichet.base.lecture import Lecteur
    from guichet.registres.recherche.questions import Question, Trouvee

_CANDIDATS = 12
_LONGUEUR_MIN = 3
_ECART_LONGUEUR = 3
_LUES = 200

Note = tuple[int, int]
"""Nearness of the words, then how many of them are the adults’: among equals a child’s first name is the least likely.

« moreau » is as near to Marceau as to Hoareau: twenty children bear the one, and one family the other.
"""
_RIEN: Note = (0, 0)

# Nobody mistakes the first letter, the first sound and the end at once; the rest is for the distance to say.
_VOISINS = """
SELECT mot, son FROM mot_nom
WHERE length(mot) BETWEEN :court AND :long
  AND (substr(mot, 1, 1) = :lettre OR substr(son, 1, 1) = :debut_son OR mot LIKE :fin)
"""

_DEBUT_CONNU = """
SELECT 1 FROM mot_nom WHERE mot >= :mot AND mot < :apres LIMIT 1
"""


def chercher(s: Lecteur, mots: Sequence[str], limite: int) -> list[Trouvee]:
    """Households nearest to these words, the nearest first.

    A word some name begins with is taken as typed; when every word is known but no household has them all, each
    in turn is supposed mistyped. Last, each word in turn is supposed to be nobody's.
    """
    longs = [mot for mot in mots if len(mot) >= _LONGUEUR_MIN]
    inconnus = [mot for mot in longs if not _connu(s, mot)]
    trouvees: dict[int, tuple[Note, Trouvee]] = {}
    for douteux in [inconnus] if inconnus else [[mot] for mot in longs]:
        voisins = {mot: dict(voisins_de(s, mot)) for mot in douteux}
        if not all(voisins.values()):
            continue
        question: Question = tuple(tuple(voisins[mot]) if mot in voisins else (mot + DEBUT,) for mot in mots)
        for ligne in par_mots(s, question, _LUES):
            note = _note(ligne, voisins)
            if note > trouvees.get(ligne.famille_id, (_RIEN, ligne))[0]:
                trouvees[ligne.famille_id] = (note, ligne)
    if not trouvees:
        return _sans_un_mot(s, mots, inconnus, limite)
    # Sorting is stable: alphabetical among equals.
    return [ligne for _, ligne in sorted(trouvees.values(), key=lambda paire: paire[0], reverse=True)[:limite]]


def _sans_un_mot(s: Lecteur, mots: Sequence[str], inconnus: Sequence[str], limite: int) -> list[Trouvee]:
    """Households that have every word but one: a first name the town never knew does not hide the family."""
    trouvees: dict[int, Trouvee] = {}
    for absent in inconnus or mots:
        reste = tuple((mot + DEBUT,) for mot in mots if mot != absent)
        for ligne in par_mots(s, reste, limite) if reste else ():
            trouvees.setdefault(ligne.famille_id, ligne)
    return list(trouvees.values())[:limite]


def _note(ligne: Trouvee, voisins: dict[str, dict[str, int]]) -> Note:
    tous, siens = ligne.noms.split(), set(mots_recherche(ligne.famille))
    notes = [max((n.get(nom, 0), nom in siens) for nom in tous) for n in voisins.values()]
    return sum(note for note, _ in notes), sum(siens for _, siens in notes)


def _connu(s: Lecteur, mot: str) -> bool:
    return s.une(_DEBUT_CONNU, {"mot": mot, "apres": mot + "\x7f"}) is not None


def voisins_de(s: Lecteur, mot: str) -> Iterator[tuple[str, int]]:
    """Words of the vocabulary nearest to one, with their nearness, by the better of spelling and sound."""
    from rapidfuzz import process
    from rapidfuzz.fuzz import ratio

    entendu = son(mot)
    lignes = s.lignes(
        _VOISINS,
        {
            "court": max(2, len(mot) - _ECART_LONGUEUR),
            "long": len(mot) + _ECART_LONGUEUR,
            "lettre": mot[0],
            "debut_son": entendu[:1],
            "fin": f"%{mot[-2:]}",
        },
    )
    notes: dict[int, float] = {}
    for rang, cherche in ((0, mot), (1, entendu)):
        choix = [ligne[rang] for ligne in lignes]
        for _, note, place in process.extract(cherche, choix, scorer=ratio, score_cutoff=VOISIN, limit=4 * _CANDIDATS):
            notes[place] = max(notes.get(place, 0.0), note)
    meilleurs = sorted(notes, key=lambda place: (-notes[place], lignes[place][0]))[:_CANDIDATS]
    for place in meilleurs:
        yield lignes[place][0], round(notes[place])
