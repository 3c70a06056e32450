"""The planner: a school year on one screen, its draft and its preview."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from guichet.erreurs.socle import PROSE

Place = tuple[int, date, int]
"""(personne_id, jour, unite_id): never two live bookings on it."""

LIBRE, FERMEE = "libre", "fermee"
"""States of a cell without a booking of the household: to be booked, or not."""


@dataclass(frozen=True, slots=True)
class ColonnePlanning:
    """One column of a weekday: a unit of an activity the child is registered for, or may be."""

    unite_id: int
    activite_id: int
    lettre: str
    """Head of the column: M, R, S, A…"""
    nom: str
    """« Accueil du soir »."""
    jours: frozenset[int]
    """Weekdays (0 Monday … 6) on which the unit exists."""
    activite_code: str = ""
    unite_code: str = ""
    genre: str = ""
    """Value of GenreActivite: the kind of days a rhythm keeps."""
    sigle: str = ""
    """Sign of the activity, « APPS »."""


class CasePlanning(NamedTuple):
    """One child, one day, one unit, as the planner shows it; a tuple, since a year has thousands."""

    personne_id: int
    jour: date
    unite_id: int
    groupe_id: int | None
    """None where the child has no registration for it on that day."""
    etat: str
    """Value of EtatReservation, "libre" when it may be booked, "fermee", or "" where nothing exists."""
    majoree: bool = False
    rang: int = 0
    """Rank on the waiting list, from 1."""
    capacite: int | None = None
    prises: int = 0
    motif: str = ""
    """Why closed; of an incomplete demand, what is missing."""
    limite_reservation: datetime | None = None
    """Last moment to book, aware, Europe/Paris; None without deadline."""
    limite_annulation: datetime | None = None
    ouverture_reservation: datetime | None = None
    """From when this household may book, where the town prints a window; None: at any time."""
    due: bool = False
    """Given up too late by this household, which still owes it: nothing is booked there any more."""


class Annonce(NamedTuple):
    """What the judge answers to one gesture on one cell, at the instant its planner was read.

    The rest of the draft is left out: units that go together, and the places it takes itself, are judged with it.
    """

    issue: str
    """Value of regles.reservations.etats.Issue."""
    limite: datetime | None = None
    """Last moment for it, what lifts the deadline counted; None without deadline."""
    hors_delai: bool = False
    """That moment is past."""
    cout: str = ""
    """What it would cost beyond the day itself, in the town's words, "" for nothing; the tariffs will put a price."""
    levee: str = ""
    """« arrivée le lun. 12 oct. »: why a deadline that is past does not count; "" where none is lifted so."""
    ouverture: str = ""
    """« ouvre le lun. 4 janv. 08:00 »: why no booking is taken now; "" where bookings are open."""


class Cases(Mapping[Place, CasePlanning]):
    """Cells of a year, each made when it is first looked at: a planner has thousands, a screen shows a few hundred."""

    __slots__ = ("_faire", "_faites", "_places")

    def __init__(self, places: Mapping[Place, object], faire: Callable[[Place], CasePlanning]) -> None:
        self._places = places
        self._faire = faire
        self._faites: dict[Place, CasePlanning] = {}

    def __getitem__(self, place: Place) -> CasePlanning:
        case = self._faites.get(place)
        if case is None:
            if place not in self._places:
                raise KeyError(place)
            case = self._faites[place] = self._faire(place)
        return case

    def __contains__(self, place: object) -> bool:
        return place in self._places

    def __iter__(self) -> Iterator[Place]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


@dataclass(frozen=True, slots=True)
class SemainePlanning:
    """One row: a week, or the weeks of a school holiday folded into one."""

    lundi: date
    vacances: str = ""
    """Name of the holiday that fills the week, "" for a school week."""
    conges: frozenset[int] = frozenset()
    """Its weekdays in school holidays: the Monday before the rentrée as well as whole weeks."""


@dataclass(frozen=True, slots=True)
class EnfantPlanning:
    """A child of the household in the planner."""

    personne_id: int
    prenom: str
    classe: str


