"""Custody changes: what this household booked on days it gives away is asked about, kept unless the family says."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from guichet.fiches.socle.repose import Change, Fait, LigneRepose, Sort, Sujet
from guichet.registres.garde import appartenance
from guichet.registres.reservations import inscriptions
from guichet.registres.reservations.suites import departs
from guichet.registres.reservations.suites.touchees import dites
from guichet.registres.socle.repose import empreinte
from guichet.regles.reservations.rendues import prevues
from guichet.regles.socle.domaine import RoleLien

if TYPE_CHECKING:
    from guichet.base.ecriture import Ecriture
    from guichet.base.lecture import Lecteur
    from guichet.fiches.reservations.lignes import LigneTouchee
    from guichet.registres.socle.acte import Acte


def fait(s: Lecteur, personne_id: int, famille_id: int, le: date) -> Fait:
    """A custody about to change, with what is out of it already: nothing new is told of that.

    Of this household alone: what the other one booked is its own to hear of (rule 32).
    """
    deja = frozenset(t.reservation_id for t in _hors(s, personne_id, famille_id, le))
    return Fait(Change.GARDE, famille_id, le, personne_id, RoleLien.ENFANT.value, avant={"hors": deja})


def lignes(s: Lecteur, acte: Acte, change: Fait) -> Iterator[LigneRepose]:
    """Each activity booked on days that are no longer this household's."""
    assert change.personne_id is not None  # noqa: S101 - a custody is a child's
    donnees = _donnees(s, change)
    verdicts = departs.prevoir(s, acte, [(change.personne_id, t) for t in donnees])
    for activite in dict.fromkeys(t.activite for t in donnees):
        siennes = [t for t in donnees if t.activite == activite]
        ids = [t.reservation_id for t in siennes]
        rendu = prevues(verdicts[i] for i in ids)
        yield LigneRepose(
            f"{Sujet.RESERVATIONS}:{empreinte(ids)}:{rendu.signe}",
            f"{activite}, {dites(siennes)}, hors de la garde désormais",
            sorts={Sort.GARDER: "à garder, donc dues", Sort.ANNULER: rendu.dites},
            personne_id=change.personne_id,
        )


def suivre(s: Ecriture, acte: Acte, change: Fait, sort: Sort | None) -> None:
    """Give back what the family gives back; nothing else is touched."""
    if sort is Sort.ANNULER:
        assert change.personne_id is not None  # noqa: S101 - a custody is a child's
        departs.annuler(s, acte, [(change.personne_id, t) for t in _donnees(s, change)])


def _donnees(s: Lecteur, change: Fait) -> list[LigneTouchee]:
    assert change.personne_id is not None  # noqa: S101 - a custody is a child's
    deja = change.avant["hors"]
    assert isinstance(deja, frozenset)  # noqa: S101 - written by `fait`
    hors = _hors(s, change.personne_id, change.famille_id, change.le)
    return [t for t in hors if t.reservation_id not in deja]


def _hors(s: Lecteur, personne_id: int, famille_id: int, le: date) -> list[LigneTouchee]:
    touchees = inscriptions.a_venir_du_foyer(s, personne_id, famille_id, le - timedelta(days=1))
    siens = appartenance.jours_du_foyer(s, famille_id, personne_id, {t.jour for t in touchees})
    return [t for t in touchees if t.jour not in siens]
