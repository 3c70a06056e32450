"""What leaving undoes: bookings to come, by the town's rules, their places offered in order; then the rights end."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

from guichet.fiches.reservations.planning import Demande
from guichet.fiches.reservations.refus import ReservationsTouchees
from guichet.registres.reservations import bilan, inscriptions
from guichet.registres.reservations.jugement.decisions import Lot
from guichet.registres.reservations.suites import places_rendues
from guichet.registres.socle.sql import en_liste
from guichet.regles.reservations.changements import Cause, annulees, cellules_rendues
from guichet.regles.reservations.etats import EtatInscription, Origine
from guichet.regles.socle.domaine import RoleLien

if TYPE_CHECKING:
    from guichet.base.ecriture import Ecriture
    from guichet.fiches.reservations.lignes import LigneTouchee
    from guichet.registres.socle.acte import Acte

Futures = Literal["annuler", "garder"]
"""What becomes of bookings that follow a leaving."""


def annuler(s: Ecriture, acte: Acte, personne_id: int, touchees: Sequence[LigneTouchee]) -> int:
    """Cancel by the town's rules, as day by day in the planner: leaving is no way around a deadline.

    Returns how many were cancelled: a rule may refuse, and the booking then stays.
    """
    ids = en_liste(t.reservation_id for t in touchees)
    unites: dict[int, int] = dict(
        s.lignes(f"SELECT id, unite_id FROM reservation WHERE id IN ({ids})")  # noqa: S608 - integers
    )
    demandes = [Demande(personne_id, t.jour, unites[t.reservation_id], annuler=True) for t in touchees]
    if not demandes:
        return 0
    decisions = Lot(s, demandes, acte.local(acte.le), famille_id=None, deroger=False).decider()
    faits = bilan.ecrire(s, acte, decisions, famille_id=None, origine=Origine.GUICHET, cause=Cause.DEPART)
    places_rendues.suivre(s, acte, cellules_rendues(faits))
    return len(annulees(faits))


def clore(s: Ecriture, inscription_id: int, *, du: date, au: date, etat: str, le: date, aujourdhui: date) -> None:
    """End a right: `le` is its last day; until then it holds, what is past needs it no more."""
    close = le < max(aujourdhui, du)
    s.ordre(
        "UPDATE inscription SET au = :au, etat = :etat, version = version + 1 WHERE id = :id",
        {
            "au": min(au, max(le, du)),
            "etat": EtatInscription.TERMINEE.value if close else etat,
            "id": inscription_id,
        },
    )


def du_foyer(
    s: Ecriture, acte: Acte, *, personne_id: int, famille_id: int, le: date, futures: Futures | None
) -> tuple[int, int]:
    """A child leaves a household on `le`; returns how many rights ended and how many bookings went.

    The rights stay where another household of the child lives by them.

    Raises:
        ReservationsTouchees: bookings of this household follow, and `futures` is None.
    """
    dernier = le - timedelta(days=1)
    touchees = inscriptions.a_venir_du_foyer(s, personne_id, famille_id, dernier)
    if touchees and futures is None:
        raise ReservationsTouchees(touchees)
    parties = annuler(s, acte, personne_id, touchees) if futures == "annuler" else 0
    qui = {"p": personne_id, "f": famille_id, "role": RoleLien.ENFANT.value}
    if s.une("SELECT 1 FROM lien WHERE personne_id = :p AND famille_id <> :f AND role = :role AND au IS NULL", qui):
        return 0, parties
    droits = s.lignes(
        "SELECT id, du, au, etat FROM inscription WHERE personne_id = :p AND famille_id = :f AND au > :dernier "  # noqa: S608
        f"AND etat NOT IN ({inscriptions.CLOSES})",
        qui | {"dernier": dernier},
    )
    for id_, du, au, etat in droits:
        clore(s, id_, du=du, au=au, etat=etat, le=dernier, aujourdhui=acte.jour)
    return len(droits), parties
