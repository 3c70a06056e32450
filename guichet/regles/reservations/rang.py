"""Order of the waiting list: the town's priority, then since when each demand ranks (rule 4)."""

from __future__ import annotations

from collections.abc import Sequence

from guichet.fiches.reservations.lignes import LigneAttente


def nouveau_rang(lignes: Sequence[LigneAttente], demande: LigneAttente, priorite: int) -> tuple[int, list[str]]:
    """Rank a priority would give, and the children it passes before: said before anything is written.

    Args:
        lignes: all the demands for the same places, in their present order.
        demande: one of them, which has a rank.
        priorite: the greater the sooner.
    """
    rangees = [x for x in lignes if x.rang]
    apres = sorted(
        rangees,
        key=lambda x: (-(priorite if x is demande else x.priorite), x.complete_le or x.demandee_le, x.reservation_id),
    )
    rang = apres.index(demande) + 1
    return rang, [x.enfant for x in rangees[: demande.rang - 1] if apres.index(x) >= rang]
