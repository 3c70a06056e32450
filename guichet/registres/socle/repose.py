"""The one register of what rests on a fact: every subject that hangs on a person answers, none is known here.

`contexte.repondants()` lists who answers and the Acte carries it (architecture.md): a write on a link, a role, a
school, a class, a birth date, an address or an authority asks all of them before, and tells all of them after, in its
own transaction.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING

from guichet.fiches.socle.repose import Fait, LigneRepose, ReposeDessus, Sort, sorts_proposes

if TYPE_CHECKING:
    from guichet.base.ecriture import Ecriture
    from guichet.base.lecture import Lecteur
    from guichet.registres.socle.acte import Acte


def dire(s: Lecteur, acte: Acte, faits: Sequence[Fait]) -> tuple[LigneRepose, ...]:
    """Everything that rests on these facts, subject after subject."""
    return tuple(ligne for r in acte.repondants() for ligne in r.dire(s, acte, faits)) if faits else ()


def demander(
    s: Lecteur, acte: Acte, faits: Sequence[Fait], *, vues: Collection[str] | None, sort: Sort | None = None
) -> tuple[LigneRepose, ...]:
    """What rests on these facts, once the agent was shown all of it and said what becomes of it.

    Args:
        s: the open write transaction, before the facts are written.
        acte: surroundings.
        faits: what changes.
        vues: `cle` of the lines the agent was shown; None: nothing was.
        sort: the fate chosen, where there is a choice.

    Raises:
        ReposeDessus: something rests on them that the agent was not shown, or whose fate was not said.
    """
    lignes = dire(s, acte, faits)
    exiger(lignes, vues=vues, sort=sort)
    return lignes


def exiger(lignes: Sequence[LigneRepose], *, vues: Collection[str] | None, sort: Sort | None) -> None:
    """As `demander`, of lines already read: those of facts that are known before, and of others known once written.

    Raises:
        ReposeDessus: see demander.
    """
    proposes = sorts_proposes(lignes)
    if any(ligne.cle not in (vues or ()) for ligne in lignes) or (proposes and sort not in proposes):
        raise ReposeDessus(tuple(lignes))


def suivre(s: Ecriture, acte: Acte, faits: Sequence[Fait], *, sort: Sort | None) -> tuple[LigneRepose, ...]:
    """Have every subject follow the facts, now written; what is given back passes before what is offered.

    Returns what became of what, counted from what was done, where the preview could not know it.
    """
    return tuple(ligne for r in acte.repondants() for ligne in r.suivre(s, acte, faits, sort)) if faits else ()


def empreinte(ids: Iterable[int]) -> str:
    """Which rows, in few signs: one more or one less is another fact to be told."""
    return hashlib.sha256(",".join(map(str, sorted(ids))).encode()).hexdigest()[:16]
