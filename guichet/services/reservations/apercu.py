"""What would become of a draft, the same for screen, command and JSON; nothing is written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from guichet.fiches.reservations.planning import Apercu, Demande
from guichet.registres.reservations import bilan
from guichet.registres.reservations.jugement.decisions import Lot
from guichet.regles.socle.droits import Droit

if TYPE_CHECKING:
    from guichet.contexte import Contexte


def apercu(ctx: Contexte, demandes: Sequence[Demande], *, famille_id: int | None = None) -> Apercu:
    """Preview a draft: each demand with its issue, its reason and its rule, in the order of days.

    Args:
        ctx: surroundings of the act.
        demandes: cells to book or to cancel.
        famille_id: the household that asks; by default the one that registered each child.

    Raises:
        DroitInsuffisant: the agent may not open dossiers, or grants a dérogation without the right.
        ReservationImpossible: a child or a unit that no longer exists.
    """
    ctx.exiger(Droit.CONSULTER)
    if not demandes:
        return bilan.apercu(())
    maintenant = ctx.local(ctx.maintenant())
    with ctx.lecture() as s:
        lot = Lot(
            s,
            demandes,
            maintenant,
            famille_id=famille_id,
            deroger=Droit.DEROGER in ctx.agent.droits,
            habitants_d_abord=ctx.commune.attente.residents_d_abord,
        )
        decisions = lot.decider()
    return bilan.apercu(decisions)
