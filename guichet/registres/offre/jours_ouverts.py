"""The days an activity takes place: whether one is, and which ones are nearest to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guichet.registres.offre import calendrier

if TYPE_CHECKING:
    from datetime import date

    from guichet.base.lecture import Lecteur

_ASSEZ = 120
"""Openings looked through on each side: a summer away, in groups and units of one site."""
_OUVERTES = (
    "SELECT DISTINCT o.jour, g.site FROM ouverture o JOIN groupe g ON g.id = o.groupe_id "
    "WHERE g.activite_id = :activite AND g.active AND NOT o.fermee AND o.jour {cote} :jour ORDER BY o.jour {sens} "
    "LIMIT :assez"
)


def ouvert(s: Lecteur, activite_id: int, jour: date) -> bool:
    """Whether anything of this activity takes place that day, at any site."""
    return _premier(s, activite_id, jour, "=", "") is not None


def voisins(s: Lecteur, activite_id: int, jour: date) -> tuple[date | None, date | None]:
    """The nearest open days before and after this one, None where none is known."""
    return _premier(s, activite_id, jour, "<", "DESC"), _premier(s, activite_id, jour, ">", "")


def _premier(s: Lecteur, activite_id: int, jour: date, cote: str, sens: str) -> date | None:
    """The first day on this side that the calendar closes at none of its sites."""
    sql = _OUVERTES.format(cote=cote, sens=sens)
    lues = s.lignes(sql, {"activite": activite_id, "jour": jour, "assez": _ASSEZ})
    if not lues:
        return None
    jours = [lu for lu, _site in lues]
    ferme = calendrier.charger(s, min(jours), max(jours)).fermeture_du
    return next((lu for lu, site in lues if ferme(lu, site=site, activite_id=activite_id) is None), None)
