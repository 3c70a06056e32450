"""Rows of bookings: what a child already holds, ranks on the waiting list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from guichet.registres.socle.sql import en_liste, en_mots
from guichet.regles.reservations.etats import VIVANTS
from guichet.regles.reservations.rang import EnFile
from guichet.regles.reservations.rang import rangs as rang_de_chacune

if TYPE_CHECKING:
    from guichet.base.lecture import Lecteur
    from guichet.fiches.reservations.planning import Place
    from guichet.regles.reservations.changements import Cle

_VIVANTS = en_mots(VIVANTS)
_VOISINES = (
    "SELECT x.groupe_id, x.unite_id, x.jour, x.id, x.priorite, x.demandee_le, x.complete_le FROM reservation r "
    "JOIN reservation x ON x.groupe_id = r.groupe_id AND x.unite_id = r.unite_id AND x.jour = r.jour "
    "AND x.etat = 'en_attente' WHERE r.id IN ("
)
_FILE = (
    "SELECT r.id, r.priorite, r.demandee_le, r.complete_le, p.naissance FROM reservation r "
    "JOIN personne p ON p.id = r.personne_id WHERE r.groupe_id = :groupe_id AND r.unite_id = :unite_id "
    "AND r.jour = :jour AND r.etat = 'en_attente'"
)


@dataclass(frozen=True, slots=True)
class Vivante:
    """A live booking."""

    reservation_id: int
    inscription_id: int
    famille_id: int
    groupe_id: int
    etat: str
    majoree: bool


def vivantes(s: Lecteur, personne_ids: Iterable[int], du: date, au: date) -> dict[Place, Vivante]:
    """Live bookings of some children between two days, whichever household made them."""
    lignes = s.lignes(
        "SELECT personne_id, jour, unite_id, id, inscription_id, famille_id, groupe_id, etat, majoree FROM reservation "  # noqa: S608
        f"WHERE personne_id IN ({en_liste(personne_ids)}) AND jour >= :du AND jour <= :au AND etat IN ({_VIVANTS})",
        {"du": du, "au": au},
    )
    return {(personne, jour, unite): Vivante(*reste) for personne, jour, unite, *reste in lignes}


def rangs(s: Lecteur, reservation_ids: Iterable[int]) -> dict[int, int]:
    """Rank of waiting bookings, each among those that wait for the same places."""
    voulues = set(reservation_ids)
    if not voulues:
        return {}
    files: dict[Cle, set[EnFile]] = {}
    for groupe_id, unite_id, jour, *demande in s.lignes(f"{_VOISINES}{en_liste(voulues)})"):
        files.setdefault((groupe_id, unite_id, jour), set()).add(EnFile(*demande))
    return {id_: rang for file in files.values() for id_, rang in rang_de_chacune(file).items() if id_ in voulues}


def file(s: Lecteur, groupe_id: int, unite_id: int, jour: date) -> list[tuple[EnFile, date | None]]:
    """Demands that wait for a place on a day, each with the birth of its child."""
    champs = {"groupe_id": groupe_id, "unite_id": unite_id, "jour": jour}
    return [(EnFile(*demande), naissance) for *demande, naissance in s.lignes(_FILE, champs)]
