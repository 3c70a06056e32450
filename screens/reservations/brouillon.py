"""The draft of a planner: what is added and removed, undone and repeated. In memory, nothing written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from guichet.fiches.reservations.planning import LIBRE, CasePlanning, Demande, Place
from guichet.regles.reservations.etats import ANNULABLES


@dataclass(slots=True)
class Brouillon:
    """Changes wanted on a planning, one gesture after the other."""

    cases: Mapping[Place, CasePlanning]
    voulus: dict[Place, Demande] = field(default_factory=dict)
    _passe: list[dict[Place, Demande]] = field(default_factory=list)
    _geste: tuple[tuple[timedelta, int, int], ...] = ()
    """Last gesture, relative to its first cell: (days, unit, 1 to book or 0 to cancel)."""

    def __bool__(self) -> bool:
        return bool(self.voulus)

    def demandes(self) -> tuple[Demande, ...]:
        """What to preview and write, in the order of days."""
        return tuple(sorted(self.voulus.values(), key=lambda d: (d.jour, d.personne_id, d.unite_id)))

    def signe(self, place: Place) -> str:
        """« + » to add, « × » to remove, "" untouched."""
        demande = self.voulus.get(place)
        return "" if demande is None else "×" if demande.annuler else "+"

    def basculer(self, places: Iterable[Place]) -> int:
        """Tick or untick a block: the first cell that can change tells the direction for all.

        Returns:
            How many cells changed; 0 when nothing there can be booked nor cancelled.
        """
        choisies = [p for p in places if self.peut(p)]
        if not choisies:
            return 0
        ajoute = self._vide(choisies[0])
        touchees = [p for p in choisies if self._vide(p) is ajoute]
        self._appliquer(touchees)
        origine = touchees[0][1]
        self._geste = tuple((jour - origine, unite, int(ajoute)) for _, jour, unite in touchees)
        return len(touchees)

    def ajouter(self, places: Iterable[Place]) -> int:
        """Add free cells, as a rhythm or a copy does; returns how many."""
        libres = [p for p in places if self.peut(p) and self._vide(p)]
        if libres:
            self._appliquer(libres)
            origine = libres[0][1]
            self._geste = tuple((jour - origine, unite, 1) for _, jour, unite in libres)
        return len(libres)

    def retirer(self, places: Iterable[Place]) -> int:
        """Untick what is booked there; returns how many."""
        tenues = sorted(p for p in places if self.peut(p) and not self._vide(p) and p not in self.voulus)
        if tenues:
            self._appliquer(tenues)
        return len(tenues)

    @property
    def a_un_geste(self) -> bool:
        """Whether there is a gesture to do again."""
        return bool(self._geste)

    def repeter(self, personne_id: int, depart: date) -> int:
        """Do the last gesture again from another day or for another child; returns how many cells changed."""
        places = [(personne_id, depart + ecart, unite) for ecart, unite, _ in self._geste]
        sens = [bool(ajoute) for _, _, ajoute in self._geste]
        bonnes = [p for p, s in zip(places, sens, strict=True) if self.peut(p) and self._vide(p) is s]
        if bonnes:
            self._appliquer(bonnes)
        return len(bonnes)

    def annuler(self) -> bool:
        """Undo the last gesture; False when there is none."""
        if not self._passe:
            return False
        self.voulus = self._passe.pop()
        return True

    def vider(self) -> None:
        """Forget the draft, after it was written."""
        self.voulus = {}
        self._passe.clear()

    def suivre(self, cases: Mapping[Place, CasePlanning]) -> None:
        """Take a planning read again; what no longer makes sense in the draft leaves it."""
        self.cases = cases
        self.voulus = {p: d for p, d in self.voulus.items() if p in cases and (cases[p].etat == LIBRE) is not d.annuler}

    def deroger(self, places: Iterable[Place], motif: str) -> None:
        """Give cells to add a reason of exception."""
        self._retenir()
        for p in places:
            if p in self.voulus and not self.voulus[p].annuler:
                self.voulus[p] = Demande(*p, derogation=motif)

    def peut(self, place: Place) -> bool:
        """Whether that cell can be ticked or unticked."""
        case = self.cases.get(place)
        return case is not None and (case.etat == LIBRE or case.etat in ANNULABLES)

    def _vide(self, place: Place) -> bool:
        """Whether ticking this cell would book it: free and not wanted, or booked and to be removed."""
        return (self.cases[place].etat == LIBRE) is (place not in self.voulus)

    def _appliquer(self, places: Iterable[Place]) -> None:
        self._retenir()
        for p in places:
            if p in self.voulus:
                del self.voulus[p]
            else:
                self.voulus[p] = Demande(*p, annuler=self.cases[p].etat != LIBRE)

    def _retenir(self) -> None:
        self._passe.append(dict(self.voulus))
