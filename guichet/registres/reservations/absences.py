"""What an absence touches, read once and judged by activity with the rules in force on its first day (rule 5)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from guichet.formats import PARIS
from guichet.registres.offre import calendrier
from guichet.registres.reservations import ecriture
from guichet.registres.reservations.jugement.limites import Limites
from guichet.regles.offre.genres import GenreActivite
from guichet.regles.offre.regles_activite import ReglesActivite, depuis_json
from guichet.regles.reservations.absences import FaitsAbsence, VerdictAbsence, certificat_attendu, verdict_absence
from guichet.regles.reservations.etats import EtatReservation, GesteReservation

if TYPE_CHECKING:
    from guichet.base.lecture import Lecteur
    from guichet.regles.offre.calendrier import Calendrier

_GESTES = {
    EtatReservation.ABSENCE_JUSTIFIEE: GesteReservation.JUSTIFIER,
    EtatReservation.ABSENCE_INJUSTIFIEE: GesteReservation.CONSTATER_ABSENCE,
}
_MARGE = timedelta(days=92)
"""Calendar read before the first day: a notice in working days looks back that far."""
_VENDREDI = 4

_LIRE = (
    "SELECT r.id AS reservation_id, r.jour, r.etat, r.groupe_id, r.unite_id, r.famille_id, r.absence_le, "
    "r.certificat_le, u.nom AS unite, u.debut_minute, a.id AS activite_id, a.nom AS activite, a.genre, g.session_du "
    "FROM reservation r JOIN unite u ON u.id = r.unite_id JOIN groupe g ON g.id = r.groupe_id "
    "JOIN activite a ON a.id = g.activite_id WHERE r.personne_id = :personne AND r.jour BETWEEN :du AND :au "
    "AND (r.etat IN ('reservee', 'presente', 'absence_justifiee', 'absence_injustifiee') "
    "OR (r.etat = 'annulee' AND r.facturee AND NOT EXISTS (SELECT 1 FROM reservation x "
    "WHERE x.personne_id = r.personne_id AND x.jour = r.jour AND x.unite_id = r.unite_id AND x.id > r.id))){suite} "
    "ORDER BY a.ordre, a.id, r.jour, u.debut_minute, u.id"
)

_NOTEE = (
    "SELECT r.id AS reservation_id, r.etat, r.facturee FROM reservation r "
    "WHERE r.personne_id = :personne AND r.jour = :jour AND r.unite_id = :unite AND r.famille_id = :famille "
    "AND r.etat IN ('absence_justifiee', 'absence_injustifiee')"
)
_DITES_ENSEMBLE = (
    "SELECT x.jour FROM reservation r JOIN reservation x ON x.personne_id = r.personne_id "
    "AND x.absence_le = r.absence_le AND x.groupe_id = r.groupe_id "
    "WHERE r.id = :id AND x.etat IN ('absence_justifiee', 'absence_injustifiee') ORDER BY x.jour"
)


@dataclass(frozen=True, slots=True)
class Manquee:
    """One booking missed, as it stands."""

    reservation_id: int
    jour: date
    etat: str
    groupe_id: int
    unite_id: int
    famille_id: int
    absence_le: datetime | None
    certificat_le: datetime | None
    unite: str
    debut_minute: int
    activite_id: int
    activite: str
    genre: str
    session_du: date | None

    @property
    def debut(self) -> datetime:
        """First moment missed, on the wall clock of the town."""
        heure, minute = divmod(self.debut_minute, 60)
        return datetime(self.jour.year, self.jour.month, self.jour.day, heure, minute, tzinfo=PARIS)


@dataclass(frozen=True, slots=True)
class Jugee:
    """A booking missed and what becomes of it."""

    manquee: Manquee
    verdict: VerdictAbsence
    annoncee_le: datetime
    certificat_le: datetime | None
    certificat_avant: datetime | None


class Notee(NamedTuple):
    """An absence as it is written, and the days told at the same moment."""

    reservation_id: int
    etat: str
    facturee: bool
    du: date = date.min
    au: date = date.max


def notee(s: Lecteur, personne_id: int, jour: date, unite_id: int, famille_id: int) -> Notee | None:
    """The absence of one cell; None where none is written."""
    lue = s.lire_une(
        Notee,
        _NOTEE,
        {"personne": personne_id, "jour": jour, "unite": unite_id, "famille": famille_id},
        sauf=("du", "au"),
    )
    if lue is None:
        return None
    jours = [j for (j,) in s.lignes(_DITES_ENSEMBLE, {"id": lue.reservation_id})] or [jour]
    return lue._replace(facturee=bool(lue.facturee), du=jours[0], au=jours[-1])


def juger(
    s: Lecteur,
    personne_id: int,
    du: date,
    au: date,
    *,
    maintenant: datetime,
    famille_id: int | None = None,
    certificat_le: datetime | None = None,
    parmi: Collection[int] | None = None,
) -> list[Jugee]:
    """Every booking of a child from `du` to `au`, judged; nothing where nothing is booked.

    Given up too late and still charged, a day is judged too: a certificate in time may be worth it.

    Args:
        s: an open base.
        personne_id: the child.
        du: first day of the absence.
        au: last day, booked or not.
        maintenant: aware; the time it is told.
        famille_id: the household whose bookings are meant, None for all.
        certificat_le: when a certificate was handed in; one noted before stays.
        parmi: the bookings meant, None for all.
    """
    suite = "" if famille_id is None else " AND r.famille_id = :famille"
    champs = {"personne": personne_id, "du": du, "au": au} | ({} if famille_id is None else {"famille": famille_id})
    lues = s.lire(Manquee, _LIRE.format(suite=suite), champs)
    manquees = [m for m in lues if parmi is None or m.reservation_id in parmi]
    jours = calendrier.charger(s, du - _MARGE, au)
    jugees = []
    for activite_id, groupe in groupby(manquees, key=lambda m: m.activite_id):
        lot = list(groupe)
        jugees += _activite(lot, au, jours, _regles(s, activite_id, lot[0].jour), maintenant, certificat_le)
    return jugees


def _regles(s: Lecteur, activite_id: int, jour: date) -> ReglesActivite:
    ligne = s.une(
        "SELECT contenu FROM regle_activite WHERE activite_id = :activite AND du <= :jour ORDER BY du DESC LIMIT 1",
        {"activite": activite_id, "jour": jour},
    )
    return ReglesActivite() if ligne is None else depuis_json(ligne[0])


def _activite(
    lot: list[Manquee],
    au: date,
    jours: Calendrier,
    regles: ReglesActivite,
    maintenant: datetime,
    certificat_le: datetime | None,
) -> list[Jugee]:
    limites = Limites(jours)
    premiers = {m.jour: m for m in reversed(lot)}
    # Told or handed in once, it stays told: repeating it tomorrow must not make it late.
    annoncee_le = min((m.absence_le for m in lot if m.absence_le is not None), default=maintenant)
    remis = [q for q in (certificat_le, *(m.certificat_le for m in lot)) if q is not None]
    certificat = min(remis, default=None)
    faits = FaitsAbsence(
        debut=lot[0].debut,
        au=au,
        jours=tuple(sorted(premiers)),
        regles=regles,
        compte=compte(jours, GenreActivite(lot[0].genre)),
        preavis={
            jour: limites.de(
                regles.absence_preavis,
                jour,
                session_du=m.session_du,
                report=regles.report,
                ouverture_minute=m.debut_minute,
            )
            for jour, m in premiers.items()
        },
        annoncee_le=annoncee_le,
        certificat_le=certificat,
        maintenant=maintenant,
    )
    verdicts = {v.jour: v for v in verdict_absence(faits)}
    attendu = None if certificat is not None else certificat_attendu(regles, faits.debut)
    encore = None if attendu is None or attendu.passee(maintenant) else attendu.instant
    return [
        Jugee(
            m,
            _ou_annuler(verdicts[m.jour], m, limites, regles, maintenant),
            annoncee_le,
            certificat,
            encore,
        )
        for m in lot
    ]


def _ou_annuler(
    verdict: VerdictAbsence, m: Manquee, limites: Limites, regles: ReglesActivite, maintenant: datetime
) -> VerdictAbsence:
    """The verdict; a day charged that may still be given back says so, or the family pays for want of a word."""
    if not verdict.facturee or m.etat != EtatReservation.RESERVEE:
        return verdict
    fin = limites.de(
        regles.annulation, m.jour, session_du=m.session_du, report=regles.report, ouverture_minute=m.debut_minute
    )
    if fin is None or fin.passee(maintenant):
        return verdict
    return replace(verdict, motif=f"{verdict.motif} Encore annulable sans frais {fin.phrase}.", annulable=True)


def ordres(jugees: Iterable[Jugee]) -> list[ecriture.Ordre]:
    """What is to be written of days missed; one given up late stays so, and is charged or not."""
    return [
        ecriture.Ordre(
            reservation_id=j.manquee.reservation_id,
            geste=None if j.manquee.etat in (j.verdict.etat, EtatReservation.ANNULEE) else _GESTES[j.verdict.etat],
            facturee=j.verdict.facturee,
            absence_le=j.annoncee_le,
            certificat_le=j.certificat_le,
        )
        for j in jugees
    ]


def compte(jours: Calendrier, genre: GenreActivite) -> Callable[[date], bool]:
    """Which days make the length of an absence."""
    if genre is GenreActivite.MERCREDI:
        return jours.mercredi
    if genre is GenreActivite.VACANCES:
        return lambda jour: jour.weekday() <= _VENDREDI and jours.vacances_du(jour) is not None
    return jours.jour_scolaire