@dataclass(frozen=True, slots=True)
class Planning:
    """A school year of a household's children, read in one snapshot."""

    famille_id: int
    code: str
    nom: str
    annee: int
    """Year the school year begins in."""
    zone: str
    enfants: tuple[EnfantPlanning, ...]
    colonnes: tuple[ColonnePlanning, ...]
    semaines: tuple[SemainePlanning, ...]
    cases: Mapping[Place, CasePlanning]
    jour: date
    """Day it was read."""
    annoncer: Callable[[Demande], Annonce]
    """The judge's answer to one demand on one of its cells: the screen asks it, and reads no clock."""
    annoncer_lot: Callable[[Sequence[Demande]], Sequence[Annonce]]
    """The same to each of a draft, the places it takes itself counted."""
    ailleurs: frozenset[Place] = frozenset()
    """Bookings to come of this household on days that are no longer of its custody."""


@dataclass(frozen=True, slots=True)
class Demande:
    """One cell of the draft: to book, or to cancel."""

    personne_id: int
    jour: date
    unite_id: int
    annuler: bool = False
    derogation: str = ""
    """Reason of an exception granted by whoever has the right, "" without."""


@dataclass(frozen=True, slots=True)
class LigneApercu:
    """What will become of one demand: the same for screen, command and JSON."""

    personne_id: int
    enfant: str
    jour: date
    unite_id: int
    unite: str
    issue: str
    """Value of regles.reservations.etats.Issue."""
    motif: str
    regle: str
    rang: int = 0
    facturee: bool = False
    """Cancelled too late: it stays charged."""


@dataclass(frozen=True, slots=True)
class Apercu:
    """Preview of a draft, in the order of days; nothing is written."""

    lignes: tuple[LigneApercu, ...]
    reservees: int
    majorees: int
    attente: int
    refusees: int
    annulees: int
    facturees: int = 0
    """Of those cancelled, how many stay charged."""


@dataclass(frozen=True, slots=True)
class EssaiRythme:
    """What a rhythm points at in a planner, before it is laid on the draft."""

    jours: tuple[date, ...]
    """Days kept on which something takes place for these children, in order."""
    places: tuple[Place, ...]
    """Free cells: (personne_id, jour, unite_id)."""
    dejas: int
    """Cells already booked."""
    fermees: int
    """Cells closed by the town."""
    sans: int
    """Days kept by the rhythm on which these children have no such activity."""
    ailleurs: tuple[Place, ...] = ()
    """Cells that are not this household's to book: the planner's □."""
    inscrits: bool = True
    """Whether one of these children has such a day in the year at all."""
    exclus: tuple[tuple[int, int, bool], ...] = ()
    """(child, days, all of them) left out while a brother or sister has a cell on those days."""
    apercu: Apercu | None = None
    """What would become of the free cells not ticked yet; None when there is none, or nobody asked."""


@dataclass(frozen=True, slots=True)
class FicheDelai:
    """Last moment to book and to cancel a day of an activity, with the rule."""

    activite: str
    jour: date
    ouvert: bool
    """Whether anything of it takes place that day; if not there is nothing to book, hence no limit."""
    limite_reservation: datetime | None
    """Aware, Europe/Paris; None without deadline."""
    limite_annulation: datetime | None
    regle: str
    """As the town wrote it, with its article."""
    ouverture_reservation: datetime | None
    """From when who lives in the town books, where a window is printed; None: at any time."""
    ouverture_exterieurs: datetime | None
    """From when the others do."""
    motif: str = field(metadata=PROSE)
    """What an agent tells a parent, in whole sentences."""


@dataclass(frozen=True, slots=True)
class LignePlaces:
    """Places of one unit of one group on one day."""

    groupe: str
    site: str
    unite: str
    capacite: int | None
    """None: unlimited."""
    prises: int
    attente: int
    restantes: int | None
    fermee: bool
    motif: str
    tranches: str = ""
    """Places kept for the young or the old, taken of each: « petits 1/16 »."""
