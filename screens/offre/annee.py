"""A school year as twelve lines of weeks: which day stands where, what it is, where an arrow goes. No widget."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from guichet.regles.offre.annee import bornes_annee, lundi_de
from guichet.regles.offre.calendrier import Calendrier, NaturePeriode

OUVRES = 5
"""Monday to Friday: nothing opens on the other days."""
SEMAINES = 5
"""No month has working days in more weeks."""
_JOUR = timedelta(days=1)
_RENTREE = 9


class Sorte(Enum):
    """What a day is; value: its sign, its word, how it is drawn."""

    ECOLE = ("·", "jour d’école", "libre")
    MERCREDI = ("○", "mercredi", "mercredi")
    VACANCES = ("░", "vacances", "vacances")
    FERIE = ("▪", "férié", "ferie")
    PONT = ("□", "pont", "pont")
    FERME = ("×", "fermé", "ferme")

    @property
    def signe(self) -> str:
        """One cell wide."""
        return self.value[0]

    @property
    def mot(self) -> str:
        """In the legend and under the cursor."""
        return self.value[1]

    @property
    def style(self) -> str:
        """Name of the component class."""
        return self.value[2]


AUJOURDHUI = "▸"

NATURES = {
    NaturePeriode.FERMETURE: Sorte.FERME,
    NaturePeriode.PONT: Sorte.PONT,
    NaturePeriode.VACANCES: Sorte.VACANCES,
}


@dataclass(frozen=True, slots=True)
class Annee:
    """Days of the school year that begins in `debut`, by month, week and weekday."""

    debut: int
    calendrier: Calendrier

    @property
    def mois(self) -> tuple[date, ...]:
        """First day of each month, from September to August."""
        return tuple(date(self.debut + rang // 12, rang % 12 + 1, 1) for rang in range(_RENTREE - 1, _RENTREE + 11))

    @property
    def bornes(self) -> tuple[date, date]:
        """First and last day."""
        return bornes_annee(self.debut)

    def jours(self) -> Iterator[date]:
        """Working days, in order."""
        premier, dernier = self.bornes
        for rang in range((dernier - premier).days + 1):
            jour = premier + rang * _JOUR
            if jour.weekday() < OUVRES:
                yield jour

    def sorte(self, jour: date) -> Sorte:
        """What a day is; what closes it wins over the holidays around it."""
        if jour in self.calendrier.feries:
            return Sorte.FERIE
        ici = {p.nature for p in self.calendrier.periodes if p.du <= jour <= p.au}
        for nature, sorte in NATURES.items():
            if nature in ici:
                return sorte
        return Sorte.MERCREDI if self.calendrier.mercredi(jour) else Sorte.ECOLE

    def rangee(self, mois: date) -> list[date | None]:
        """Days of a month by week and weekday; None where it has none."""
        premier = mois if mois.weekday() < OUVRES else mois + (7 - mois.weekday()) * _JOUR
        lundi = lundi_de(premier)
        jours = (lundi + timedelta(weeks=s, days=j) for s in range(SEMAINES) for j in range(OUVRES))
        return [jour if jour.month == mois.month else None for jour in jours]

    def depart(self, jour: date) -> date:
        """That day, or the first working one after it; the first of the year when it is not of this year."""
        premier, dernier = self.bornes
        if not premier <= jour <= dernier:
            jour = premier
        return next((j for j in self.jours() if j >= jour), list(self.jours())[-1])

    def voisin(self, jour: date, pas: int) -> date:
        """Working day `pas` further, or the same at the ends of the year."""
        suivant = jour + pas * _JOUR
        while suivant.weekday() >= OUVRES:
            suivant += pas * _JOUR
        premier, dernier = self.bornes
        return suivant if premier <= suivant <= dernier else jour

    def mois_voisin(self, jour: date, pas: int) -> date:
        """Day that stands at the same place one line up or down; the nearest week of that month when it has none."""
        mois = self.mois
        ici = mois.index(jour.replace(day=1))
        if not 0 <= ici + pas < len(mois):
            return jour
        place = self.rangee(mois[ici]).index(jour)
        autre = self.rangee(mois[ici + pas])
        colonne = [(c, j) for c, j in enumerate(autre) if j is not None and c % OUVRES == place % OUVRES]
        return min(colonne, key=lambda x: abs(x[0] - place))[1]


def compte(annee: Annee) -> tuple[int, int]:
    """How many school days, how many Wednesdays."""
    sortes = [annee.sorte(jour) for jour in annee.jours()]
    return sortes.count(Sorte.ECOLE), sortes.count(Sorte.MERCREDI)
