"""An absence entered by mistake, taken back: the child is expected again, if the day and the place still allow it.

On the day it was told it is a slip, whatever the deadlines. Later it is a demand to come after all, with the lateness
any demand would have: else an absence would be a way around the deadline to book.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from guichet.formats.jours import PARIS, jour_court
from guichet.regles.reservations.etats import OCCUPANTS, EtatReservation, GesteReservation, Issue, gestes_possibles
from guichet.regles.reservations.faits import Verdict
from guichet.regles.reservations.verdicts import verdict_reservation

if TYPE_CHECKING:
    from guichet.regles.reservations.faits import FaitsReservation

REGLE = "absence reprise"


@dataclass(frozen=True, slots=True, kw_only=True)
class FaitsReprise:
    """An absence that is to be taken back.

    Attributes:
        etat: state of the booking, None when there is none.
        dite_le: when the absence was told, aware; None: never.
        demande: what booking that day would meet now, its places without its own.
        majoree: it was booked late, with a surcharge: being missed by mistake does not take that away.
    """

    etat: EtatReservation | None
    dite_le: datetime | None
    demande: FaitsReservation
    majoree: bool = False


def verdict_reprise(faits: FaitsReprise) -> Verdict:
    """What becomes of an absence taken back."""
    if GesteReservation.RETABLIR not in gestes_possibles(faits.etat):
        return Verdict(Issue.INCHANGEE, "Aucune absence n’est notée ce jour-là.", REGLE)
    demande = replace(faits.demande, deja=None)
    if faits.etat in OCCUPANTS:
        # An absence that was not justified kept its place.
        demande = replace(demande, places=None, quota=None)
    if erreur := _du_jour(faits.dite_le, demande.maintenant.date()):
        avant_le_jour = datetime.combine(demande.jour, time(), tzinfo=PARIS)
        demande = replace(demande, limite=None, ouvertures=(), maintenant=min(demande.maintenant, avant_le_jour))
    verdict = verdict_reservation(demande)
    if verdict.issue is Issue.ATTENTE:
        motif = f"Sa place du {jour_court(demande.jour).rstrip('.')} n’est plus libre : l’absence reste notée."
        return Verdict(Issue.REFUSEE, motif, "capacité")
    if verdict.issue is Issue.REFUSEE:
        return verdict
    if erreur:
        verdict = replace(verdict, motif="Notée aujourd’hui par erreur : réservée de nouveau.", regle=REGLE)
    if faits.majoree and not verdict.majoree:
        motif = f"{verdict.motif} La majoration de sa réservation reste."
        verdict = replace(verdict, issue=Issue.MAJOREE, majoree=True, motif=motif)
    return verdict


def _du_jour(dite_le: datetime | None, jour: date) -> bool:
    return dite_le is not None and dite_le.astimezone(PARIS).date() == jour
