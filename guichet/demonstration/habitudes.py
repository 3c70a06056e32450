"""What a child of the demonstration attends in an ordinary week, and the weeks that are not ordinary."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from guichet.regles.offre.genres import GenreActivite

_MIDI_MINUTE = 720
_TOUTES = 9
_ECOLE = (0, 1, 3, 4)
_MERCREDI = 2
_OUVRES = range(5)

_MALADE = 0.03
"""Share of the weeks in which a child is away from one to three days."""
_IMPREVU = 0.1
"""Share of the weeks in which a family asks for one more day."""


class Service(StrEnum):
    """Moments of a child's week, whatever the town calls the activity."""

    MATIN = "matin"
    MIDI = "midi"
    ETUDE = "etude"
    SOIR = "soir"
    MERCREDI = "mercredi"
    VACANCES = "vacances"


_PAR_GENRE = {
    GenreActivite.RESTAURATION: Service.MIDI,
    GenreActivite.ETUDE: Service.ETUDE,
    GenreActivite.SOIR: Service.SOIR,
    GenreActivite.MERCREDI: Service.MERCREDI,
    GenreActivite.VACANCES: Service.VACANCES,
}


def service(genre: str, debut_minute: int) -> Service:
    """The moment a unit is of: some towns have one activity for the morning and the evening."""
    accueil = Service.MATIN if debut_minute < _MIDI_MINUTE else Service.SOIR
    return _PAR_GENRE.get(GenreActivite(genre), accueil)


@dataclass(frozen=True, slots=True)
class Habitude:
    """Weekdays of a service, one week in `sur`; of the units of the day, the first `unites`."""

    jours: frozenset[int]
    sur: int = 1
    rang: int = 0
    unites: int = _TOUTES

    def concerne(self, jour: date, lundi: date) -> bool:
        """Whether that day is attended; weeks count from `lundi`."""
        return jour.weekday() in self.jours and (jour - lundi).days // 7 % self.sur == self.rang


Semaine = Mapping[Service, Habitude]

MAQUETTES: Mapping[tuple[str, int], Semaine] = {
    ("20421", 0): {
        Service.MATIN: Habitude(frozenset()),
        Service.MIDI: Habitude(frozenset(_ECOLE)),
        Service.SOIR: Habitude(frozenset({3})),
        Service.MERCREDI: Habitude(frozenset({_MERCREDI}), 2),
    },
    ("20421", 1): {
        Service.MIDI: Habitude(frozenset(_ECOLE)),
        Service.MERCREDI: Habitude(frozenset({_MERCREDI}), 2),
    },
}
"""Children of the design's pictures (code of the household, place among its children); no day: registered only."""


def tirer(hasard: random.Random, *, grand: bool) -> Semaine:
    """The week of one child; `grand`: of elementary school, where the evening may be spent at the étude."""
    semaine: dict[Service, Habitude] = {}
    if hasard.random() < 0.9:
        semaine[Service.MIDI] = _jours(hasard, (4, 2, 3), (45, 30, 25))
    if hasard.random() < 0.12:
        semaine[Service.MATIN] = _jours(hasard, (4, 2, 3), (40, 30, 30))
    soir = hasard.random()
    if soir < (0.2 if grand else 0.35):
        semaine[Service.SOIR] = _jours(hasard, (1, 2, 3, 4), (20, 40, 20, 20))
    elif grand and soir < 0.5:
        semaine[Service.ETUDE] = _jours(hasard, (1, 2, 3, 4), (10, 40, 20, 30))
    if hasard.random() < 0.4:
        sur = 1 if hasard.random() < 0.4 else 2
        unites = _TOUTES if hasard.random() < 0.75 else 2
        semaine[Service.MERCREDI] = Habitude(frozenset({_MERCREDI}), sur, hasard.randrange(sur), unites)
    if hasard.random() < 0.15:
        # One week of each holidays, the same one all year.
        semaine[Service.VACANCES] = Habitude(frozenset(_OUVRES), 2, hasard.randrange(2))
    return semaine


def _jours(hasard: random.Random, combien: Sequence[int], poids: Sequence[int]) -> Habitude:
    return Habitude(frozenset(hasard.sample(_ECOLE, hasard.choices(combien, poids)[0])))


@dataclass(frozen=True, slots=True)
class Maladie:
    """An absence from its first day to its last, certified or not."""

    debut: date
    fin: date
    certifiee: bool


def maladies(hasard: random.Random, lundis: Sequence[date]) -> dict[date, Maladie]:
    """Days a child is away, with the absence each belongs to; none goes over a week-end."""
    trouvees = {}
    for lundi in lundis:
        if hasard.random() < _MALADE:
            premier = hasard.randrange(len(_OUVRES))
            certifiee = hasard.random() < 0.7
            rangs = range(premier, min(premier + hasard.randint(1, 3), len(_OUVRES)))
            maladie = Maladie(lundi + timedelta(days=premier), lundi + timedelta(days=rangs[-1]), certifiee)
            for rang in rangs:
                trouvees[lundi + timedelta(days=rang)] = maladie
    return trouvees


def imprevus(hasard: random.Random, lundis: Sequence[date], semaine: Semaine) -> Iterator[tuple[Service, date, int]]:
    """School days asked for beyond the habits: service, day, how many days before."""
    services = [s for s in (Service.MIDI, Service.SOIR) if s in semaine]
    for lundi in lundis if services else ():
        if hasard.random() < _IMPREVU:
            yield hasard.choice(services), lundi + timedelta(days=hasard.choice(_ECOLE)), hasard.randint(2, 9)
