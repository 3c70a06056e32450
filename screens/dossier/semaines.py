"""The two weeks ahead on the dossier: a line a child, the signs of the planner, the days of both in columns."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cached_property
from itertools import groupby

from guichet.fiches.dossier.dossier import Dossier
from guichet.fiches.familles.foyer import Membre
from guichet.fiches.reservations.quinzaine import CaseQuinzaine, UniteQuinzaine
from guichet.formats import JOURS, jour_court
from guichet.regles.reservations.dits.signes import AILLEURS, FERME, RIEN, VACANCES, Signe, signe_de_case
from screens.dossier.cibles import Semaines
from screens.widgets.page import LignePage, Morceau, caler, ligne

TITRE = "Deux semaines"
DEBUT = 20
"""Columns of the labels beside it: address, quotient, portal."""
ETROIT = 12
"""The same in a narrow column: first names, no title."""
MARGES = 4
AISE, SERRE = 5, 4
"""Columns of a day: « lu 16 », « lu16 » at 80 columns."""
_OUVRES = 5
_SENS = {"attente": "attention", "ferme": "filet", "libre": "discret"}
"""Meanings of the planner's signs in the words of the page; the others are the same."""


def lignes_semaines(d: Dossier, largeur: int, jour: date) -> Iterator[LignePage]:
    """Days, letters of the units, then the children; what to press where nothing is booked."""
    if not d.enfants:
        return
    if not d.quinzaine.cases:
        prochaine = d.quinzaine.prochaine
        dit = "aucune réservation : r réserver" if prochaine is None else f"rien avant le {jour_court(prochaine)}"
        yield ligne((caler(TITRE, DEBUT), "titre"), (dit, "discret"), cible=Semaines())
        return
    grille = _Semaines(d, largeur)
    yield grille.ligne(TITRE, "titre", [grille.tete(j, jour) for j in grille.jours], jour)
    yield grille.ligne("", "titre", [grille.lettres(j, jour) for j in grille.jours])
    for enfant in d.enfants:
        cellules = [grille.cellule(enfant, j) for j in grille.jours]
        yield grille.ligne(enfant.prenom, "", cellules, cible=Semaines(enfant.personne_id))


def semaines_empilees(d: Dossier, largeur: int, jour: date) -> Iterator[LignePage]:
    """The same in a narrow column: one week under the other."""
    if not d.quinzaine.cases:
        yield from lignes_semaines(d, largeur, jour)
        return
    for rang in (0, 1):
        grille = _Semaines(d, largeur, debut=ETROIT, semaine=rang)
        yield grille.ligne("", "titre", [grille.tete(j, jour) for j in grille.jours], jour)
        yield grille.ligne("", "titre", [grille.lettres(j, jour) for j in grille.jours])
        for enfant in d.enfants:
            yield grille.ligne(enfant.prenom, "", [grille.cellule(enfant, j) for j in grille.jours])


class _Semaines:
    """Which units stand under which day, and how wide a day is."""

    def __init__(self, d: Dossier, largeur: int, *, debut: int = DEBUT, semaine: int | None = None) -> None:
        """Lay out both weeks, or one of them."""
        self._debut = debut
        q = d.quinzaine
        self.cases = {(c.personne_id, c.jour, c.unite_id): c for c in q.cases}
        self.vacances = {j.jour: j.motif for j in q.sans_ecole if j.vacances}
        self.feries = {j.jour for j in q.sans_ecole if not j.vacances}
        self._d = d
        semaines = (0, 1) if semaine is None else (semaine,)
        tous = [q.lundi + timedelta(weeks=s, days=n) for s in semaines for n in range(_OUVRES)]
        unites = max((len(self.unites(j)) for j in tous), default=0)
        # A terminal too narrow for both keeps the first week.
        tient = [n for n in (AISE, SERRE) if n >= unites and debut + len(tous) * (n + 1) <= largeur - MARGES]
        self.large = max(tient[0] if tient else SERRE, unites)
        self.jours = tous if tient else tous[:_OUVRES]

    def unites(self, jour: date) -> list[UniteQuinzaine]:
        """Units booked on this weekday in one week or the other; in holidays, on any day of them."""
        return self._par_jour[None if jour in self.vacances else jour.weekday()]

    @cached_property
    def _par_jour(self) -> dict[int | None, list[UniteQuinzaine]]:
        vues: dict[int | None, set[int]] = {n: set() for n in (None, *range(7))}
        for c in self._d.quinzaine.cases:
            vues[None if c.jour in self.vacances else c.jour.weekday()].add(c.unite_id)
        return {n: [u for u in self._d.quinzaine.unites if u.unite_id in ids] for n, ids in vues.items()}

    def tete(self, jour: date, aujourdhui: date) -> list[Morceau]:
        """« lu 16 »."""
        nom = JOURS[jour.weekday()][:2]
        texte = f"{nom} {jour.day}" if self.large >= AISE else f"{nom}{jour.day:>2}"
        return [(texte, "code" if jour == aujourdhui else "titre")]

    def lettres(self, jour: date, aujourdhui: date) -> list[Morceau]:
        """Letters of its units, as at the head of the planner."""
        return [("".join(u.lettre for u in self.unites(jour)), "code" if jour == aujourdhui else "titre")]

    def cellule(self, enfant: Membre, jour: date) -> list[Morceau]:
        """A sign a unit."""
        unites = self.unites(jour)
        if not unites and jour in self.vacances and jour not in self.feries:
            return [_morceau(VACANCES)] * 3
        if not unites:
            return [_morceau(FERME if jour in self.feries else RIEN)]
        return [self._signe(enfant, jour, u) for u in unites]

    def _signe(self, enfant: Membre, jour: date, unite: UniteQuinzaine) -> Morceau:
        case: CaseQuinzaine | None = self.cases.get((enfant.personne_id, jour, unite.unite_id))
        if case is None:
            ailleurs = (enfant.personne_id, jour) in self._d.quinzaine.ailleurs
            return _morceau(FERME if jour in self.feries else AILLEURS if ailleurs else RIEN)
        return _morceau(signe_de_case(case.etat, majoree=case.majoree, due=case.due, ailleurs=case.ailleurs))

    def ligne(
        self,
        titre: str,
        sens: str,
        cellules: list[list[Morceau]],
        aujourdhui: date | None = None,
        *,
        cible: object = None,
    ) -> LignePage:
        """Label, then the cells; a ▸ before today's, two blanks between the weeks."""
        morceaux: list[Morceau] = [(caler(titre, self._debut - 1), sens)]
        for rang, (jour, cellule) in enumerate(zip(self.jours, cellules, strict=True)):
            avant = " " if rang == _OUVRES else ""
            morceaux.append((avant + ("▸" if jour == aujourdhui else " "), "code"))
            morceaux += cellule
            morceaux.append((" " * (self.large - sum(len(t) for t, _ in cellule)), ""))
        # One segment a run of the same meaning: forty signs a line would cost more than they say.
        return ligne(
            *(("".join(t for t, _ in suite), s) for s, suite in groupby(morceaux, key=lambda m: m[1])), cible=cible
        )


def _morceau(signe: Signe) -> Morceau:
    return signe.dessin, _SENS.get(signe.sens, signe.sens)
