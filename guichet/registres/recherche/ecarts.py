"""Does the index say what the data say? Asked by `guichet verifier`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

from guichet.registres.recherche.fiche import Fiche
from guichet.registres.recherche.foyers import PAS, fiches
from guichet.registres.recherche.tri import meme_rang

if TYPE_CHECKING:
    from guichet.base.lecture import Lecture, Ligne

_FICHES = """
SELECT cle, famille_id, code, famille, enfants, ville, residence, telephone, alertes, noms, autres
FROM fiche_recherche WHERE famille_id BETWEEN :debut AND :fin
"""


def ecarts(s: Lecture) -> list[str]:
    """Codes of the households the search would miss or show wrongly, in order; empty when all is well.

    Compares the data with the rows, and the rows with the words the engine really looks into.
    """
    indexees = _jetons_indexes(s)
    dernier = (s.une("SELECT coalesce(max(id), 0) FROM famille") or (0,))[0]
    fautives: list[str] = []
    for debut in range(1, dernier + 1, PAS):
        bornes = {"debut": debut, "fin": debut + PAS - 1}
        lues = {fiche.famille_id: fiche for fiche in s.lire(Fiche, _FICHES, bornes)}
        for voulue in fiches(s, debut, debut + PAS - 1):
            lue = lues.get(voulue.famille_id)
            # Taken out even when the row is wrong: a household is named once, an entry of nobody by its key.
            indexee = 0 if lue is None else indexees.pop(lue.cle, 0)
            if lue is None or not _conforme(lue, voulue) or indexee != _somme(lue):
                fautives.append(voulue.code)
    return fautives + [f"index {cle}" for cle in sorted(indexees)]


def _conforme(lue: Fiche, voulue: Fiche) -> bool:
    return meme_rang(lue.cle, voulue.cle) and lue._replace(cle=voulue.cle) == voulue


def _somme(fiche: Fiche) -> int:
    return sum(hash(jeton) for jeton in {*fiche.noms.split(), *fiche.autres.split()})


def _jetons_indexes(s: Lecture) -> dict[int, int]:
    """Sum of the words of each row as the engine holds them: small, and no word can come or go unseen."""
    if s.postgres:
        return _sommer(s.parcourir("SELECT jeton, cle FROM jeton_recherche"))
    # The vocabulary of an FTS5 table is read through a temporary table, which query_only forbids; the connection
    # itself was opened read-only and stays so.
    s.lignes("PRAGMA query_only = OFF")
    s.lignes("CREATE VIRTUAL TABLE IF NOT EXISTS temp.jetons_indexes USING fts5vocab(main, recherche_fts, instance)")
    s.lignes("PRAGMA query_only = ON")
    return _sommer(s.parcourir("SELECT term, doc FROM temp.jetons_indexes"))


def _sommer(lots: Iterable[list[Ligne]]) -> dict[int, int]:
    sommes: defaultdict[int, int] = defaultdict(int)
    for lot in lots:
        for jeton, cle in lot:
            sommes[cle] += hash(jeton)
    return sommes
