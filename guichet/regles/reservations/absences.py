"""What an absence costs (rule 5): notice, certificate in time, carence, length; each day with its reason.

A notice given in time settles a day by itself. Else a certificate does, within so many hours of the first moment
missed, counted on the wall clock; handed later it is worth what the town says, and nothing beyond its last day.
The carence days are the first booked ones: those that would have been charged.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from guichet.formats.jours import PARIS, instant_court
from guichet.formats.mots import pluriel
from guichet.regles.offre.delais import Limite
from guichet.regles.reservations.etats import EtatReservation

if TYPE_CHECKING:
    from guichet.regles.offre.regles_activite import ReglesActivite

_JOUR = timedelta(days=1)
_FIN_DE_JOURNEE = time(23, 59, 59)


@dataclass(frozen=True, slots=True, kw_only=True)
class FaitsAbsence:
    """One absence of one child from one activity."""

    debut: datetime
    """First moment missed: start of the unit on the first day, aware, Europe/Paris."""
    au: date
    """Last day of the absence, booked or not."""
    jours: tuple[date, ...]
    """Booked days missed, in order."""
    regles: ReglesActivite
    compte: Callable[[date], bool]
    """Days that make the length: Calendrier.jour_scolaire, or .mercredi for a Wednesday activity."""
    preavis: Mapping[date, Limite | None]
    """Last moment to tell, for each booked day (guichet.regles.offre.delais.limite of `absence_preavis`)."""
    annoncee_le: datetime | None = None
    certificat_le: datetime | None = None
    """When the certificate was handed in."""
    maintenant: datetime


@dataclass(frozen=True, slots=True)
class VerdictAbsence:
    """What becomes of one day missed.

    Attributes:
        jour: the day.
        etat: justified or not.
        facturee: charged all the same.
        motif: why, for the parent.
        regle: the rule of the town.
        annulable: charged as an absence, and still to be given back free of charge.
    """

    jour: date
    etat: EtatReservation
    facturee: bool
    motif: str
    regle: str
    annulable: bool = False


@dataclass(frozen=True, slots=True)
class _Certificat:
    """What the certificate is worth for the whole absence."""

    vaut: bool
    motif: str
    regle: str
    carence: int = 0
    """First days charged all the same."""


def verdict_absence(faits: FaitsAbsence) -> tuple[VerdictAbsence, ...]:
    """Each booked day missed, charged or not, in order."""
    certificat = _certificat(faits)
    return tuple(_jour(faits, certificat, rang, jour) for rang, jour in enumerate(faits.jours))


def certificat_attendu(regles: ReglesActivite, debut: datetime) -> Limite | None:
    """Last moment to hand in the certificate; None where none is asked."""
    heures = regles.absence_certificat_heures
    if heures is None:
        return None
    instant = debut.astimezone(PARIS) + timedelta(hours=heures)
    return Limite(instant, f"certificat sous {heures} h", f"avant le {instant_court(instant)}")


def _jour(faits: FaitsAbsence, certificat: _Certificat, rang: int, jour: date) -> VerdictAbsence:
    regles = faits.regles
    preavis = faits.preavis.get(jour)
    if preavis and faits.annoncee_le and not preavis.passee(faits.annoncee_le):
        return _justifiee(jour, regles, f"Annoncée à temps, {preavis.phrase}", f"préavis {preavis.regle}")
    if not certificat.vaut:
        facturee = regles.facture_injustifiee
        motif = f"{certificat.motif}{_suite(facturee=facturee)}"
        return VerdictAbsence(jour, EtatReservation.ABSENCE_INJUSTIFIEE, facturee, motif, certificat.regle)
    if (longueur := _longueur(faits)) < regles.absence_consecutifs_min:
        motif = f"{pluriel(longueur, 'jour')} d’absence : facturée en dessous de {regles.absence_consecutifs_min}."
        regle = f"{regles.absence_consecutifs_min} jours consécutifs"
        return VerdictAbsence(jour, EtatReservation.ABSENCE_JUSTIFIEE, True, motif, regle)
    if rang < certificat.carence:
        motif = f"{certificat.motif}, jour de carence {rang + 1} sur {certificat.carence} : facturée."
        regle = f"{pluriel(certificat.carence, 'jour')} de carence"
        return VerdictAbsence(jour, EtatReservation.ABSENCE_JUSTIFIEE, True, motif, regle)
    return _justifiee(jour, regles, certificat.motif, certificat.regle)


def _justifiee(jour: date, regles: ReglesActivite, motif: str, regle: str) -> VerdictAbsence:
    facturee = regles.facture_justifiee
    etat = EtatReservation.ABSENCE_JUSTIFIEE
    return VerdictAbsence(jour, etat, facturee, f"{motif}{_suite(facturee=facturee)}", regle)


def _suite(*, facturee: bool) -> str:
    return " : facturée." if facturee else " : non facturée."


def _certificat(faits: FaitsAbsence) -> _Certificat:
    regles, remis = faits.regles, faits.certificat_le
    attendu = certificat_attendu(regles, faits.debut)
    if remis is None:
        return _sans_certificat(faits, attendu)
    dernier = _dernier_jour(faits)
    if dernier and dernier.passee(remis):
        return _Certificat(vaut=False, motif=f"Certificat refusé, attendu {dernier.phrase}", regle=dernier.regle)
    if attendu and attendu.passee(remis):
        # Only a town that names carence days for lateness, or a last day, takes a certificate after its hours.
        vaut = regles.absence_carence_si_tardif or dernier is not None
        carence = regles.absence_carence_jours
        return _Certificat(vaut, f"Certificat remis tard, attendu {attendu.phrase}", attendu.regle, carence)
    carence = 0 if regles.absence_carence_si_tardif else regles.absence_carence_jours
    regle = attendu.regle if attendu else "certificat"
    return _Certificat(vaut=True, carence=carence, motif="Certificat remis à temps", regle=regle)


def _sans_certificat(faits: FaitsAbsence, attendu: Limite | None) -> _Certificat:
    regles = faits.regles
    if attendu and not attendu.passee(faits.maintenant):
        return _Certificat(vaut=False, motif=f"Certificat attendu {attendu.phrase}", regle=attendu.regle)
    if attendu is None and regles.absence_consecutifs_min > 1 and faits.annoncee_le:
        # Where no certificate is asked, the length alone credits an absence the family told.
        regle = f"{regles.absence_consecutifs_min} jours consécutifs"
        return _Certificat(vaut=True, carence=regles.absence_carence_jours, motif="Absence longue", regle=regle)
    regle = attendu.regle if attendu else "absence non justifiée"
    return _Certificat(vaut=False, motif="Sans justificatif", regle=regle)


def _dernier_jour(faits: FaitsAbsence) -> Limite | None:
    jours = faits.regles.absence_refus_jours
    if jours is None:
        return None
    instant = datetime.combine(faits.debut.astimezone(PARIS).date() + jours * _JOUR, _FIN_DE_JOURNEE, tzinfo=PARIS)
    return Limite(instant, f"certificat refusé après {jours} jours", f"avant le {instant_court(instant)}")


def _longueur(faits: FaitsAbsence) -> int:
    premier = faits.debut.astimezone(PARIS).date()
    return sum(faits.compte(premier + rang * _JOUR) for rang in range((faits.au - premier).days + 1))
