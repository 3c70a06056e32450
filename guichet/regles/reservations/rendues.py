"""What giving days back costs, counted: free of charge, cancelled and billed all the same, refused and kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from guichet.regles.reservations.etats import Issue

if TYPE_CHECKING:
    from guichet.regles.reservations.changements import ChangementReservation
    from guichet.regles.reservations.faits import Verdict


@dataclass(frozen=True, slots=True)
class Rendues:
    """Days given back by the town's deadlines.

    Attributes:
        sans_frais: cancelled, nothing is owed.
        facturees: cancelled too late: they stay billed.
        maintenues: too late to be cancelled at all: booked still, hence owed.
    """

    sans_frais: int = 0
    facturees: int = 0
    maintenues: int = 0

    @property
    def annulees(self) -> int:
        """Those cancelled, whatever they cost."""
        return self.sans_frais + self.facturees

    @property
    def signe(self) -> str:
        """The counts in few signs: a deadline that passes meanwhile is another fact to be told."""
        return f"{self.sans_frais}-{self.facturees}-{self.maintenues}"

    @property
    def dites(self) -> str:
        """« 38 annulées sans frais, 2 annulées trop tard, donc facturées »; "" where nothing was booked."""
        morceaux = (
            (self.sans_frais, "annulée sans frais", "annulées sans frais"),
            (self.facturees, "annulée trop tard, donc facturée", "annulées trop tard, donc facturées"),
            (
                self.maintenues,
                "qu’il est trop tard pour annuler, donc due",
                "qu’il est trop tard pour annuler, donc dues",
            ),
        )
        return ", ".join(f"{n} {un if n == 1 else plusieurs}" for n, un, plusieurs in morceaux if n)


def prevues(verdicts: Iterable[Verdict]) -> Rendues:
    """What would become of days asked to be given back, each by its verdict."""
    sans_frais = facturees = maintenues = 0
    for verdict in verdicts:
        if verdict.issue is not Issue.ANNULEE:
            maintenues += 1
        elif verdict.facturee:
            facturees += 1
        else:
            sans_frais += 1
    return Rendues(sans_frais, facturees, maintenues)


def faites(annulees: Iterable[ChangementReservation], demandees: int) -> Rendues:
    """What became of them, counted from the changes.

    Args:
        annulees: changes that cancelled one.
        demandees: how many were asked to be given back.
    """
    payees = [c.facturee for c in annulees]
    return Rendues(payees.count(False), payees.count(True), demandees - len(payees))
