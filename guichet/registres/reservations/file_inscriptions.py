"""Registrations that wait for a place: those that rank, in their order (rule 4)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from guichet.registres.offre import catalogue
from guichet.registres.socle.sql import en_liste
from guichet.regles.reservations.rang import EnFile, cle, rangs

if TYPE_CHECKING:
    from guichet.base.lecture import Lecteur

_LIRE = (
    "SELECT i.id AS numero, i.priorite, i.demandee_le, i.complete_le, i.groupe_id, i.famille_id, i.personne_id, "
    "i.activite_id, i.du, i.au, p.naissance, p.naissance_partielle, f.code, a.nom AS activite "
    "FROM inscription i JOIN personne p ON p.id = i.personne_id JOIN famille f ON f.id = i.famille_id "
    "JOIN activite a ON a.id = i.activite_id "
    "WHERE i.etat = 'en_attente'{groupes}"
)


@dataclass(frozen=True, slots=True)
class InscriptionEnAttente:
    """A registration on the waiting list of its group."""

    numero: int
    priorite: int
    demandee_le: datetime
    complete_le: datetime | None
    groupe_id: int
    famille_id: int
    personne_id: int
    activite_id: int
    du: date
    au: date
    naissance: date | None
    code: str
    activite: str
    naissance_partielle: str = ""

    @property
    def demande(self) -> EnFile:
        """What ranks it."""
        return EnFile(self.numero, self.priorite, self.demandee_le, self.complete_le)


def lire(s: Lecteur, groupe_ids: Iterable[int] | None = None) -> list[InscriptionEnAttente]:
    """Those that rank for these groups (None: for any), group after group, each in its order.

    One that lacks a document takes no rank where the town waits for it, by the rules of its first day.
    """
    groupes = "" if groupe_ids is None else f" AND i.groupe_id IN ({en_liste(groupe_ids)})"
    lues = s.lire(InscriptionEnAttente, _LIRE.format(groupes=groupes))
    incompletes = {i.activite_id for i in lues if i.complete_le is None}
    regles = catalogue.regles(s, incompletes) if incompletes else {}
    return sorted(
        (
            i
            for i in lues
            if i.complete_le is not None
            or not catalogue.regles_du(regles.get(i.activite_id, ()), i.du)[0].rang_a_la_completude
        ),
        key=lambda i: (i.groupe_id, cle(i.demande)),
    )


def rang(inscription_id: int, file: Sequence[InscriptionEnAttente]) -> int:
    """Rank of a registration among those of its group whose days meet its own; 0 when it has none."""
    sienne = next((i for i in file if i.numero == inscription_id), None)
    if sienne is None:
        return 0
    rivales = [i for i in file if i.groupe_id == sienne.groupe_id and i.du <= sienne.au and i.au >= sienne.du]
    return rangs(i.demande for i in rivales)[inscription_id]
