"""Deadlines of a batch or of a planner, each computed once: a year asks for thousands, of which few differ."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from guichet.regles.offre.annee import annee_de_rentree
from guichet.regles.offre.calendrier import Calendrier, Periode
from guichet.regles.offre.delais import limite
from guichet.regles.offre.fenetres import fenetre_du_jour
from guichet.regles.offre.genres import GenreActivite
from guichet.regles.offre.ouvertures import fenetres

if TYPE_CHECKING:
    from guichet.registres.offre.catalogue import DroitInscription, UniteOfferte
    from guichet.regles.offre.delais import Limite, Report
    from guichet.regles.offre.ouvertures import FenetreReservation
    from guichet.regles.offre.regles_activite import ReglesActivite

_Cle = tuple[tuple[str, ...], date, date | None, str, int]
_CleOuverture = tuple[tuple[str, ...], date, date | None]


@dataclass(slots=True)
class Limites:
    """Last moments already computed on one calendar."""

    calendrier: Calendrier
    _vues: dict[_Cle, Limite | None] = field(default_factory=dict)
    _sensibles: dict[tuple[str, ...], tuple[bool, bool]] = field(default_factory=dict)
    _fenetres: dict[tuple[str, int, bool, bool], Limite | None] = field(default_factory=dict)
    _ouvertures: dict[_CleOuverture, tuple[FenetreReservation, ...]] = field(default_factory=dict)

    def de(
        self, delais: tuple[str, ...], jour: date, session_du: date | None, report: Report, ouverture_minute: int
    ) -> Limite | None:
        """Last moment of these written rules for that day."""
        # Units and groups share a limit that depends neither on their hours nor on their session.
        if delais not in self._sensibles:
            self._sensibles[delais] = (any("session" in d for d in delais), any(d.startswith("H-") for d in delais))
        par_session, par_heure = self._sensibles[delais]
        session_du = session_du if par_session else None
        ouverture_minute = ouverture_minute if par_heure else 0
        cle = (delais, jour, session_du, report, ouverture_minute)
        if cle not in self._vues:
            self._vues[cle] = limite(
                delais,
                jour,
                calendrier=self.calendrier,
                session_du=session_du,
                report=report,
                ouverture_minute=ouverture_minute,
            )
        return self._vues[cle]

    def reservation(
        self, regles: ReglesActivite, droit: DroitInscription, unite: UniteOfferte, jour: date
    ) -> Limite | None:
        """Last moment to book."""
        return self.de(regles.reservation, jour, droit.session_du, regles.report, unite.debut_minute)

    def annulation(
        self, regles: ReglesActivite, droit: DroitInscription | None, unite: UniteOfferte, jour: date
    ) -> Limite | None:
        """Last moment to cancel; no window lifts it. A booking may outlive its right."""
        session_du = droit.session_du if droit else None
        return self.de(regles.annulation, jour, session_du, regles.report, unite.debut_minute)

    def fenetre(self, regles: ReglesActivite, unite: UniteOfferte, jour: date) -> Limite | None:
        """End of the back-to-school window that lifts the deadline to book this day, None without (rule 7)."""
        vacances = unite.genre == GenreActivite.VACANCES
        cle = (regles.rentree_jusqu_au, annee_de_rentree(jour), vacances, regles.rentree_couvre_vacances)
        if cle not in self._fenetres:
            self._fenetres[cle] = fenetre_du_jour(
                regles.rentree_jusqu_au, jour, vacances=vacances, couvre_vacances=regles.rentree_couvre_vacances
            )
        return self._fenetres[cle]

    def ouvertures(
        self, regles: ReglesActivite, droit: DroitInscription | None, jour: date
    ) -> tuple[FenetreReservation, ...]:
        """Windows in which this day is booked, none where the town prints none."""
        return self.fenetres_de(regles.ouvertures_reservation, jour, droit.session_du if droit else None)

    def fenetres_de(
        self, textes: tuple[str, ...], jour: date, session_du: date | None
    ) -> tuple[FenetreReservation, ...]:
        """The same, of written windows."""
        if not textes:
            return ()
        cle = (textes, jour, session_du)
        if cle not in self._ouvertures:
            self._ouvertures[cle] = fenetres(textes, jour, calendrier=self.calendrier, session_du=session_du)
        return self._ouvertures[cle]


def partagees(calendrier: Calendrier) -> Limites:
    """Last moments kept from one planner to the next, as long as the calendar says the same."""
    return _partagees(tuple(calendrier.feries.items()), tuple(calendrier.periodes))


@lru_cache(maxsize=4)
def _partagees(feries: tuple[tuple[date, str], ...], periodes: tuple[Periode, ...]) -> Limites:
    return Limites(Calendrier(dict(feries), periodes))
