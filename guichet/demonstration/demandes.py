"""What each family of the demonstration asks for, and when: habits laid on the days that are open."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from guichet.demonstration import habitudes
from guichet.demonstration.habitudes import Habitude, Service
from guichet.formats import PARIS
from guichet.regles.offre.annee import lundi_de
from guichet.regles.offre.delais import limite
from guichet.regles.reservations.etats import EtatInscription, Origine

if TYPE_CHECKING:
    from guichet.demonstration.habitudes import Maladie
    from guichet.demonstration.offre import Enfant, Groupe, Ville
    from guichet.regles.offre.calendrier import Calendrier
    from guichet.regles.offre.delais import Limite
    from guichet.regles.reservations.etats import EtatReservation

_DEPOTS = 60
"""Days the families take to register, from mid-June on."""
_DELAI = timedelta(days=16)
"""A family that arrives attends from there on: no day it asks for is late."""
_DELAI_SESSION = timedelta(days=30)
_AVANCE = timedelta(weeks=6)
"""How far ahead the families that do not book their whole year have booked."""


@dataclass(frozen=True, slots=True)
class Absence:
    """What is known of a day missed."""

    etat: EtatReservation
    facturee: bool
    dite_le: datetime | None
    certificat_le: datetime | None


@dataclass(frozen=True, slots=True, eq=False)
class Droit:
    """A registration to write."""

    enfant: Enfant
    groupe: Groupe
    du: date
    au: date
    demandee_le: datetime
    origine: Origine
    etat: EtatInscription = EtatInscription.ACTIVE


@dataclass(frozen=True, slots=True)
class DemandeSemee:
    """A day asked for, with the units of it that are wanted."""

    droit: Droit
    demandee_le: datetime
    jour: date
    unites: tuple[int, ...]
    maladie: Maladie | None = None
    """Why the day is missed."""
    absence: Absence | None = None
    """What that costs, once judged (guichet.demonstration.absences)."""
    limite: Limite | None = None
    """Last moment to ask for it, where it may be past: the judge says what that costs."""
    attente: bool = False
    """Waits, whatever the room left."""


@dataclass(frozen=True, slots=True)
class Annee:
    """The school year the demands are of.

    Attributes:
        du: first day of school.
        au: last day of the registrations.
        fin: last day booked.
        maintenant: instant of the preparation.
        calendrier: of the town.
        graine: seed.
    """

    du: date
    au: date
    fin: date
    maintenant: datetime
    calendrier: Calendrier
    graine: int

    @property
    def lundi(self) -> date:
        """Monday of the first week: weeks count from it."""
        return lundi_de(self.du)

    @property
    def lundis(self) -> list[date]:
        """Mondays up to the last day booked."""
        return [self.lundi + timedelta(weeks=n) for n in range(max(0, (self.fin - self.lundi).days // 7 + 1))]


def de_l_enfant(annee: Annee, ville: Ville, enfant: Enfant) -> Iterator[DemandeSemee]:
    """Every day a child's family asks for, day after day in each service."""
    hasard = random.Random(f"{annee.graine}:reservations:{enfant.code}:{enfant.rang}")  # noqa: S311 - not secrets
    grand = any(Service.ETUDE in g.unites for g in ville.groupes if g.admet(enfant, annee.du))
    semaine = habitudes.tirer(hasard, grand=grand)
    depose = _depot(hasard, annee, enfant)
    origine = Origine.PORTAIL if hasard.random() < 0.6 else Origine.GUICHET
    maladies = habitudes.maladies(hasard, annee.lundis)
    imprevus = list(habitudes.imprevus(hasard, annee.lundis, semaine))
    fin = annee.fin if hasard.random() < 0.5 else min(annee.fin, annee.maintenant.date() + _AVANCE)
    if maquette := habitudes.MAQUETTES.get((enfant.code, enfant.rang)):
        semaine, depose, imprevus, fin = maquette, _instant(annee, 0, 0), [], annee.fin
        maladies = {}
    premier = max(annee.du, depose.date() + _DELAI)
    droits: dict[int, Droit] = {}
    for quoi, habitude in semaine.items():
        for groupe in ville.pour(enfant, quoi, premier):
            du, au = groupe.session or (premier, annee.au)
            if du < premier or (groupe.session and du < depose.date() + _DELAI_SESSION):
                continue
            # One registration for the morning and the evening, where they are one activity.
            nouveau = Droit(enfant, groupe, du, au, min(depose, annee.maintenant), origine)
            droit = droits.setdefault(groupe.groupe_id, nouveau)
            if not habitude.jours:
                # Registered, and nothing booked: a demand for no unit of its first day.
                yield DemandeSemee(droit, droit.demandee_le, du, ())
                continue
            ordinaires = [d for d in _ordinaires(annee, droit, quoi, habitude, maladies) if d.jour <= fin]
            yield from ordinaires
            yield from _extras(annee, droit, quoi, imprevus, {d.jour for d in ordinaires})


def _ordinaires(
    annee: Annee, droit: Droit, quoi: Service, habitude: Habitude, maladies: dict[date, Maladie]
) -> Iterator[DemandeSemee]:
    unites = tuple(droit.groupe.unites[quoi][: habitude.unites])
    for jour in droit.groupe.ouverts.get(unites[0], ()):
        if not (droit.du <= jour <= droit.au and habitude.concerne(jour, annee.lundi)):
            continue
        maladie = maladies.get(jour) if jour < annee.maintenant.date() else None
        yield DemandeSemee(droit, droit.demandee_le, jour, unites, maladie)


def _extras(
    annee: Annee, droit: Droit, quoi: Service, imprevus: list[tuple[Service, date, int]], pris: set[date]
) -> Iterator[DemandeSemee]:
    """Days beyond the habits, out of the window of the rentrée; late ones where the town takes them."""
    regles = droit.groupe.regles
    for service, jour, avant in imprevus if regles.hors_delai == "accepte" else ():
        le = datetime.combine(jour - timedelta(days=avant), time(17, 40), PARIS)
        ouverte = le.date() >= date(annee.du.year, 10, 1) and max(le.date(), droit.du) <= jour
        if service is not quoi or jour in pris or not ouverte or le > annee.maintenant:
            continue
        unite = droit.groupe.unites[quoi][0]
        if jour in droit.groupe.ouverts.get(unite, ()):
            borne = limite(regles.reservation, jour, calendrier=annee.calendrier, report=regles.report)
            yield DemandeSemee(droit, le, jour, (unite,), limite=borne)


def _depot(hasard: random.Random, annee: Annee, enfant: Enfant) -> datetime:
    """When the family asked: in the summer, or the day it became known at the counter."""
    depose = _instant(annee, hasard.randint(1, _DEPOTS), hasard.randrange(540))
    return max(depose, datetime.combine(enfant.depuis, depose.timetz()))


def _instant(annee: Annee, jours: int, minutes: int) -> datetime:
    ouverture = datetime(annee.du.year, 6, 15, 8, 30, tzinfo=PARIS)
    return ouverture + timedelta(days=jours, minutes=minutes)
