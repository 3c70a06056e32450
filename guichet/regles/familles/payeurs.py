"""Who pays once a responsable is no longer there: said when it goes without saying, asked when it does not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Adulte:
    """A responsable of the household."""

    personne_id: int
    prenom: str
    payeur: bool


@dataclass(frozen=True, slots=True)
class Succession:
    """Who pays from then on.

    Attributes:
        payeur: who is named, None: nothing changes, or it is to be asked.
        candidats: among whom to ask; empty when nothing is to be asked.
    """

    payeur: Adulte | None = None
    candidats: tuple[Adulte, ...] = ()


def succession(adultes: Sequence[Adulte], partant: int, designe: int | None = None) -> Succession:
    """What becomes of the bills when one of these adults goes.

    Args:
        adultes: responsables of the household, who goes included.
        partant: who goes.
        designe: who was named, None: nobody yet.
    """
    restent = tuple(a for a in adultes if a.personne_id != partant)
    payait = any(a.payeur for a in adultes if a.personne_id == partant)
    if not payait or not restent or any(a.payeur for a in restent):
        return Succession()
    if len(restent) == 1:
        return Succession(payeur=restent[0])
    nomme = next((a for a in restent if a.personne_id == designe), None)
    return Succession(payeur=nomme) if nomme is not None else Succession(candidats=restent)
