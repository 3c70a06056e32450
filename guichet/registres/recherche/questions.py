"""Asking the index, in the words of each engine: households in alphabetical order, as many as are shown.

A question is groups of tokens: every group must be met, by any of its tokens. A token that ends with `*` is met
by whatever begins so.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from guichet.registres.recherche.jetons import DEBUT
from guichet.registres.recherche.tri import TOUT

if TYPE_CHECKING:
    from guichet.base.lecture import Lecteur

Question = tuple[tuple[str, ...], ...]


class Trouvee(NamedTuple):
    """A household found. What ranks it, the words of its names and its key, is read by `par_mots` only."""

    famille_id: int
    code: str
    famille: str
    enfants: str
    ville: str
    residence: str
    telephone: str
    alertes: str
    noms: str = ""
    cle: int = 0


_SANS_RANG = ("noms", "cle")

_COLONNES = "f.famille_id, f.code, f.famille, f.enfants, f.ville, f.residence, f.telephone, f.alertes"

_PAR_NOM = (
    f"SELECT {_COLONNES} FROM fiche_recherche f "  # noqa: S608 - constants
    "WHERE f.cle BETWEEN :debut AND :fin ORDER BY f.cle LIMIT :limite"
)

_FTS5 = (
    f"SELECT {_COLONNES}, f.noms, f.cle FROM recherche_fts r JOIN fiche_recherche f ON f.cle = r.rowid "  # noqa: S608
    "WHERE recherche_fts MATCH :question AND r.rowid BETWEEN :debut AND :fin ORDER BY r.rowid LIMIT :limite"
)

# The households already shown for their own name are left out before they are read.
_FTS5_HORS = _FTS5.replace("BETWEEN", "NOT BETWEEN")

_PAR_CODES = f"SELECT {_COLONNES} FROM fiche_recherche f WHERE f.code IN "  # noqa: S608 - constants

# A household made one with another: its code leads to the one kept.
_PAR_ANCIENS_CODES = (
    f"SELECT {_COLONNES} FROM fiche_recherche f WHERE f.famille_id IN "  # noqa: S608 - constants
    "(SELECT fusionnee_dans FROM famille WHERE code IN "
)

# After every sign a token is made of, so that it closes the range of what begins with a token.
_APRES = "\x7f"


def par_nom(s: Lecteur, bornes: tuple[int, int], limite: int) -> list[Trouvee]:
    """Households whose own name begins as the bounds say (tri.bornes): no index is quicker than the order itself."""
    debut, fin = bornes
    return s.lire(Trouvee, _PAR_NOM, {"debut": debut, "fin": fin, "limite": limite}, sauf=_SANS_RANG)


def par_mots(
    s: Lecteur, question: Question, limite: int, bornes: tuple[int, int] = TOUT, *, hors: bool = False
) -> list[Trouvee]:
    """Households that meet the question within the bounds, or outside them."""
    valeurs: dict[str, Any] = {"debut": bornes[0], "fin": bornes[1], "limite": limite}
    if not s.postgres:
        valeurs["question"] = en_fts5(question)
        return s.lire(Trouvee, _FTS5_HORS if hors else _FTS5, valeurs)
    for i, groupe in enumerate(question):
        for j, jeton in enumerate(groupe):
            valeurs[f"d{i}_{j}"] = jeton.removesuffix(DEBUT)
            valeurs[f"f{i}_{j}"] = jeton.removesuffix(DEBUT) + (_APRES if jeton.endswith(DEBUT) else "")
    return s.lire(Trouvee, _en_sql(tuple(map(len, question)), hors=hors), valeurs)


def par_codes(s: Lecteur, codes: tuple[str, ...]) -> list[Trouvee]:
    """Households of these codes, in the order given; of former codes where none has one of them."""
    marques = ", ".join(f":c{i}" for i in range(len(codes)))
    valeurs = {f"c{i}": code for i, code in enumerate(codes)}
    trouvees = s.lire(Trouvee, f"{_PAR_CODES}({marques})", valeurs, sauf=_SANS_RANG)
    if not trouvees:
        return s.lire(Trouvee, f"{_PAR_ANCIENS_CODES}({marques}))", valeurs, sauf=_SANS_RANG)
    return sorted(trouvees, key=lambda t: codes.index(t.code)) if len(trouvees) > 1 else trouvees


def en_fts5(question: Question) -> str:
    """The question for MATCH; every token between quotes, whatever it came from."""
    return " AND ".join(f"({' OR '.join(map(_cite, groupe))})" for groupe in question)


def _cite(jeton: str) -> str:
    return f'"{jeton[:-1]}"*' if jeton.endswith(DEBUT) else f'"{jeton}"'


@lru_cache(maxsize=64)
def _en_sql(forme: tuple[int, ...], *, hors: bool) -> str:
    """The question for PostgreSQL: byte ranges of the token table, one EXISTS for each group.

    Each range is either walked in order of key until the limit or read from the prefix index: the planner knows
    from its histogram which is the shorter.
    """
    groupes = [
        " OR ".join(f"j.jeton ~>=~ :d{i}_{j} AND j.jeton ~<=~ :f{i}_{j}" for j in range(taille))
        for i, taille in enumerate(forme)
    ]
    conditions = "".join(
        f" AND EXISTS (SELECT 1 FROM jeton_recherche j WHERE j.cle = f.cle AND ({groupe}))"  # noqa: S608 - constants
        for groupe in groupes
    )
    return (
        f"SELECT {_COLONNES}, f.noms, f.cle FROM fiche_recherche f "  # noqa: S608 - constants
        f"WHERE f.cle {'NOT ' if hors else ''}BETWEEN :debut AND :fin{conditions} ORDER BY f.cle LIMIT :limite"
    )
