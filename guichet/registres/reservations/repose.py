"""What of the bookings rests on a child's place and on where a household lives: rights, days booked, rank.

A child who leaves gives back their places, by the town's deadlines; one who died owes nothing; one who changes
school, class or birth date is followed to the group that takes them, gives back, or stays; who comes to live in the
town, or leaves it, is ranked anew where residents pass first; who gives away days of a shared child says what
becomes of those booked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from guichet.fiches.socle.repose import Change, Fait, LigneRepose, Sort, Sujet
from guichet.registres.reservations import inscriptions
from guichet.registres.reservations.suites import deces, departs, gardes, groupes, residences
from guichet.registres.reservations.suites.touchees import dites
from guichet.registres.socle.repose import empreinte
from guichet.regles.reservations.rendues import prevues
from guichet.regles.socle.domaine import RoleLien

if TYPE_CHECKING:
    from guichet.base.ecriture import Ecriture
    from guichet.base.lecture import Lecteur
    from guichet.fiches.reservations.lignes import LigneTouchee
    from guichet.registres.socle.acte import Acte

_JOUR = timedelta(days=1)


def dire(s: Lecteur, acte: Acte, faits: Sequence[Fait]) -> tuple[LigneRepose, ...]:
    """Rights that end or change group, days they leave without right, demands ranked anew."""
    autres = tuple(ligne for fait in faits for ligne in _lignes(s, acte, fait))
    return (*autres, *deces.lignes(s, faits), *groupes.lignes(s, acte, faits))


def suivre(s: Ecriture, acte: Acte, faits: Sequence[Fait], sort: Sort | None) -> tuple[LigneRepose, ...]:
    """Give back, move or keep, end, rank anew."""
    suites = groupes.suivre(s, acte, faits, sort)
    deces.suivre(s, acte, faits)
    for fait in faits:
        if _part(fait):
            assert fait.personne_id is not None  # noqa: S101 - a place is somebody's
            departs.du_foyer(
                s,
                acte,
                personne_id=fait.personne_id,
                famille_id=fait.famille_id,
                le=fait.le,
                annulees=sort is Sort.ANNULER,
            )
        elif fait.change is Change.RESIDENCE:
            residences.suivre(s, acte, fait, sort)
        elif fait.change is Change.GARDE:
            gardes.suivre(s, acte, fait, sort)
    return suites


def _part(fait: Fait) -> bool:
    """Whether a child who lives is no longer a child of this household."""
    part = fait.role == RoleLien.ENFANT.value and fait.change in {Change.DEPART, Change.ROLE}
    return part and not deces.concerne(fait)


def _lignes(s: Lecteur, acte: Acte, fait: Fait) -> Iterator[LigneRepose]:
    if _part(fait):
        yield from _du_depart(s, acte, fait)
    elif fait.change is Change.RESIDENCE:
        yield from residences.lignes(s, acte, fait)
    elif fait.change is Change.GARDE:
        yield from gardes.lignes(s, acte, fait)


def _du_depart(s: Lecteur, acte: Acte, fait: Fait) -> Iterator[LigneRepose]:
    assert fait.personne_id is not None  # noqa: S101 - a place is somebody's
    jours: dict[str, list[LigneTouchee]] = {}
    touchees = inscriptions.a_venir_du_foyer(s, fait.personne_id, fait.famille_id, fait.le - _JOUR)
    verdicts = departs.prevoir(s, acte, [(fait.personne_id, t) for t in touchees])
    for touchee in touchees:
        jours.setdefault(touchee.activite, []).append(touchee)
    droits: dict[str, list[int]] = {}
    for droit in departs.droits_finis(s, fait.personne_id, fait.famille_id, fait.le):
        droits.setdefault(droit.activite, []).append(droit.id)
    for activite in dict.fromkeys((*droits, *jours)):
        finis, siens = droits.get(activite, []), jours.get(activite, [])
        fin = ", l’inscription prend fin" if finis else ""
        if not siens:
            yield LigneRepose(f"{Sujet.INSCRIPTION}:{empreinte(finis)}", f"{activite}, inscription en cours", fin[2:])
            continue
        rendu = prevues(verdicts[t.reservation_id] for t in siens)
        yield LigneRepose(
            f"{Sujet.RESERVATIONS}:{empreinte([t.reservation_id for t in siens])}:{empreinte(finis)}:{rendu.signe}",
            f"{activite}, {dites(siens)}",
            sorts={
                Sort.ANNULER: f"{rendu.dites}{fin}",
                Sort.GARDER: f"à garder, donc dues{fin}",
            },
        )
    yield from departs.restent_dus(s, fait.personne_id, fait.famille_id, fait.le)
