"""Absences a certificate would still change: which, and until when (rule 5)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import TYPE_CHECKING

from guichet.formats import PARIS
from guichet.regles.reservations.absences import certificat_attendu
from guichet.regles.reservations.etats import EtatReservation

if TYPE_CHECKING:
    from guichet.regles.offre.regles_activite import ReglesActivite

_ABSENCES = frozenset({EtatReservation.ABSENCE_JUSTIFIEE, EtatReservation.ABSENCE_INJUSTIFIEE})


@dataclass(frozen=True, slots=True)
class Manque:
    """One booked day of a child in an activity, missed or not."""

    personne_id: int
    activite_id: int
    jour: date
    unite: str
    debut_minute: int
    etat: str
    regles: ReglesActivite


@dataclass(frozen=True, slots=True)
class CertificatAttendu:
    """An absence not justified, whose certificate may still be handed in."""

    personne_id: int
    unite: str
    du: date
    au: date
    avant: datetime
    """Aware, Europe/Paris."""


def certificats_attendus(manques: Sequence[Manque], maintenant: datetime) -> Iterator[CertificatAttendu]:
    """Absences of consecutive booked days, each with the last moment counted from the first one missed."""
    ordre = sorted(manques, key=lambda m: (m.personne_id, m.activite_id, m.jour, m.debut_minute))
    for _, groupe in groupby(ordre, key=lambda m: (m.personne_id, m.activite_id)):
        for suite in _suites(groupe):
            sans = [m for m in suite if m.etat == EtatReservation.ABSENCE_INJUSTIFIEE]
            premier = suite[0]
            heure, minute = divmod(premier.debut_minute, 60)
            debut = datetime(premier.jour.year, premier.jour.month, premier.jour.day, heure, minute, tzinfo=PARIS)
            limite = certificat_attendu(premier.regles, debut)
            if sans and limite is not None and not limite.passee(maintenant):
                yield CertificatAttendu(premier.personne_id, premier.unite, sans[0].jour, sans[-1].jour, limite.instant)


def _suites(jours: Iterable[Manque]) -> Iterator[list[Manque]]:
    """Runs of booked days all missed."""
    for manquee, suite in groupby(jours, key=lambda m: m.etat in _ABSENCES):
        if manquee:
            yield list(suite)
