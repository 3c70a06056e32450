"""THE order of the waiting lists: the town's priority, then since when each demand ranks (rule 4)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from guichet.fiches.reservations.lignes import LigneAttente
from guichet.regles.socle.domaine import Residence


class EnFile(NamedTuple):
    """A demand, or a registration, on a waiting list."""

    numero: int
    priorite: int
    """The greater the sooner."""
    demandee_le: datetime
    complete_le: datetime | None
    """Since when it ranks, where the town waits for its documents (source 1.9); None: since it was asked."""


def priorite_du_foyer(residence: object, *, residents_d_abord: bool) -> int:
    """Priority of a household by the rule of its town: 1 for who passes before, 0 for the others.

    Args:
        residence: where it lives (regles.socle.domaine.Residence).
        residents_d_abord: whether the town's own families pass first.
    """
    return int(residents_d_abord and residence == Residence.COMMUNE)


Cle = tuple[int, datetime, int]


def cle(demande: EnFile) -> Cle:
    """What a waiting list is sorted by."""
    return -demande.priorite, demande.complete_le or demande.demandee_le, demande.numero


def rangs(file: Iterable[EnFile]) -> dict[int, int]:
    """Rank of each demand for the same places, from 1."""
    return {demande.numero: rang for rang, demande in enumerate(sorted(file, key=cle), start=1)}


def devant(file: Iterable[EnFile], priorite: int) -> int:
    """How many pass before a demand of this priority made now."""
    return sum(1 for demande in file if demande.priorite >= priorite)


def nouveau_rang(lignes: Sequence[LigneAttente], demande: LigneAttente, priorite: int) -> tuple[int, list[str]]:
    """Rank a priority would give, and the children it passes before: said before anything is written.

    Args:
        lignes: all the demands for the same places, in their present order.
        demande: one of them, which has a rank.
        priorite: the greater the sooner.
    """
    rangees = [x for x in lignes if x.rang]
    apres = rangs(
        EnFile(x.reservation_id, priorite if x is demande else x.priorite, x.demandee_le, x.complete_le)
        for x in rangees
    )
    rang = apres[demande.reservation_id]
    return rang, [x.enfant for x in rangees[: demande.rang - 1] if apres[x.reservation_id] > rang]
