"""Codes famille: the next one to give, and the household a typed one means (rule 13)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from guichet.erreurs.familles import FamilleInconnue
from guichet.formats.mots import citer
from guichet.regles.socle import code_famille

if TYPE_CHECKING:
    from guichet.base.ecriture import Ecriture
    from guichet.base.lecture import Lecteur

PREMIER = 20001
"""First code of a new town: five digits, which a parent says in one breath."""

_CHIFFRES_MAX = 9
"""A longer number in a file taken over is an accident, not a series to go on with."""

# Numbered inside the write transaction, where writers pass one at a time; codes are never deleted (trigger),
# hence never given twice.
_DERNIER_SQLITE = (
    "SELECT max(CAST(code AS INTEGER)) FROM famille WHERE code NOT GLOB '*[^0-9]*' AND length(code) <= :chiffres"
)
_DERNIER_POSTGRES = (
    "SELECT max(CAST(code AS bigint)) FROM famille WHERE length(code) <= :chiffres AND code ~ '^[0-9]+$'"
)


def prochain(s: Ecriture) -> str:
    """The next code, beyond every numeric code the town ever gave."""
    ligne = s.une(_DERNIER_POSTGRES if s.postgres else _DERNIER_SQLITE, {"chiffres": _CHIFFRES_MAX})
    dernier = int(ligne[0]) if ligne is not None and ligne[0] is not None else 0
    return str(max(PREMIER, dernier + 1))


def resoudre(s: Lecteur, texte: str) -> int:
    """Identifier of the household a code means, with or without its check character; of the one kept, by a former code.

    Raises:
        FamilleInconnue: no such code, or a wrong check character; near codes of the base are named.
    """
    for corps in _corps(texte):
        trouve = _id(s, corps)
        if trouve is not None:
            return trouve
    proches = [code_famille.affiche(c) for c in code_famille.suggestions(texte) if _id(s, c) is not None]
    cite = citer(texte)
    if proches:
        raise FamilleInconnue(f"Aucune famille n’a le code {cite} : vouliez-vous {' ou '.join(proches[:3])} ?")
    raise FamilleInconnue(f"Aucune famille n’a le code {cite} : vérifiez-le, ou cherchez par le nom.")


def fondu(s: Lecteur, texte: str) -> tuple[int, str] | None:
    """Identifier and body of the file a code was given to, when that file was made one with another since."""
    for corps in _corps(texte):
        ligne = s.une("SELECT id, fusionnee_dans FROM famille WHERE code = :code", {"code": corps})
        if ligne is not None:
            id_, garde = ligne
            return None if garde is None else (int(id_), corps)
    return None


def _corps(texte: str) -> Iterator[str]:
    """What was typed as a code, as it is, then in each way to understand it."""
    yield texte
    yield from (lu.corps for lu in code_famille.lectures(texte) if lu.juste is not False)


def _id(s: Lecteur, code: str) -> int | None:
    ligne = s.une("SELECT coalesce(fusionnee_dans, id) FROM famille WHERE code = :code", {"code": code})
    return None if ligne is None else int(ligne[0])
