"""THE one function that says how many places are left: screen, command, waiting list, reports all ask it (rule 4)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from guichet.formats.naissances import connue
from guichet.registres.socle.sql import en_liste, en_mots
from guichet.regles.familles.ages import Age, age_connu, dans_la_bande
from guichet.regles.reservations.etats import OCCUPANTS, EtatReservation

if TYPE_CHECKING:
    from guichet.base.lecture import Lecteur
    from guichet.regles.reservations.changements import Cle

_OCCUPANTS = en_mots(OCCUPANTS)


@dataclass(frozen=True, slots=True)
class Quota:
    """Places kept for an age band; ages in months, half-open."""

    nom: str
    age_min_mois: int
    age_max_mois: int
    places: int
    prises: int

    def concerne(self, age: Age) -> bool:
        """Whether a child of this age counts in it: whatever the day of birth, where only its year is known."""
        return dans_la_bande(age, self.age_min_mois, self.age_max_mois)


class Jauge(NamedTuple):
    """One unit of one group on one day; `capacite` None is unlimited. A tuple, since a year has hundreds."""

    capacite: int | None
    prises: int
    attente: int
    fermee: bool
    motif: str
    quotas: tuple[Quota, ...] = ()

    @property
    def restantes(self) -> int | None:
        """Places left, never below 0 (a dérogation goes over); None when unlimited; 0 on a closed day."""
        if self.fermee:
            return 0
        return None if self.capacite is None else max(0, self.capacite - self.prises)

    def restantes_pour(self, age: Age | None) -> int | None:
        """Places left for a child of this age on that day, the quota of its age band counted; None when unlimited."""
        restes = [self.restantes] if self.restantes is not None else []
        if age is not None:
            restes += [max(0, q.places - q.prises) for q in self.quotas if q.concerne(age)]
        return min(restes, default=None)


def places(s: Lecteur, groupe_ids: Iterable[int], unite_ids: Iterable[int], du: date, au: date) -> dict[Cle, Jauge]:
    """Places of some groups and units over some days, both included; a day with no opening is absent."""
    groupes, unites = en_liste(groupe_ids), en_liste(unite_ids)
    bornes = {"du": du, "au": au}
    quotas = _Quotas(s, groupes, unites, bornes)
    lignes = s.lignes(
        # A correlated count reads ix_reservation_place alone, key by key: no sort, no table.
        "SELECT o.groupe_id, o.unite_id, o.jour, o.capacite, o.fermee, o.motif, "  # noqa: S608 - integers
        "(SELECT count(*) FROM reservation r WHERE r.groupe_id = o.groupe_id AND r.unite_id = o.unite_id "
        f"AND r.jour = o.jour AND r.etat IN ({_OCCUPANTS})), "
        "(SELECT count(*) FROM reservation r WHERE r.groupe_id = o.groupe_id AND r.unite_id = o.unite_id "
        f"AND r.jour = o.jour AND r.etat = '{EtatReservation.EN_ATTENTE.value}') "
        f"FROM ouverture o WHERE o.groupe_id IN ({groupes}) AND o.unite_id IN ({unites}) "
        "AND o.jour >= :du AND o.jour <= :au",
        bornes,
    )
    return {
        (g, u, jour): Jauge(capacite, prises, attente, fermee, motif, quotas.du_jour(g, u, jour))
        for g, u, jour, capacite, fermee, motif, prises, attente in lignes
    }


class _Quotas:
    """Age bands of some groups and units, with who is expected in each; no second read where there is none."""

    def __init__(self, s: Lecteur, groupes: str, unites: str, bornes: dict[str, date]) -> None:
        self._bandes: dict[tuple[int, int], list[tuple[str, int, int, int]]] = {}
        self._ages: dict[Cle, list[Age]] = {}
        for groupe_id, unite_id, *bande in s.lignes(
            "SELECT groupe_id, unite_id, nom, age_min_mois, age_max_mois, places FROM quota_age "  # noqa: S608
            f"WHERE groupe_id IN ({groupes}) AND unite_id IN ({unites}) ORDER BY age_min_mois, id"
        ):
            self._bandes.setdefault((groupe_id, unite_id), []).append(tuple(bande))
        if self._bandes:
            for groupe_id, unite_id, jour, naissance, partielle in s.lignes(
                "SELECT r.groupe_id, r.unite_id, r.jour, p.naissance, p.naissance_partielle FROM reservation r "  # noqa: S608
                f"JOIN personne p ON p.id = r.personne_id WHERE r.groupe_id IN ({groupes}) "
                f"AND r.unite_id IN ({unites}) AND r.jour >= :du AND r.jour <= :au AND r.etat IN ({_OCCUPANTS})",
                bornes,
            ):
                if (age := age_connu(connue(naissance, partielle), jour)) is not None:
                    self._ages.setdefault((groupe_id, unite_id, jour), []).append(age)

    def du_jour(self, groupe_id: int, unite_id: int, jour: date) -> tuple[Quota, ...]:
        if not self._bandes:
            return ()
        ages = self._ages.get((groupe_id, unite_id, jour), [])
        return tuple(
            Quota(nom, plancher, plafond, places_gardees, sum(dans_la_bande(a, plancher, plafond) for a in ages))
            for nom, plancher, plafond, places_gardees in self._bandes.get((groupe_id, unite_id), ())
        )
