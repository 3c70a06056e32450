"""A sick child must not cost a family the meals its town promised back, nor the town those it did not."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from guichet.formats import PARIS
from guichet.regles.offre.delais import limite
from guichet.regles.offre.regles_activite import ReglesActivite
from guichet.regles.reservations.absences import FaitsAbsence, certificat_attendu, verdict_absence
from guichet.regles.reservations.etats import EtatReservation
from tests.regles.annee_scolaire import CALENDRIER

LUNDI_16 = date(2026, 11, 16)
JUSTIFIEE, INJUSTIFIEE = EtatReservation.ABSENCE_JUSTIFIEE, EtatReservation.ABSENCE_INJUSTIFIEE

# 8 days before at midnight, medical proof within 48 h
H48 = ReglesActivite(absence_preavis=("J-8 00:00",), absence_certificat_heures=48)
# Certificate within 72 h else 2 days of carence, refused after 10 days
H72 = ReglesActivite(
    absence_certificat_heures=72, absence_refus_jours=10, absence_carence_jours=2, absence_carence_si_tardif=True
)
# Credit from 4 consecutive school days
QUATRE = ReglesActivite(absence_consecutifs_min=4)
QUATRE_CERTIFICAT = ReglesActivite(absence_consecutifs_min=4, absence_certificat_heures=48)
CARENCE = ReglesActivite(absence_certificat_heures=48, absence_carence_jours=1)
TOUT_FACTURE = ReglesActivite(absence_certificat_heures=48, facture_justifiee=True)
RIEN_FACTURE = ReglesActivite(facture_injustifiee=False)
JUSQU_A_10 = ReglesActivite(absence_certificat_heures=48, absence_refus_jours=10)


def le(jour: int, heure: int = 8, minute: int = 0, seconde: int = 0) -> datetime:
    return datetime(2026, 11, jour, heure, minute, seconde, tzinfo=PARIS)


def scolaires(au: int) -> tuple[date, ...]:
    jours = (LUNDI_16 + timedelta(days=n) for n in range(au - 15))
    return tuple(jour for jour in jours if CALENDRIER.jour_scolaire(jour))


@pytest.mark.parametrize(
    ("regles", "au", "annonce", "certificat", "factures", "etat", "motif"),
    [
        # Told 8 days ahead at midnight, to the second
        (H48, 17, le(8, 0), None, "..", JUSTIFIEE, "Annoncée à temps, avant le dim. 8 nov. 00:00"),
        (H48, 17, le(8, 0, 0, 1), None, "F.", None, ""),  # too late for Monday, in time for Tuesday
        # Medical proof within 48 h of the first moment missed
        (H48, 17, None, le(18, 8), "..", JUSTIFIEE, "remis à temps"),
        (H48, 17, None, le(18, 8, 0, 1), "FF", INJUSTIFIEE, "attendu avant le mer. 18 nov. 08:00"),
        (H48, 17, None, None, "FF", INJUSTIFIEE, "Sans justificatif"),
        # 72 h, else 2 days of carence, refused after 10 days
        (H72, 20, None, le(19, 8), "....", JUSTIFIEE, "remis à temps"),
        (H72, 20, None, le(19, 8, 1), "FF..", JUSTIFIEE, "jeu. 19 nov. 08:00"),
        (H72, 20, None, le(26, 23, 59, 59), "FF..", JUSTIFIEE, "tard"),
        (H72, 20, None, le(27, 0), "FFFF", INJUSTIFIEE, "refusé, attendu avant le jeu. 26 nov. 23:59"),
        # Credit from 4 consecutive school days: the Wednesday between does not count
        (QUATRE, 20, le(16), None, "....", JUSTIFIEE, "Absence longue"),
        (QUATRE, 19, le(16), None, "FFF", JUSTIFIEE, "3 jours d’absence"),
        (QUATRE, 20, None, None, "FFFF", INJUSTIFIEE, "Sans justificatif"),  # nobody told anything
        (ReglesActivite(absence_consecutifs_min=2), 17, le(16), None, "..", JUSTIFIEE, "Absence longue"),
        (QUATRE, 16, le(16), None, "F", JUSTIFIEE, "1 jour d’absence"),
        (QUATRE_CERTIFICAT, 20, None, le(17), "....", JUSTIFIEE, "à temps"),
        (QUATRE_CERTIFICAT, 19, None, le(17), "FFF", JUSTIFIEE, "en dessous de 4"),
        (QUATRE_CERTIFICAT, 20, le(16), None, "FFFF", INJUSTIFIEE, "Sans justificatif"),
        # Carence whatever the hour
        (CARENCE, 17, None, le(17), "F.", JUSTIFIEE, "jour de carence 1 sur 1"),
        # Each state is charged or not as the town says
        (TOUT_FACTURE, 17, None, le(17), "FF", JUSTIFIEE, "facturée"),
        (RIEN_FACTURE, 17, None, None, "..", INJUSTIFIEE, "non facturée"),
        # Late but before the last day, no carence named
        (JUSQU_A_10, 17, None, le(20), "..", JUSTIFIEE, "tard"),
        # A town that asks for no length credits none: told on the day is not proved
        (ReglesActivite(), 17, le(16), None, "FF", INJUSTIFIEE, "Sans justificatif"),
        # No hours named: a certificate of any day
        (ReglesActivite(), 17, None, le(28), "..", JUSTIFIEE, "à temps"),
    ],
)
def test_what_is_charged(regles, au, annonce, certificat, factures, etat, motif):
    verdicts = _juger(regles, au, annonce, certificat, le(30))
    assert "".join("F" if v.facturee else "." for v in verdicts) == factures
    assert all(v.regle and v.motif.endswith(".") for v in verdicts)
    if etat is not None:
        assert {v.etat for v in verdicts} == {etat}
        assert motif in verdicts[0].motif


def test_while_the_certificate_may_still_come_the_parent_is_told_until_when():
    verdicts = _juger(H48, 17, None, None, le(17, 9))
    assert verdicts[0].motif == "Certificat attendu avant le mer. 18 nov. 08:00 : facturée."
    assert verdicts[0].regle == "certificat sous 48 h"


def test_a_child_booked_two_days_a_week_but_ill_all_week_is_ill_four_school_days():
    jours = (LUNDI_16, date(2026, 11, 19))
    faits = FaitsAbsence(
        debut=le(16), au=date(2026, 11, 20), jours=jours, regles=QUATRE, compte=CALENDRIER.jour_scolaire,
        preavis={}, annoncee_le=le(16), maintenant=le(30),
    )  # fmt: skip
    assert [v.facturee for v in verdict_absence(faits)] == [False, False]


def test_no_certificate_asked_has_no_deadline():
    assert certificat_attendu(ReglesActivite(), le(16)) is None


def _juger(
    regles: ReglesActivite, au: int, annonce: datetime | None, certificat: datetime | None, maintenant: datetime
):
    jours = scolaires(au)
    preavis = {jour: limite(regles.absence_preavis, jour, calendrier=CALENDRIER) for jour in jours}
    faits = FaitsAbsence(
        debut=le(16), au=date(2026, 11, au), jours=jours, regles=regles, compte=CALENDRIER.jour_scolaire,
        preavis=preavis, annoncee_le=annonce, certificat_le=certificat, maintenant=maintenant,
    )  # fmt: skip
    return verdict_absence(faits)
