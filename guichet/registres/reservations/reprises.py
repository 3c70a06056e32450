"""Absences taken back: found, judged like a demand to come after all, written; what was told with them judged anew."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from guichet.fiches.reservations.planning import Demande
from guichet.registres.reservations import absences, ecriture
from guichet.registres.reservations.jugement.decisions import PRISES, Decision, Lot
from guichet.regles.reservations.changements import Cause
from guichet.regles.reservations.etats import EtatReservation, GesteReservation
from guichet.regles.reservations.reprises import FaitsReprise, verdict_reprise

if TYPE_CHECKING:
    from guichet.base.ecriture import Ecriture
    from guichet.base.lecture import Lecteur
    from guichet.registres.reservations.detenues import Vivante
    from guichet.registres.socle.acte import Acte
    from guichet.regles.reservations.changements import ChangementReservation
    from guichet.regles.reservations.faits import FaitsReservation, Verdict

_NOTEES = (
    "SELECT r.id, r.jour, r.unite_id, r.groupe_id, r.absence_le FROM reservation r WHERE r.personne_id = :personne "
    "AND r.famille_id = :famille AND r.jour BETWEEN :du AND :au "
    "AND r.etat IN ('absence_justifiee', 'absence_injustifiee') ORDER BY r.jour, r.id"
)


class Notee(NamedTuple):
    """An absence as it is written."""

    id: int
    jour: date
    unite_id: int
    groupe_id: int
    absence_le: datetime | None


def notees(s: Lecteur, personne_id: int, famille_id: int, du: date, au: date) -> list[Notee]:
    """Absences of a child, among what a household booked; day after day."""
    return s.lire(Notee, _NOTEES, {"personne": personne_id, "famille": famille_id, "du": du, "au": au})


def juger(
    s: Lecteur,
    acte: Acte,
    personne_id: int,
    famille_id: int,
    siennes: Sequence[Notee],
    *,
    derogation: str,
    deroger: bool,
) -> list[Decision]:
    """What would become of each.

    Raises:
        DroitInsuffisant, ReservationImpossible: see jugement.decisions.Lot.
    """
    dites = {n.id: n.absence_le for n in siennes}

    def reprendre(faits: FaitsReservation, vivante: Vivante | None) -> Verdict:
        etat = EtatReservation(vivante.etat) if vivante else None
        majoree = vivante is not None and vivante.majoree
        dite_le = dites.get(vivante.reservation_id) if vivante else None
        return verdict_reprise(FaitsReprise(etat=etat, dite_le=dite_le, demande=faits, majoree=majoree))

    demandes = [Demande(personne_id, n.jour, n.unite_id, derogation=derogation) for n in siennes]
    maintenant = acte.local(acte.le)
    return Lot(s, demandes, maintenant, famille_id=famille_id, deroger=deroger, juge=reprendre).decider()


def ecrire(
    s: Ecriture, acte: Acte, personne_id: int, famille_id: int, decisions: Sequence[Decision], siennes: Sequence[Notee]
) -> tuple[ChangementReservation, ...]:
    """Take back what was decided; days told at the same moment, and still missed, are judged by what is left of it."""
    reprises = {d.vivante.reservation_id: d for d in decisions if d.verdict.issue in PRISES and d.vivante is not None}
    ordres = [
        ecriture.Ordre(
            reservation_id=id_,
            geste=GesteReservation.RETABLIR,
            facturee=True,
            majoree=d.verdict.majoree,
            derogation=d.demande.derogation if d.verdict.deroge else "",
        )
        for id_, d in reprises.items()
    ]
    faits = ecriture.changer(s, acte, ordres, Cause.ABSENCE)
    touchees = {(n.groupe_id, n.absence_le) for n in siennes if n.id in reprises and n.absence_le is not None}
    restantes = [
        n for n in notees(s, personne_id, famille_id, date.min, date.max) if (n.groupe_id, n.absence_le) in touchees
    ]
    return faits + _rejuger(s, acte, personne_id, famille_id, restantes, {d.demande.jour for d in reprises.values()})


def _rejuger(
    s: Ecriture, acte: Acte, personne_id: int, famille_id: int, restantes: Sequence[Notee], venus: Collection[date]
) -> tuple[ChangementReservation, ...]:
    """An absence of four days of which the second is taken back is one day, then two."""
    ordres = []
    for dites in _suites(restantes, venus):
        ids = {n.id for n in dites}
        jugees = absences.juger(
            s,
            personne_id,
            dites[0].jour,
            dites[-1].jour,
            maintenant=acte.local(acte.le),
            famille_id=famille_id,
            parmi=ids,
        )
        ordres += absences.ordres(jugees)
    return ecriture.changer(s, acte, ordres, Cause.ABSENCE)


def _suites(restantes: Sequence[Notee], venus: Collection[date]) -> list[list[Notee]]:
    """Runs of days missed that no day of presence cuts."""
    rangees = sorted(restantes, key=lambda n: (n.groupe_id, str(n.absence_le), n.jour, n.id))
    return [
        list(suite)
        for _, suite in groupby(
            rangees, key=lambda n: (n.groupe_id, n.absence_le, sum(venu < n.jour for venu in venus))
        )
    ]
