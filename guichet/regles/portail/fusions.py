"""Two portal accounts, two Clés of one person: which one goes on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from guichet.regles.portail.compte_portail import EtatComptePortail

_AVANCE = (
    EtatComptePortail.CGU_ACCEPTEES,
    EtatComptePortail.ACTIVE,
    EtatComptePortail.EMIS,
    EtatComptePortail.A_EMETTRE,
    EtatComptePortail.SUSPENDU,
    EtatComptePortail.EFFACE,
)


@dataclass(frozen=True, slots=True)
class CompteTenu:
    """An account of a person known twice."""

    id: int
    identifiant: str
    etat: EtatComptePortail
    derniere_connexion: datetime | None
    garde: bool
    """Of the file kept."""


def compte_garde(comptes: Sequence[CompteTenu]) -> CompteTenu:
    """The one that goes on: the furthest on, then the last the parent logged in to, then that of the file kept."""
    return min(
        comptes,
        key=lambda c: (
            _AVANCE.index(c.etat),
            -c.derniere_connexion.timestamp() if c.derniere_connexion else 0.0,
            not c.garde,
            c.id,
        ),
    )
