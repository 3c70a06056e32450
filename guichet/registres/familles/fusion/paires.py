"""Every household of the base, read for those that may be one; and which were judged two."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guichet.registres.familles import doublons
from guichet.regles.familles.paires import Connu

if TYPE_CHECKING:
    from guichet.base.ecriture import Ecriture
    from guichet.base.lecture import Lecteur
    from guichet.registres.socle.acte import Acte

# A file made one with another is read through: what was judged of it holds of the one kept.
_DISTINCTES = (
    "SELECT coalesce(a.fusionnee_dans, a.id), coalesce(b.fusionnee_dans, b.id) FROM familles_distinctes d "
    "JOIN famille a ON a.id = d.famille_id JOIN famille b ON b.id = d.autre_id"
)


def connus(s: Lecteur) -> list[Connu]:
    """Everybody but the contacts, household after household."""
    return [Connu(p.famille_id, p.personne_id, doublons.portrait_connu(p), p.code) for p in doublons.tous(s)]


def distinctes(s: Lecteur) -> frozenset[tuple[int, int]]:
    """Pairs judged not to be one family, the smaller number first."""
    return frozenset((min(a, b), max(a, b)) for a, b in s.lignes(_DISTINCTES))


def distinguer(s: Ecriture, acte: Acte, une: int, autre: int) -> bool:
    """Keep that two files are not the same family; False where it was said already."""
    from models import FamillesDistinctes

    a, b = min(une, autre), max(une, autre)
    if (a, b) in distinctes(s):
        return False
    s.add(FamillesDistinctes(famille_id=a, autre_id=b, le=acte.le, agent=acte.agent))
    s.flush()
    return True
