"""Bookings on days that close, or after a registration ends: named, then cancelled or kept as the agent says."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from guichet.cli.cadre.sortie import affichee
from guichet.erreurs import UsageIncorrect

if TYPE_CHECKING:
    from guichet.cli.cadre.appel import Appel

ANNULER = Annotated[bool, typer.Option("--annuler", help="Annuler les réservations touchées.")]
GARDER = Annotated[bool, typer.Option("--garder", help="Garder les réservations touchées.")]

DITES = 20
"""Lines told before the question."""


def sort(*, annuler: bool, garder: bool) -> bool | None:
    """Whether they are cancelled; None when nothing was said: the service then refuses and names them.

    Raises:
        UsageIncorrect: both were asked.
    """
    if annuler and garder:
        raise UsageIncorrect("Choisissez --annuler ou --garder : l’un des deux.")
    return True if annuler else False if garder else None


@contextmanager
def dites(appel: Appel) -> Iterator[None]:
    """Name who is booked before the refusal that it causes."""
    from guichet.fiches.reservations.refus import ReservationsTouchees
    from guichet.regles.socle.code_famille import affiche

    try:
        yield
    except ReservationsTouchees as refus:
        for ligne in refus.lignes[:DITES]:
            appel.avertir(f"{affichee(ligne.jour)} {affiche(ligne.code)} {ligne.enfant}, {ligne.unite}.")
        if len(refus.lignes) > DITES:
            appel.avertir(f"Et {len(refus.lignes) - DITES} autres.")
        cout = f" ({refus.annulees})" if refus.annulees else ""
        appel.avertir(f"Pour les annuler : --annuler{cout} ; pour les laisser : --garder.")
        raise
