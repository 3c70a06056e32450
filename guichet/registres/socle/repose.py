"""The one register of what rests on a fact: every subject that hangs on a person answers, none is known here.

`contexte.repondants()` lists who answers and the Acte carries it (architecture.md): a write on a link, a role or a
school asks all of them before, and tells all of them after, in its own transaction.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from guichet.fiches.socle.repose import Fait, LigneRepose, ReposeDessus

if TYPE_CHECKING:
    from guichet.base.ecriture import Ecriture
    from guichet.base.lecture import Lecteur
    from guichet.registres.socle.acte import Acte


def dire(s: Lecteur, acte: Acte, fait: Fait) -> tuple[LigneRepose, ...]:
    """Everything that rests on this fact, subject after subject."""
    return tuple(ligne for r in acte.repondants() for ligne in r.dire(s, acte, fait))


def suivre(s: Ecriture, acte: Acte, fait: Fait, *, vues: Collection[str] | None) -> None:
    """Have every subject follow the change.

    Args:
        s: the open write transaction.
        acte: surroundings.
        fait: what changes.
        vues: `cle` of the lines the agent was shown; None: nothing was.

    Raises:
        ReposeDessus: something rests on it that the agent was not shown.
    """
    lignes = dire(s, acte, fait)
    if any(ligne.cle not in (vues or ()) for ligne in lignes):
        raise ReposeDessus(lignes)
    for r in acte.repondants():
        r.suivre(s, acte, fait)
