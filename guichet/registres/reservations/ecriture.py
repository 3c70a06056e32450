"""THE one writer of bookings: their state and their charge change here alone, through the state machine.

Each call answers with what it changed, before and after: what follows (places offered, acts sealed, and one day prices
and invoices) is drawn from that, never from what was asked.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Literal, NamedTuple

from guichet.registres.familles import en_masse
from guichet.registres.socle.sql import en_liste
from guichet.regles.reservations.changements import Cause, ChangementReservation
from guichet.regles.reservations.etats import OCCUPANTS, EtatReservation, GesteReservation, apres
from guichet.regles.reservations.retours import retour

if TYPE_CHECKING:
    from guichet.base.ecriture import Ecriture
    from guichet.base.lecture import Lecteur
    from guichet.registres.socle.acte import Acte

_COMPLETENT = frozenset({GesteReservation.RESERVER, GesteReservation.METTRE_EN_ATTENTE, GesteReservation.REFUSER})
"""Gestures that answer a demand which waited for its documents: it ranks from then on."""

_LIRE = "SELECT id, personne_id, famille_id, groupe_id, unite_id, jour, etat, facturee FROM reservation WHERE id IN ("
_CHANGER = (
    "UPDATE reservation SET etat = :etat, facturee = :facturee, annulee_le = coalesce(:annulee_le, annulee_le), "
    "complete_le = coalesce(:complete_le, complete_le), majoree = (majoree OR :majoree), "
    "absence_le = CASE WHEN :retablie THEN NULL ELSE coalesce(:absence_le, absence_le) END, "
    "certificat_le = CASE WHEN :retablie THEN NULL ELSE coalesce(:certificat_le, certificat_le) END WHERE id = :id"
)
_RENDRE = (
    "UPDATE reservation SET etat = :etat, facturee = :facturee, "
    "annulee_le = CASE WHEN :annulee THEN coalesce(annulee_le, :le) ELSE NULL END, "
    "absence_le = CASE WHEN :absence THEN NULL ELSE absence_le END, "
    "certificat_le = CASE WHEN :absence THEN NULL ELSE certificat_le END WHERE id = :id"
)
_DEPLACER = (
    "UPDATE reservation SET inscription_id = :inscription_id, groupe_id = :groupe_id, etat = :etat WHERE id = :id"
)
_DEROGER = "UPDATE reservation SET derogation_agent = :agent, derogation_motif = :motif WHERE id = :id"


Proprietaire = Literal["famille_id", "personne_id", "inscription_id"]
"""What a booking belongs to."""


class Neuve(NamedTuple):
    """A booking to be made; a tuple, since a year has hundreds.

    Attributes:
        etat: as judged: booked, waiting, or incomplete.
        derogation: reason of the exception that was needed, "" without.
    """

    inscription_id: int
    personne_id: int
    famille_id: int
    groupe_id: int
    unite_id: int
    jour: date
    etat: EtatReservation
    origine: str
    majoree: bool
    derogation: str
    priorite: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordre:
    """What is to become of a booking.

    Attributes:
        geste: what happens to it, None when its charge alone changes.
        facturee: whether it is charged from now on.
        majoree: it comes late, with a surcharge: one it had already stays.
        derogation: reason of the exception that was needed, "" without.
        absence_le: when its absence was told.
        certificat_le: when a certificate was handed in.
    """

    reservation_id: int
    geste: GesteReservation | None
    facturee: bool
    majoree: bool = False
    derogation: str = ""
    absence_le: datetime | None = None
    certificat_le: datetime | None = None


@dataclass(frozen=True, slots=True)
class _Ecrite:
    """A booking as the base has it."""

    reservation_id: int
    personne_id: int
    famille_id: int
    groupe_id: int
    unite_id: int
    jour: date
    etat: EtatReservation
    facturee: bool


def creer(s: Ecriture, acte: Acte, neuves: Sequence[Neuve]) -> tuple[ChangementReservation, ...]:
    """Make bookings, in this order: rows of one instant are ranked by it."""
    if not neuves:
        return ()
    ids = en_masse.reserver(s, "reservation", len(neuves))
    en_masse.inserer(s, "reservation", [_rangee(acte, id_, n) for id_, n in zip(ids, neuves, strict=True)])
    faits = tuple(
        ChangementReservation(
            id_, n.personne_id, n.famille_id, n.groupe_id, n.unite_id, n.jour,
            avant=None, apres=n.etat, facturee_avant=False, facturee=True, cause=Cause.DEMANDE,
        )
        for id_, n in zip(ids, neuves, strict=True)
    )  # fmt: skip
    s.accompli.reservations += faits
    return faits


def _rangee(acte: Acte, reservation_id: int, neuve: Neuve) -> dict[str, object]:
    return {
        "id": reservation_id,
        "inscription_id": neuve.inscription_id,
        "personne_id": neuve.personne_id,
        "famille_id": neuve.famille_id,
        "groupe_id": neuve.groupe_id,
        "unite_id": neuve.unite_id,
        "jour": neuve.jour,
        "etat": neuve.etat.value,
        "demandee_le": acte.le,
        "origine": neuve.origine,
        "majoree": neuve.majoree,
        "derogation_agent": acte.agent if neuve.derogation else "",
        "derogation_motif": neuve.derogation,
        "priorite": neuve.priorite,
        "facturee": True,
    }


def changer(s: Ecriture, acte: Acte, ordres: Collection[Ordre], cause: Cause) -> tuple[ChangementReservation, ...]:
    """Change bookings, each once; answers in the order asked.

    Raises:
        GesteImpossible: a booking is in a state that does not allow its gesture; nothing is written.
    """
    lues = _lire(s, (o.reservation_id for o in ordres))
    faits = [_changement(lues[o.reservation_id], o, cause) for o in ordres]
    # First: a place beyond the capacity is taken by its dérogation.
    derogees = [o for o in ordres if o.derogation]
    s.ordres(_DEROGER, [{"agent": acte.agent, "motif": o.derogation, "id": o.reservation_id} for o in derogees])
    s.ordres(
        _CHANGER,
        [
            {
                "id": o.reservation_id,
                "etat": fait.apres.value,
                "facturee": o.facturee,
                "annulee_le": acte.le if o.geste is GesteReservation.ANNULER else None,
                "complete_le": acte.le if _complete(fait, o) else None,
                "majoree": o.majoree,
                "retablie": o.geste is GesteReservation.RETABLIR,
                "absence_le": o.absence_le,
                "certificat_le": o.certificat_le,
            }
            for o, fait in zip(ordres, faits, strict=True)
        ],
    )
    s.accompli.reservations += faits
    return tuple(faits)


def defaire(s: Ecriture, acte: Acte, faits: Sequence[ChangementReservation]) -> tuple[ChangementReservation, ...]:
    """Give bookings back as they were before these changes, which are still true of them; answers in their order."""
    rendus = []
    for c in faits:
        etat, facturee = retour(c)
        repris = replace(c, avant=c.apres, facturee_avant=c.facturee)
        rendus.append(replace(repris, apres=etat, facturee=facturee, cause=Cause.RETOUR))
    # Places given back first: the base counts them row by row.
    ordre = sorted(zip(rendus, faits, strict=True), key=lambda r: r[0].apres in OCCUPANTS)
    s.ordres(
        _RENDRE,
        [
            {
                "id": c.reservation_id,
                "etat": c.apres.value,
                "facturee": c.facturee,
                "le": acte.le,
                "annulee": c.apres is EtatReservation.ANNULEE,
                "absence": fait.cause is Cause.ABSENCE,
            }
            for c, fait in ordre
        ],
    )
    s.accompli.reservations += rendus
    return tuple(rendus)


def _complete(fait: ChangementReservation, ordre: Ordre) -> bool:
    """Whether the last document came: a demand that only changes group keeps the rank it has."""
    attendait = fait.avant is EtatReservation.DEMANDEE and fait.cause is not Cause.DEPLACEMENT
    return attendait and ordre.geste in _COMPLETENT


@dataclass(frozen=True, slots=True)
class Deplacement:
    """A demand that follows its child to another group, by another right."""

    reservation_id: int
    inscription_id: int
    groupe_id: int


def deplacer(s: Ecriture, vers: Sequence[Deplacement]) -> tuple[ChangementReservation, ...]:
    """Take demands out of their groups and ask for the same days in others: `changer` then answers them.

    What is answered is of the groups they leave.

    Raises:
        GesteImpossible: a booking whose state is final, or an absence; nothing is written.
    """
    lues = _lire(s, (d.reservation_id for d in vers))
    ordres = [Ordre(reservation_id=d.reservation_id, geste=GesteReservation.DEPLACER, facturee=True) for d in vers]
    faits = [_changement(lues[o.reservation_id], o, Cause.DEPLACEMENT) for o in ordres]
    s.ordres(
        _DEPLACER,
        [
            {
                "id": d.reservation_id,
                "inscription_id": d.inscription_id,
                "groupe_id": d.groupe_id,
                "etat": fait.apres.value,
            }
            for d, fait in zip(vers, faits, strict=True)
        ],
    )
    s.accompli.reservations += faits
    return tuple(faits)


def suivre_absences(s: Ecriture, vers: Sequence[Deplacement]) -> None:
    """Absences told already follow their child to another group: what was said of them, and what they cost, stays."""
    s.ordres(
        "UPDATE reservation SET inscription_id = :inscription_id, groupe_id = :groupe_id WHERE id = :id "
        "AND etat IN ('absence_justifiee', 'absence_injustifiee')",
        [{"id": d.reservation_id, "inscription_id": d.inscription_id, "groupe_id": d.groupe_id} for d in vers],
    )


def prioriser(s: Ecriture, reservation_id: int, priorite: int) -> None:
    """Give a demand another priority: its time of request never changes."""
    s.ordre("UPDATE reservation SET priorite = :priorite WHERE id = :id", {"priorite": priorite, "id": reservation_id})


def reunir(s: Ecriture, *, colonne: Proprietaire, de: int, vers: int) -> None:
    """Bookings of a file, a child or a right made one with another are those of that one."""
    s.ordre(f"UPDATE reservation SET {colonne} = :vers WHERE {colonne} = :de", {"vers": vers, "de": de})  # noqa: S608


def rendre(s: Ecriture, lues: Mapping[int, Mapping[str, object]]) -> tuple[ChangementReservation, ...]:
    """Give bookings back as they were before two files were made one: number → the columns that had changed."""
    avant = _lire(s, lues)
    for id_, colonnes in lues.items():
        champs = ", ".join(f"{colonne} = :{colonne}" for colonne in colonnes)
        s.ordre(f"UPDATE reservation SET {champs} WHERE id = :id", {**colonnes, "id": id_})  # noqa: S608 - the models
    apres_ = _lire(s, lues)
    rendues = tuple(
        ChangementReservation(
            id_, b.personne_id, b.famille_id, b.groupe_id, b.unite_id, b.jour,
            avant=avant[id_].etat, apres=b.etat, facturee_avant=avant[id_].facturee, facturee=b.facturee,
            cause=Cause.FUSION,
        )
        for id_, b in apres_.items()
    )  # fmt: skip
    s.accompli.reservations += rendues
    return rendues


def _lire(s: Lecteur, ids: Iterable[int]) -> dict[int, _Ecrite]:
    return {
        id_: _Ecrite(id_, personne, famille, groupe, unite, jour, EtatReservation(etat), bool(facturee))
        for id_, personne, famille, groupe, unite, jour, etat, facturee in s.lignes(f"{_LIRE}{en_liste(ids)})")
    }


def _changement(lue: _Ecrite, ordre: Ordre, cause: Cause) -> ChangementReservation:
    return ChangementReservation(
        lue.reservation_id, lue.personne_id, lue.famille_id, lue.groupe_id, lue.unite_id, lue.jour,
        avant=lue.etat,
        apres=lue.etat if ordre.geste is None else apres(lue.etat, ordre.geste),
        facturee_avant=lue.facturee,
        facturee=ordre.facturee,
        cause=cause,
    )  # fmt: skip
