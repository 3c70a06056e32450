"""Days of one child and one unit that meet the same fate, told as a parent checks them: who, what, which days."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from guichet.fiches.reservations.planning import LigneApercu
from guichet.formats import JOURS, jour_court, jour_mois, pluriel
from guichet.regles.reservations.dits.clair import en_clair
from guichet.regles.reservations.etats import Issue

NOMMES = 2
"""Days named one by one, beyond which weekdays, first and last tell more."""


class Sort(StrEnum):
    """What becomes of a demand as its family reads it, what needs attention first."""

    REFUSEE = Issue.REFUSEE.value
    FACTUREE = "annulee_facturee"
    """Given up too late: no place any more, and due all the same."""
    ATTENTE = Issue.ATTENTE.value
    MAJOREE = Issue.MAJOREE.value
    ANNULEE = Issue.ANNULEE.value
    RESERVEE = Issue.RESERVEE.value
    INCHANGEE = Issue.INCHANGEE.value


_ORDRE = tuple(Sort)
_DITS: dict[Sort, tuple[str, str]] = {
    Sort.REFUSEE: ("refusé", "refusés"),
    Sort.FACTUREE: ("annulé, reste facturé", "annulés, restent facturés"),
    Sort.ATTENTE: ("en attente", "en attente"),
    Sort.MAJOREE: ("réservé, majoré", "réservés, majorés"),
    Sort.ANNULEE: ("annulé", "annulés"),
    Sort.RESERVEE: ("réservé", "réservés"),
    Sort.INCHANGEE: ("inchangé", "inchangés"),
}
"""Of one day, of several."""


def sort_de(ligne: LigneApercu) -> Sort:
    """Fate of one demand."""
    return Sort.FACTUREE if ligne.facturee else Sort(ligne.issue)


@dataclass(frozen=True, slots=True)
class Serie:
    """Lines of one child, one unit, one fate, in the order of days."""

    sort: Sort
    lignes: tuple[LigneApercu, ...]

    @property
    def jours(self) -> tuple[date, ...]:
        """Its days."""
        return tuple(ligne.jour for ligne in self.lignes)

    @property
    def qui_quoi(self) -> str:
        """« Léa · Restauration scolaire »."""
        return f"{self.lignes[0].enfant} · {self.lignes[0].unite}"

    @property
    def phrase(self) -> str:
        """« Léa · Restauration scolaire · 41 jours réservés : les lundis et jeudis, du 7 … »: for a paper."""
        nombre = len(self.lignes)
        mot = _DITS[self.sort][nombre > 1]
        return f"{self.qui_quoi} · {pluriel(nombre, 'jour')} {mot} : {en_clair(self.jours)}"


def regrouper(lignes: Iterable[LigneApercu]) -> tuple[Serie, ...]:
    """Series of a preview: exceptions first, then by child and unit as they were asked."""
    groupes: dict[tuple[Sort, int, int], list[LigneApercu]] = {}
    for ligne in lignes:
        groupes.setdefault((sort_de(ligne), ligne.personne_id, ligne.unite_id), []).append(ligne)
    series = [Serie(sort, tuple(sorted(siennes, key=lambda x: x.jour))) for (sort, _, _), siennes in groupes.items()]
    return tuple(sorted(series, key=lambda serie: (_ORDRE.index(serie.sort), serie.lignes[0].enfant)))


def jours_dits(jours: Sequence[date]) -> tuple[str, ...]:
    """(« lu ma je ve », « 7 sept. → 2 juil. »), or the days themselves where there are few: on a screen."""
    if len(jours) <= NOMMES:
        return (", ".join(jour_court(jour) for jour in jours),)
    return rangs_dits(jours), f"{jour_mois(jours[0])} → {jour_mois(jours[-1])}"


def rangs_dits(jours: Sequence[date]) -> str:
    """« lu ma je ve »."""
    return " ".join(JOURS[rang][:2] for rang in sorted({jour.weekday() for jour in jours}))
