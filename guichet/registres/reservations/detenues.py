"""Rows of bookings: what a child already holds, ranks on the waiting list, writing a batch."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from guichet.registres.socle.sql import en_liste, en_mots
from guichet.regles.reservations.etats import VIVANTS, EtatReservation

if TYPE_CHECKING:
    from guichet.base.ecriture import Ecriture
    from guichet.base.lecture import Lecteur
    from guichet.fiches.reservations.planning import Place
    from guichet.registres.socle.acte import Acte

_VIVANTS = en_mots(VIVANTS)
DEPUIS = "coalesce({0}.complete_le, {0}.demandee_le)"
"""Since when a demand ranks: asked, or complete where the town waits for its documents (source 1.9)."""

_X, _R = DEPUIS.format("x"), DEPUIS.format("r")
_RANG = (
    "SELECT r.id, (SELECT count(*) FROM reservation x WHERE x.groupe_id = r.groupe_id AND x.unite_id = r.unite_id "  # noqa: S608 - columns of ours
    "AND x.jour = r.jour AND x.etat = 'en_attente' AND (x.priorite > r.priorite OR (x.priorite = r.priorite AND "
    f"({_X} < {_R} OR ({_X} = {_R} AND x.id <= r.id))))) "
    "FROM reservation r WHERE r.id IN ("
)
_INSERTION = (
    "INSERT INTO reservation (inscription_id, personne_id, famille_id, groupe_id, unite_id, jour, etat, demandee_le, "
    "origine, majoree, derogation_agent, derogation_motif, priorite, facturee) VALUES (:inscription_id, :personne_id, "
    ":famille_id, :groupe_id, :unite_id, :jour, :etat, :demandee_le, :origine, :majoree, :derogation_agent, "
    ":derogation_motif, :priorite, :facturee)"
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


@dataclass(frozen=True, slots=True)
class Retrait:
    """A booking to cancel, and what becomes of it."""

    reservation_id: int
    etat: EtatReservation
    facturee: bool
    derogation: str


def vivantes(s: Lecteur, personne_ids: Iterable[int], du: date, au: date) -> dict[Place, Vivante]:
    """Live bookings of some children between two days, whichever household made them."""
    lignes = s.lignes(
        "SELECT personne_id, jour, unite_id, id, inscription_id, famille_id, groupe_id, etat, majoree FROM reservation "  # noqa: S608
        f"WHERE personne_id IN ({en_liste(personne_ids)}) AND jour >= :du AND jour <= :au AND etat IN ({_VIVANTS})",
        {"du": du, "au": au},
    )
    return {(personne, jour, unite): Vivante(*reste) for personne, jour, unite, *reste in lignes}


def rangs(s: Lecteur, reservation_ids: Iterable[int]) -> dict[int, int]:
    """Rank of waiting bookings: the town's priorities, then since when each ranks (rule 4)."""
    ids = en_liste(reservation_ids)
    return dict(s.lignes(f"{_RANG}{ids})")) if ids != "0" else {}


def devant(s: Lecteur, groupe_id: int, unite_id: int, jour: date, priorite: int) -> int:
    """How many waiting requests pass before a new one of this priority."""
    ligne = s.une(
        "SELECT count(*) FROM reservation WHERE groupe_id = :groupe_id AND unite_id = :unite_id AND jour = :jour "
        "AND etat = :etat AND priorite >= :priorite",
        {
            "groupe_id": groupe_id,
            "unite_id": unite_id,
            "jour": jour,
            "etat": EtatReservation.EN_ATTENTE.value,
            "priorite": priorite,
        },
    )
    return int(ligne[0]) if ligne else 0


def naissances_en_attente(s: Lecteur, groupe_id: int, unite_id: int, jour: date) -> list[date | None]:
    """Births of the children that wait for a place on a day."""
    lignes = s.lignes(
        "SELECT p.naissance FROM reservation r JOIN personne p ON p.id = r.personne_id "
        "WHERE r.groupe_id = :groupe_id AND r.unite_id = :unite_id AND r.jour = :jour AND r.etat = :etat",
        {"groupe_id": groupe_id, "unite_id": unite_id, "jour": jour, "etat": EtatReservation.EN_ATTENTE.value},
    )
    return [naissance for (naissance,) in lignes]


def inserer(s: Ecriture, lignes: Sequence[Mapping[str, Any]]) -> None:
    """Write new bookings, in this order: rows of one instant are ranked by it."""
    s.ordres(_INSERTION, lignes)


def annuler(s: Ecriture, retraits: Sequence[Retrait], acte: Acte) -> None:
    """Cancel bookings; a late one stays charged, unless an exception was granted by name."""
    le = acte.le
    s.ordres(
        "UPDATE reservation SET etat = :etat, annulee_le = :le, facturee = :facturee WHERE id = :id",
        [{"etat": r.etat.value, "le": le, "facturee": r.facturee, "id": r.reservation_id} for r in retraits],
    )
    s.ordres(
        "UPDATE reservation SET derogation_agent = :agent, derogation_motif = :motif WHERE id = :id",
        [{"agent": acte.agent, "motif": r.derogation, "id": r.reservation_id} for r in retraits if r.derogation],
    )
