"""Rows of bookings: what a child already holds, ranks on the waiting list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from guichet.formats.naissances import connue
from guichet.registres.socle.sql import en_liste, en_mots
from guichet.regles.reservations.etats import VIVANTS
from guichet.regles.reservations.rang import EnFile
from guichet.regles.reservations.rang import rangs as rang_de_chacune

if TYPE_CHECKING:
    from guichet.base.lecture import Lecteur
    from guichet.fiches.reservations.planning import Place
    from guichet.formats.naissances import Naissance
    from guichet.regles.reservations.changements import Cle

_VIVANTS = en_mots(VIVANTS)
_VOISINES = (
    "SELECT x.groupe_id, x.unite_id, x.jour, x.id AS numero, x.priorite, x.demandee_le, x.complete_le "
    "FROM reservation r JOIN reservation x ON x.groupe_id = r.groupe_id AND x.unite_id = r.unite_id "
    "AND x.jour = r.jour AND x.etat = 'en_attente' WHERE r.id IN ("
)
DUE = (
    "(r.etat = 'annulee' AND r.facturee AND NOT EXISTS (SELECT 1 FROM reservation x "
    "WHERE x.personne_id = r.personne_id AND x.famille_id = r.famille_id AND x.jour = r.jour "
    "AND x.unite_id = r.unite_id AND x.id > r.id))"
)
"""Of a booking `r`: given up too late and owed, unless its household asked for it again since; what the other one books
pays nothing of it."""
_ANNULEES_FACTUREES = (
    "SELECT r.personne_id, r.jour, r.unite_id FROM reservation r WHERE r.famille_id = :famille "  # noqa: S608 - ours
    f"AND r.jour BETWEEN :du AND :au AND {DUE}"
)
_FILE = (
    "SELECT r.id AS numero, r.priorite, r.demandee_le, r.complete_le, p.naissance, p.naissance_partielle "
    "FROM reservation r JOIN personne p ON p.id = r.personne_id WHERE r.groupe_id = :groupe_id "
    "AND r.unite_id = :unite_id AND r.jour = :jour AND r.etat = 'en_attente'"
)


@dataclass(frozen=True, slots=True)
class Vivante:
    """A live booking."""

    personne_id: int
    jour: date
    unite_id: int
    reservation_id: int
    inscription_id: int
    famille_id: int
    groupe_id: int
    etat: str
    majoree: bool


class _Voisine(NamedTuple):
    """One that waits for the same places."""

    groupe_id: int
    unite_id: int
    jour: date
    numero: int
    priorite: int
    demandee_le: datetime
    complete_le: datetime | None


class _EnAttente(NamedTuple):
    """One that waits, and the birth of its child."""

    numero: int
    priorite: int
    demandee_le: datetime
    complete_le: datetime | None
    naissance: date | None
    naissance_partielle: str


def vivantes(s: Lecteur, personne_ids: Iterable[int], du: date, au: date) -> dict[Place, Vivante]:
    """Live bookings of some children between two days, whichever household made them."""
    lues = s.lire(
        Vivante,
        "SELECT personne_id, jour, unite_id, id AS reservation_id, inscription_id, famille_id, groupe_id, etat, "  # noqa: S608
        f"majoree FROM reservation WHERE personne_id IN ({en_liste(personne_ids)}) "
        f"AND jour >= :du AND jour <= :au AND etat IN ({_VIVANTS})",
        {"du": du, "au": au},
    )
    return {(v.personne_id, v.jour, v.unite_id): v for v in lues}


def annulees_facturees(s: Lecteur, famille_id: int, du: date, au: date) -> frozenset[Place]:
    """What a household gave up too late between two days and still owes, unless asked again since."""
    lues = s.lignes(_ANNULEES_FACTUREES, {"famille": famille_id, "du": du, "au": au})
    return frozenset((personne_id, jour, unite_id) for personne_id, jour, unite_id in lues)


def rangs(s: Lecteur, reservation_ids: Iterable[int]) -> dict[int, int]:
    """Rank of waiting bookings, each among those that wait for the same places."""
    voulues = set(reservation_ids)
    if not voulues:
        return {}
    files: dict[Cle, set[EnFile]] = {}
    for v in s.lire(_Voisine, f"{_VOISINES}{en_liste(voulues)})"):
        demande = EnFile(v.numero, v.priorite, v.demandee_le, v.complete_le)
        files.setdefault((v.groupe_id, v.unite_id, v.jour), set()).add(demande)
    return {id_: rang for file in files.values() for id_, rang in rang_de_chacune(file).items() if id_ in voulues}


def file(s: Lecteur, groupe_id: int, unite_id: int, jour: date) -> list[tuple[EnFile, Naissance]]:
    """Demands that wait for a place on a day, each with the birth of its child."""
    champs = {"groupe_id": groupe_id, "unite_id": unite_id, "jour": jour}
    lues = s.lire(_EnAttente, _FILE, champs)
    return [
        (EnFile(d.numero, d.priorite, d.demandee_le, d.complete_le), connue(d.naissance, d.naissance_partielle))
        for d in lues
    ]
