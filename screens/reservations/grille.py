"""Geometry of the planner: which cell stands where, and where an arrow goes. No widget, no colour."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from rich.cells import cell_len

from guichet.fiches.reservations.planning import FERMEE, LIBRE, CasePlanning, Place, Planning, SemainePlanning
from guichet.formats.mots import ordinal, pluriel
from guichet.regles.garde.foyer_dit import DU_FOYER
from guichet.regles.offre.annee import lundi_de


@dataclass(frozen=True, slots=True)
class Colonne:
    """One column: a child, a weekday, and the units that may stand in it (school weeks, then holidays)."""

    personne_id: int
    jour: int
    unites: tuple[int, ...]
    lettre: str
    x: int


@dataclass(frozen=True, slots=True)
class Rangee:
    """One row: a week, or holidays folded into one line when nothing can be booked in them."""

    lundi: date
    titre: str
    pliee: str = ""
    conges: frozenset[int] = frozenset()
    """Weekdays in school holidays, drawn even where nothing is open."""
    passe: bool = False
    """The weeks gone by, folded into one line."""


@dataclass(frozen=True, slots=True)
class Bande:
    """What belongs to one child: from `debut` to `fin`, where the rule stands that parts it from the next."""

    personne_id: int
    prenom: str
    debut: int
    fin: int
    colonnes: tuple[int, ...]
    """Ranks of its columns."""


@dataclass(frozen=True, slots=True)
class Vue:
    """Which children are in sight, whole: from `premier` to `dernier`, drawn `decalage` cells to the left."""

    premier: int
    dernier: int
    decalage: int


class Grille:
    """Rows and columns for one child or for several side by side; weeks before `depuis` are one line."""

    def __init__(
        self, planning: Planning, enfants: tuple[int, ...], largeur: int, debut: int, depuis: date | None = None
    ) -> None:
        self.planning = planning
        self.enfants = enfants
        self._largeur, self._debut = largeur, debut
        self._lettres = {c.unite_id: c.lettre for c in planning.colonnes}
        self.rangees = self._replier(self._rangees(), depuis)
        self.colonnes: list[Colonne] = []
        self.bandes: list[Bande] = []
        self.pas = 3
        self._poser()

    def _replier(self, rangees: list[Rangee], depuis: date | None) -> list[Rangee]:
        """The weeks gone by on one line: what is booked is what comes."""
        passees = [r for r in rangees if depuis is not None and r.lundi < depuis]
        semaines = sum(1 for s in self.planning.semaines if depuis is not None and s.lundi < depuis)
        if not passees:
            return rangees
        return [Rangee(passees[0].lundi, "", pluriel(semaines, "semaine passée", "semaines passées"), passe=True),
                *rangees[len(passees):]]  # fmt: skip

    def _rangees(self) -> list[Rangee]:
        occupees = {lundi_de(jour) for p, jour, _ in self.planning.cases if p in self.enfants}
        rangees: list[Rangee] = []
        for s in self.planning.semaines:
            if not s.vacances or s.lundi in occupees:
                rangees.append(Rangee(s.lundi, _titre(s), conges=s.conges))
            elif not (rangees and rangees[-1].pliee == s.vacances):
                rangees.append(Rangee(s.lundi, _titre(s), pliee=s.vacances))
        return rangees

    def _poser(self) -> None:
        """Three cells wide each when there is room, one when several children stand side by side.

        A first name is never cut, and its child never drawn by halves: who has no room is out of sight, and said so.
        """
        par_jour = self._unites()
        blocs = {e: [(j, self._places(*par_jour[e, j])) for j in range(5)] for e in self.enfants}
        for self.pas in (3, 2, 1):
            if self._tracer(blocs, self.pas) <= self._largeur:
                return
        self.pas = 2 if len(self.enfants) > 1 else 1
        self._tracer(blocs, self.pas)

    def _tracer(self, blocs: Mapping[int, list[tuple[int, list[tuple[str, tuple[int, ...]]]]]], pas: int) -> int:
        """Put every column at that width; returns where the last one ends."""
        prenoms = {e.personne_id: e.prenom for e in self.planning.enfants}
        self.colonnes, self.bandes, x = [], [], self._debut
        for enfant, jours in blocs.items():
            debut, premiere = x, len(self.colonnes)
            for jour, places in jours:
                for lettre, unites in places:
                    self.colonnes.append(Colonne(enfant, jour, unites, lettre, x))
                    x += pas
                x += 1
            if len(blocs) > 1:
                x = max(x, debut + cell_len(prenoms[enfant]) + 2)
            siennes = tuple(range(premiere, len(self.colonnes)))
            self.bandes.append(Bande(enfant, prenoms[enfant], debut, x, siennes))
            x += 1
        return x - 1

    def vue(self, premier: int) -> Vue:
        """Children in sight from that one on, as many as are whole; one at least."""
        if not self.bandes:
            return Vue(0, -1, 0)
        decalage = self.bandes[premier].debut - self._debut
        entieres = [i for i, b in enumerate(self.bandes) if i >= premier and b.fin - decalage <= self._largeur]
        return Vue(premier, entieres[-1] if entieres else premier, decalage)

    def bande(self, colonne: int) -> int:
        """Rank of the child a column belongs to."""
        return next((i for i, b in enumerate(self.bandes) if colonne in b.colonnes), 0)

    def _unites(self) -> dict[tuple[int, int], tuple[set[int], set[int]]]:
        """Units of each child and weekday, those of school weeks apart: a year is gone through once."""
        vacances = {s.lundi for s in self.planning.semaines if s.vacances}
        unites: dict[tuple[int, int], tuple[set[int], set[int]]] = defaultdict(lambda: (set(), set()))
        for enfant, jour, unite in self.planning.cases:
            rang = jour.weekday()
            vues, en_classe = unites[enfant, rang]
            vues.add(unite)
            if unite not in en_classe and jour - timedelta(days=rang) not in vacances:
                en_classe.add(unite)
        return unites

    def _places(self, vues: set[int], en_classe: set[int]) -> list[tuple[str, tuple[int, ...]]]:
        """Columns of one weekday: units of school weeks, each sharing its column with one of the holidays."""
        ordre = [c for c in self.planning.colonnes if c.unite_id in vues]
        classe = [c for c in ordre if c.unite_id in en_classe]
        conges = [c for c in ordre if c.unite_id not in en_classe]
        places: list[tuple[str, tuple[int, ...]]] = []
        for rang in range(max(len(classe), len(conges))):
            paire = [*classe[rang : rang + 1], *conges[rang : rang + 1]]
            places.append((paire[0].lettre, tuple(c.unite_id for c in paire)))
        return places

    def place(self, rang: int, colonne: Colonne) -> Place | None:
        """Cell at a row and column, None where nothing exists on that day."""
        rangee = self.rangees[rang]
        if rangee.pliee:
            return None
        jour = rangee.lundi + timedelta(days=colonne.jour)
        return next((p for u in colonne.unites if (p := (colonne.personne_id, jour, u)) in self.planning.cases), None)

    def case(self, rang: int, colonne: Colonne) -> CasePlanning | None:
        """What stands at a row and column."""
        place = self.place(rang, colonne)
        return None if place is None else self.planning.cases[place]

    def lettre(self, rang: int, colonne: Colonne) -> str:
        """Letter of what is offered there that day, "" for nothing: school days and holidays share their columns."""
        place = self.place(rang, colonne)
        return "" if place is None else self._lettres[place[2]]

    def note(self, rang: int, *, bref: bool = False) -> str:
        """What a week has of its own, told at its right: « ▪ Armistice », « ○ 2e en attente », or « ○ 2e »."""
        dites: dict[str, None] = {}
        for colonne in self.colonnes:
            case = self.case(rang, colonne)
            if case is not None and case.rang:
                dites[f"○ {ordinal(case.rang)}{'' if bref else ' en attente'}"] = None
            elif case is not None and case.etat == FERMEE and case.motif and case.motif not in DU_FOYER:
                dites[f"▪ {case.motif}"] = None
        return ", ".join(dites)

    def bouger(self, y: int, x: int, dy: int, dx: int) -> tuple[int, int]:
        """Next existing cell in that direction; stays where it is when there is none."""
        if dx:
            nx = x + dx
            while 0 <= nx < len(self.colonnes):
                if self.place(y, self.colonnes[nx]) is not None:
                    return y, nx
                nx += dx
            return y, x
        ny = y + dy
        while 0 <= ny < len(self.rangees):
            if self.place(ny, self.colonnes[x]) is not None:
                return ny, x
            ny += dy
        return y, x

    def bloc(self, a: tuple[int, int], b: tuple[int, int]) -> list[Place]:
        """Every cell of the rectangle between two corners, row by row."""
        (y0, y1), (x0, x1) = sorted((a[0], b[0])), sorted((a[1], b[1]))
        return [
            p
            for y in range(y0, y1 + 1)
            for x in range(x0, x1 + 1)
            if (p := self.place(y, self.colonnes[x])) is not None
        ]

    def depart(self, jour: date) -> tuple[int, int]:
        """Cell of a day or the first one after it; the last one of the year when it is past."""
        trouvee = (0, 0)
        for y, rangee in enumerate(self.rangees):
            for x, colonne in enumerate(self.colonnes):
                if self.place(y, colonne) is not None:
                    trouvee = (y, x)
                    if rangee.lundi + timedelta(days=colonne.jour) >= jour:
                        return trouvee
        return trouvee


def debut_montre(planning: Planning, enfants: Sequence[int], avant: int) -> date | None:
    """Monday before which weeks are folded; a family without a past is shown none. None in a year gone by."""
    lundi = lundi_de(planning.jour)
    if not any(s.lundi >= lundi for s in planning.semaines):
        return None
    connue = any(
        planning.cases[place].etat not in {LIBRE, FERMEE} or planning.cases[place].due
        for place in planning.cases
        if place[1] < lundi and place[0] in enfants
    )
    return lundi - timedelta(weeks=avant) if connue else lundi


def _titre(s: SemainePlanning) -> str:
    from guichet.formats import jour_court

    return jour_court(s.lundi).partition(" ")[2]
