"""One child registered and booked by two files: ONE rule decides, shown before it is done.

Who asked first keeps its right and its day (the time of request is the rank, rule 4), but what happened wins over what
was asked: a child marked present was there. The other right is joined to it where it is the same group, else ends; the
other booking of the same part of the same day is cancelled and charged to nobody.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from guichet.regles.reservations.etats import VIVANTS, EtatInscription, EtatReservation

_E = EtatReservation
_PALIERS = (
    {_E.PRESENTE}, {_E.ABSENCE_INJUSTIFIEE, _E.ABSENCE_JUSTIFIEE}, {_E.RESERVEE}, {_E.EN_ATTENTE}, {_E.DEMANDEE},
)  # fmt: skip
_FORCE = {etat: rang for rang, palier in enumerate(_PALIERS) for etat in palier}
_AVANCE = (EtatInscription.ACTIVE, EtatInscription.EN_ATTENTE, EtatInscription.DEMANDEE)
"""A right that is held wins over one that waits."""


@dataclass(frozen=True, slots=True)
class Droit:
    """A registration that is not over."""

    id: int
    activite_id: int
    groupe_id: int
    du: date
    au: date
    etat: EtatInscription
    demandee_le: datetime
    complete_le: datetime | None

    def chevauche(self, autre: Droit) -> bool:
        """Whether both would be rights to the same activity on one day."""
        return self.activite_id == autre.activite_id and self.du <= autre.au and autre.du <= self.au


@dataclass(frozen=True, slots=True)
class DroitsReunis:
    """What becomes of the rights of a child.

    Attributes:
        tenus: those that stay and change: joined with another, over both periods.
        joints: number of a right that ends → of the one its bookings go to.
        finis: those that end for good: another group of the same activity was asked for first.
    """

    tenus: tuple[Droit, ...]
    joints: dict[int, int]
    finis: tuple[int, ...]


def reunir_droits(droits: Iterable[Droit]) -> DroitsReunis:
    """Rights of one child, from both files: no two for one activity on one day remain."""
    par_rang = sorted(droits, key=lambda d: (d.demandee_le, d.id))
    gardes: dict[int, Droit] = {}
    changes: set[int] = set()
    joints: dict[int, int] = {}
    finis: list[int] = []
    for droit in par_rang:
        rivaux = [g for g in gardes.values() if g.chevauche(droit)]
        if not rivaux:
            gardes[droit.id] = droit
            continue
        semblable = next((g for g in rivaux if g.groupe_id == droit.groupe_id), None)
        if semblable is None:
            finis.append(droit.id)
            continue
        etendu = _reunir(semblable, droit)
        if any(g.id != semblable.id and g.chevauche(etendu) for g in gardes.values()):
            # Between two rights of other groups: its days inside the first one stay, its period does not grow.
            etendu = replace(etendu, du=semblable.du, au=semblable.au)
        gardes[semblable.id] = etendu
        changes.add(semblable.id)
        joints[droit.id] = semblable.id
    return DroitsReunis(tuple(g for g in gardes.values() if g.id in changes), joints, tuple(finis))


def _reunir(un: Droit, autre: Droit) -> Droit:
    completes = [le for le in (un.complete_le, autre.complete_le) if le is not None]
    return replace(
        un,
        du=min(un.du, autre.du),
        au=max(un.au, autre.au),
        etat=min((un.etat, autre.etat), key=_AVANCE.index),
        complete_le=min(completes, default=None),
    )


@dataclass(frozen=True, slots=True)
class Jour:
    """A booking: one part of one day of the child."""

    id: int
    inscription_id: int
    unite_id: int
    jour: date
    etat: EtatReservation
    demandee_le: datetime


@dataclass(frozen=True, slots=True)
class JoursReunis:
    """What becomes of bookings.

    Attributes:
        doubles: number of a booking said twice → of the one that is kept.
        perdues: those to come whose right ends, and that no other booking replaces.
    """

    doubles: dict[int, int]
    perdues: tuple[int, ...]


def reunir_jours(jours: Sequence[Jour], droits: DroitsReunis, aujourdhui: date) -> JoursReunis:
    """Bookings of one child, from both files: no two of one part of a day remain live."""
    vivants = [j for j in jours if j.etat in VIVANTS]
    perdues = {j.id for j in vivants if j.inscription_id in droits.finis and j.jour >= aujourdhui and _a_venir(j)}
    gardes: dict[tuple[date, int], Jour] = {}
    doubles: dict[int, int] = {}
    for j in sorted(vivants, key=lambda j: (j.id in perdues, _FORCE[j.etat], j.demandee_le, j.id)):
        garde = gardes.setdefault((j.jour, j.unite_id), j)
        if garde is not j:
            doubles[j.id] = garde.id
    return JoursReunis(doubles, tuple(sorted(perdues - doubles.keys())))


def _a_venir(j: Jour) -> bool:
    return j.etat in {_E.DEMANDEE, _E.RESERVEE, _E.EN_ATTENTE}
