"""Which days are school days, Wednesdays, holidays, closed (rule 6)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

_JOUR = timedelta(days=1)
_MERCREDI, _SAMEDI, _DIMANCHE = 2, 5, 6
_SANS_REPIT = timedelta(days=105)


class NaturePeriode(StrEnum):
    """Why days are not ordinary ones."""

    VACANCES = "vacances"
    PONT = "pont"
    FERMETURE = "fermeture"


@dataclass(frozen=True, slots=True)
class Periode:
    """Days that are not ordinary ones, from `du` to `au`, both included.

    Attributes:
        nature: holidays are not a closure: holiday activities live in them.
        du: first day.
        au: last day.
        libelle: « vacances de la Toussaint », « grève ».
        site: the only site concerned, "" for all.
        activite_id: the only activity concerned, None for all.
    """

    nature: NaturePeriode
    du: date
    au: date
    libelle: str
    site: str = ""
    activite_id: int | None = None

    def concerne(self, site: str, activite_id: int | None) -> bool:
        """Whether it closes this site and activity; one kept to a place closes that place only."""
        return self.site in ("", site) and self.activite_id in (None, activite_id)


def deja_dite(periode: Periode, connue: Periode, *, publiee: bool) -> bool:
    """Whether a known period says the same; one published for all adds nothing to days already off, but a Sunday."""
    if (periode.nature, periode.site, periode.activite_id) != (connue.nature, connue.site, connue.activite_id):
        return False
    if (periode.du, periode.au) == (connue.du, connue.au):
        return True
    du, au = connue.du, connue.au
    return publiee and du <= periode.du and periode.au - (periode.au.weekday() == _DIMANCHE) * _JOUR <= au


@dataclass(frozen=True, slots=True)
class Calendrier:
    """Bank holidays by day, and the periods of one zone and town."""

    feries: Mapping[date, str]
    periodes: Sequence[Periode]
    _par_jour: dict[date, list[Periode]] = field(init=False, repr=False, compare=False, default_factory=dict)
    """A year of previews asks thousands of days: each finds its few periods at once."""

    def __post_init__(self) -> None:
        for periode in self.periodes:
            for rang in range((periode.au - periode.du).days + 1):
                self._par_jour.setdefault(periode.du + rang * _JOUR, []).append(periode)

    def vacances_du(self, jour: date) -> Periode | None:
        """The school holidays that day is in."""
        return next((p for p in self._par_jour.get(jour, ()) if p.nature is NaturePeriode.VACANCES), None)

    def fermeture_du(self, jour: date, *, site: str = "", activite_id: int | None = None) -> Periode | str | None:
        """What closes this site and activity on that day: the name of a bank holiday, a bridge day, a closure."""
        if ferie := self.feries.get(jour):
            return ferie
        return next(
            (
                p
                for p in self._par_jour.get(jour, ())
                if p.nature is not NaturePeriode.VACANCES and p.concerne(site, activite_id)
            ),
            None,
        )

    def motif_fermeture(
        self, jour: date, *, site: str = "", activite_id: int | None = None, scolaire: bool = False
    ) -> str:
        """The same in words, "" when open; an activity of school time is closed in holidays too."""
        cause = self.fermeture_du(jour, site=site, activite_id=activite_id)
        if cause is None and scolaire:
            cause = self.vacances_du(jour)
        return cause.libelle if isinstance(cause, Periode) else cause or ""

    def chomes(self) -> dict[date, str]:
        """Bank holidays and bridge days of the whole town, with their name: nothing is generated on them."""
        ponts = {
            jour: p.libelle
            for jour, periodes in self._par_jour.items()
            for p in periodes
            if p.nature is NaturePeriode.PONT and p.concerne("", None)
        }
        return ponts | dict(self.feries)

    def sans_vacances(self, du: date, au: date) -> tuple[date, date] | None:
        """The first stretch of these days too long to be school time: its holidays are not known, or not all.

        No school of France works three months and a half on end: the longest zone had 84 days, an overseas year 98.
        """
        vacances = sorted((p.du, p.au) for p in self.periodes if p.nature is NaturePeriode.VACANCES and not p.site)
        debut = du
        for premier, dernier in [*vacances, (au + _JOUR, au)]:
            fin = min(premier - _JOUR, au)
            if fin - debut >= _SANS_REPIT:
                return debut, fin
            debut = max(debut, dernier + _JOUR)
        return None

    def jour_scolaire(self, jour: date) -> bool:
        """Monday, Tuesday, Thursday or Friday, out of holidays, bank holidays and bridge days."""
        return jour.weekday() in (0, 1, 3, 4) and self._de_classe(jour)

    def mercredi(self, jour: date) -> bool:
        """A Wednesday of a school week: périscolaire, even without school (rule 6)."""
        return jour.weekday() == _MERCREDI and self._de_classe(jour)

    def _de_classe(self, jour: date) -> bool:
        return jour not in self.feries and not any(
            p.nature is NaturePeriode.VACANCES or (p.nature is NaturePeriode.PONT and p.concerne("", None))
            for p in self._par_jour.get(jour, ())
        )

    def ouvre(self, jour: date) -> bool:
        """Jour ouvré: Monday to Friday, bank holidays off.

        A strike or a bridge day of the schools never moves a deadline already told to parents.
        """
        return jour.weekday() < _SAMEDI and jour not in self.feries

    def ouvrable(self, jour: date) -> bool:
        """Jour ouvrable: Monday to Saturday, bank holidays off."""
        return jour.weekday() < _DIMANCHE and jour not in self.feries

    def premier_jour_ouvre_avant(self, jour: date) -> date:
        """That day when it is a working one, else the nearest before."""
        while not self.ouvre(jour):
            jour -= _JOUR
        return jour

    def premier_jour_ouvre_apres(self, jour: date) -> date:
        """That day when it is a working one, else the nearest after."""
        while not self.ouvre(jour):
            jour += _JOUR
        return jour
