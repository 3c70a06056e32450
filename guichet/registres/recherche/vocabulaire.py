"""Every word of a name that some household carries, with its sound: what near misses are chosen from."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from guichet.base.ecriture import Ecriture
    from guichet.base.lecture import Lecteur

_LONGUEUR_MIN = 2


def ajouter(s: Ecriture, mots: Iterable[str]) -> None:
    """Learn words."""
    # Only writing needs the sounds: their patterns would weigh on every start.
    from guichet.regles.recherche.phonetique import son

    s.ordres(
        "INSERT INTO mot_nom (mot, son) VALUES (:mot, :son) ON CONFLICT (mot) DO NOTHING",
        [{"mot": mot, "son": son(mot)} for mot in sorted(mots) if proposable(mot)],
    )


def oublier(s: Ecriture, mots: Iterable[str]) -> None:
    """Forget the words no household carries any more: a corrected mistyping must not be proposed again."""
    sql = (
        "SELECT 1 FROM jeton_recherche WHERE jeton = :mot LIMIT 1"
        if s.postgres
        else "SELECT 1 FROM recherche_fts WHERE recherche_fts MATCH :mot LIMIT 1"
    )
    for mot in sorted(mots):
        if s.une(sql, {"mot": mot if s.postgres else f'"{mot}"'}) is None:
            s.ordre("DELETE FROM mot_nom WHERE mot = :mot", {"mot": mot})


def connu(s: Lecteur, mot: str) -> bool:
    """Whether somebody's whole name is this word."""
    return s.une("SELECT 1 FROM mot_nom WHERE mot = :mot", {"mot": mot}) is not None


def proposable(mot: str) -> bool:
    """Whether a word is worth proposing: initials and numbers are not."""
    return len(mot) >= _LONGUEUR_MIN and mot.isalpha()
