"""Demands written earlier, judged again with the places of now: documents came, or a freed place was offered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from guichet.formats.naissances import connue
from guichet.registres.offre import calendrier, catalogue
from guichet.registres.reservations import places
from guichet.registres.reservations.jugement.restes import Restes
from guichet.regles.familles.ages import age_connu
from guichet.regles.reservations.etats import EtatInscription, Issue
from guichet.regles.reservations.faits import FaitsReservation, Verdict
from guichet.regles.reservations.verdicts import verdict_reservation

if TYPE_CHECKING:
    from guichet.base.lecture import Lecteur
    from guichet.registres.socle.acte import Acte

_LIRE = (
    "SELECT r.id AS reservation_id, r.famille_id, r.groupe_id, r.unite_id, r.jour, r.etat, g.activite_id, g.site, "
    "p.naissance, p.naissance_partielle FROM reservation r JOIN groupe g ON g.id = r.groupe_id "
    "JOIN personne p ON p.id = r.personne_id "
    "WHERE {lesquelles} ORDER BY r.jour, r.priorite DESC, coalesce(r.complete_le, r.demandee_le), r.id"
)


@dataclass(frozen=True, slots=True)
class Gardee:
    """A demand kept until now."""

    reservation_id: int
    famille_id: int
    groupe_id: int
    unite_id: int
    jour: date
    etat: str
    activite_id: int
    site: str
    naissance: date | None
    naissance_partielle: str


def lire(s: Lecteur, lesquelles: str) -> list[Gardee]:
    """Demands that meet a condition on `r`, day after day, each in its rank (regles.reservations.rang)."""
    return s.lire(Gardee, _LIRE.format(lesquelles=lesquelles))


def juger(s: Lecteur, acte: Acte, gardees: Sequence[Gardee], *, appelee: bool = False) -> list[Verdict]:
    """What becomes of each now, one after the other.

    Its right and its lateness were judged when it was asked: the day, its closures and its places are left to judge.

    Args:
        s: reader, or the open transaction.
        acte: surroundings.
        gardees: the demands, in the order they are to be served.
        appelee: the place was offered to them: those who wait do not pass before.
    """
    if not gardees:
        return []
    jours = [g.jour for g in gardees]
    lues = places.places(s, {g.groupe_id for g in gardees}, {g.unite_id for g in gardees}, min(jours), max(jours))
    restes = Restes(s, lues, appelee=appelee)
    fermetures = calendrier.charger(s, min(jours), max(jours))
    regles = catalogue.regles(s, {g.activite_id for g in gardees})
    verdicts = []
    for g in gardees:
        cle, age = (g.groupe_id, g.unite_id, g.jour), age_connu(connue(g.naissance, g.naissance_partielle), g.jour)
        verdict = verdict_reservation(
            FaitsReservation(
                maintenant=acte.local(acte.le),
                jour=g.jour,
                regles=catalogue.regles_du(regles.get(g.activite_id, ()), g.jour)[0],
                limite=None,
                ouverte=cle in lues and not lues[cle].fermee,
                fermeture=fermetures.motif_fermeture(g.jour, site=g.site, activite_id=g.activite_id),
                inscription=EtatInscription.ACTIVE,
                places=restes.total(cle, age),
                quota=restes.quota(cle, age),
            )
        )
        if verdict.issue is Issue.RESERVEE:
            restes.prendre(cle, age)
        verdicts.append(verdict)
    return verdicts
