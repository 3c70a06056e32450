"""Who did something already, and when: what a refusal says to somebody about to do it again."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING

from guichet.formats import PARIS, date_num, heure

if TYPE_CHECKING:
    from guichet.base.lecture import Lecteur
    from guichet.regles.socle.actes import TypeActe

_LUS = 400
"""Acts of one household looked through, the latest first: years of visits, and never the whole journal."""
# What was done under the code of a file made one with another was done to the one kept.
REUNIS = (
    "SELECT CAST(:objet AS VARCHAR(80)) UNION ALL "
    "SELECT a.code FROM famille f JOIN famille a ON a.fusionnee_dans = f.id WHERE f.code = :objet"
)
_ACTES = (
    f"SELECT le, agent, contenu FROM journal WHERE objet IN ({REUNIS}) AND type = :type "  # noqa: S608 - our own words
    "ORDER BY seq DESC LIMIT :lus"
)
_NOM = "SELECT prenom || ' ' || nom FROM agent WHERE identifiant = :identifiant"


def fait(s: Lecteur, type_: TypeActe, objet: str, **quoi: int | str) -> str:
    """« (le 16/11/2026 à 14:07, par Awa Diarra) », of the last such act; "" where the journal has none.

    Args:
        s: the open transaction.
        type_: what was done.
        objet: what it is about in the journal: a household's code, an agent's identifier.
        quoi: what its payload says of it, one item at least equal, or standing in a list « 1,2 »; none: any.
    """
    for le, agent, contenu in s.lignes(_ACTES, {"objet": objet, "type": type_.value, "lus": _LUS}):
        faits = json.loads(contenu)
        if all(str(valeur) in str(faits.get(nom, "")).split(",") for nom, valeur in quoi.items()):
            return dit(s, datetime.fromisoformat(le), agent)
    return ""


def dit(s: Lecteur, le: datetime | None, agent: str | None) -> str:
    """« (le 16/11/2026 à 14:07, par Awa Diarra) », as far as it is known."""
    if le is None:
        return ""
    ici = le.astimezone(PARIS)
    nom = s.une(_NOM, {"identifiant": agent}) if agent else None
    par = f", par {nom[0] if nom else agent}" if agent else ""
    return f" (le {date_num(ici)} à {heure(ici)}{par})"
