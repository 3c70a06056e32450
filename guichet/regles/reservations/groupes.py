"""Which group takes a child, and for how long: by age or by class, one judge for registering and for booking.

A birthday inside a session or a year refused every day after it. The town says what counts: the age on the first day
of the right, which then holds to its end; the class; or the age of each day, and a child who grows out of a group has
two registrations, one on each side of the birthday.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Protocol, TypeVar

from guichet.regles.familles.ages import ages_mois, jour_des_mois

if TYPE_CHECKING:
    from guichet.formats.naissances import Naissance
    from guichet.regles.offre.regles_activite import AgeCompte

_JOUR = timedelta(days=1)


class Accueil(Protocol):
    """What a group says of whom it takes; ages in months, half-open; classes « PS,MS », "" for any."""

    @property
    def age_min_mois(self) -> int: ...
    @property
    def age_max_mois(self) -> int: ...
    @property
    def classes(self) -> str: ...


G = TypeVar("G", bound=Accueil)
Sejour = tuple[G, date, date]
"""A group and the days it takes the child, both included."""


def d_age(compte: AgeCompte, groupe: Accueil, naissance: Naissance, *, jour: date, debut: date) -> bool:
    """Whether a child registered in this group may be booked there on a day.

    Args:
        compte: what the town counts by.
        groupe: the group of the registration.
        naissance: where it is not known, or not enough to tell, nothing is refused for it.
        jour: the day.
        debut: first day of the right, or of its session.
    """
    if compte == "classe" and groupe.classes:
        # The class chose the group when the child was registered; a change of class asks what rests on it.
        return True
    return _possible(groupe, naissance, jour if compte == "jour" else debut)


def accueille(compte: AgeCompte, groupe: Accueil, *, naissance: Naissance, classe: str, le: date) -> bool:
    """Whether a group takes a child from that day on: by class where the town says so and both have one.

    A birth that is not known speaks against no group, and chooses none (sejours): somebody has to say which. Known by
    its year, it speaks against a group none of its days fits.
    """
    if _par_classe(compte, groupe, classe):
        return classe in groupe.classes.split(",")
    return _possible(groupe, naissance, le)


def _possible(groupe: Accueil, naissance: Naissance, le: date) -> bool:
    """Whether the child may be of that age."""
    ages = ages_mois(naissance, le)
    return ages is None or (groupe.age_min_mois <= ages[1] and ages[0] < groupe.age_max_mois)


def _certain(groupe: Accueil, naissance: Naissance, le: date) -> bool:
    """Whether the child is of that age, whichever day of its year the birth was."""
    ages = ages_mois(naissance, le)
    return ages is not None and groupe.age_min_mois <= ages[0] and ages[1] < groupe.age_max_mois


def _par_classe(compte: AgeCompte, groupe: Accueil, classe: str) -> bool:
    return bool(compte == "classe" and groupe.classes and classe)


def sejours(
    compte: AgeCompte, groupes: Sequence[G], *, naissance: Naissance, classe: str, du: date, au: date
) -> list[Sejour[G]]:
    """The groups of one period, in the order they are preferred → where the child goes; empty where none takes them.

    Several only where each day's age counts: the child changes group on the birthday. Where the day of birth is not
    known, only a class chooses, or a group that takes every day the birth may have been on.
    """
    if not isinstance(naissance, date):
        jours = (du, au) if compte == "jour" else (du,)
        surs = (g for g in groupes if all(_certain(g, naissance, j) for j in jours))
        groupes = [g for g in groupes if _par_classe(compte, g, classe)] or list(surs)
    trouves: list[Sejour[G]] = []
    jour: date | None = du
    while jour is not None and jour <= au:
        groupe = next((g for g in groupes if accueille(compte, g, naissance=naissance, classe=classe, le=jour)), None)
        if compte != "jour" or not isinstance(naissance, date):
            return [] if groupe is None else [(groupe, du, au)]
        if groupe is None:
            # Too young for them all: from the birthday on.
            jour = min((d for g in groupes if (d := jour_des_mois(naissance, g.age_min_mois)) > jour), default=None)
            continue
        fin = min(au, jour_des_mois(naissance, groupe.age_max_mois) - _JOUR)
        trouves.append((groupe, jour, fin))
        jour = fin + _JOUR
    return trouves
