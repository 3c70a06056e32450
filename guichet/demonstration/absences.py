"""What the days missed in the demonstration cost: each illness whole, answered by the judge of the counter (rule 5)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from guichet.demonstration.demandes import Absence
from guichet.formats import PARIS
from guichet.registres.reservations.absences import compte
from guichet.registres.reservations.jugement.limites import Limites
from guichet.regles.reservations.absences import FaitsAbsence, verdict_absence

if TYPE_CHECKING:
    from guichet.demonstration.demandes import Annee, DemandeSemee, Droit
    from guichet.demonstration.habitudes import Maladie

_DITE, _REMIS = time(8, 15), time(17, 15)
"""A family that has a certificate tells the first morning, and brings it the first evening."""


def juger(annee: Annee, demandes: Sequence[DemandeSemee]) -> list[DemandeSemee]:
    """The demands in their order, those of a day missed with what it costs."""
    limites = Limites(annee.calendrier)
    manquees: defaultdict[tuple[Droit, Maladie], list[DemandeSemee]] = defaultdict(list)
    for demande in demandes:
        if demande.maladie is not None and demande.unites:
            manquees[demande.droit, demande.maladie].append(demande)
    jugees: dict[tuple[Droit, date], Absence] = {}
    for (droit, maladie), lot in manquees.items():
        jugees |= {(droit, jour): absence for jour, absence in _maladie(annee, limites, droit, maladie, lot)}
    return [replace(d, absence=jugees[d.droit, d.jour]) if d.maladie and d.unites else d for d in demandes]


def _maladie(
    annee: Annee, limites: Limites, droit: Droit, maladie: Maladie, lot: Iterable[DemandeSemee]
) -> list[tuple[date, Absence]]:
    """Each day an illness takes from one activity."""
    groupe = droit.groupe
    debuts: dict[date, int] = {}
    for demande in sorted(lot, key=lambda d: d.jour):
        minute = min(groupe.debuts[unite] for unite in demande.unites)
        debuts[demande.jour] = min(minute, debuts.get(demande.jour, minute))
    premier = min(debuts)
    dite, remis = (_a(maladie.debut, _DITE), _a(maladie.debut, _REMIS)) if maladie.certifiee else (None, None)
    verdicts = verdict_absence(
        FaitsAbsence(
            debut=_a(premier, time()) + timedelta(minutes=debuts[premier]),
            au=maladie.fin,
            jours=tuple(debuts),
            regles=groupe.regles,
            compte=compte(annee.calendrier, groupe.genre),
            preavis={
                jour: limites.de(
                    groupe.regles.absence_preavis,
                    jour,
                    session_du=groupe.session[0] if groupe.session else None,
                    report=groupe.regles.report,
                    ouverture_minute=minute,
                )
                for jour, minute in debuts.items()
            },
            annoncee_le=dite,
            certificat_le=remis,
            maintenant=annee.maintenant,
        )
    )
    return [(v.jour, Absence(v.etat, v.facturee, dite, remis)) for v in verdicts]


def _a(jour: date, heure: time) -> datetime:
    return datetime.combine(jour, heure, PARIS)
