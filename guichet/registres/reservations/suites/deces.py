"""A child died: every day to come is cancelled free of charge, in whichever household, and every right ends.

No deadline is asked of it, and what was to be billed of those days (an absence told, a day given up late, a presence
pointed by mistake before the death was known) no longer is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from guichet.fiches.socle.repose import Change, Fait, LigneRepose, Sujet
from guichet.formats import pluriel
from guichet.registres.reservations import ecriture, inscriptions
from guichet.registres.reservations.suites import departs, places_rendues
from guichet.registres.reservations.suites.touchees import du_au
from guichet.registres.socle.repose import empreinte
from guichet.registres.socle.sql import en_mots
from guichet.regles.reservations import rendues
from guichet.regles.reservations.changements import Cause, annulees, cellules_rendues
from guichet.regles.reservations.etats import EtatReservation, GesteReservation
from guichet.regles.socle.domaine import MotifDepart, RoleLien

if TYPE_CHECKING:
    from guichet.base.ecriture import Ecriture
    from guichet.base.lecture import Lecteur
    from guichet.registres.reservations.suites.departs import DroitFini
    from guichet.registres.socle.acte import Acte

_E = EtatReservation
_ATTENDUES = (_E.DEMANDEE, _E.RESERVEE, _E.EN_ATTENTE)
_JOURS = (
    "SELECT r.id, r.famille_id, r.jour, r.etat, a.nom AS activite FROM reservation r "  # noqa: S608 - our own words
    "JOIN groupe g ON g.id = r.groupe_id JOIN activite a ON a.id = g.activite_id WHERE r.personne_id = :p "
    f"AND r.jour >= :le AND (r.etat IN ({en_mots(_ATTENDUES)}) OR "
    f"(r.facturee AND r.etat IN ({en_mots(departs.FAITS)}))) "
    "ORDER BY a.ordre, a.id, r.jour, r.id"
)
_DROITS = (
    "SELECT i.id, i.famille_id, i.du, i.au, i.etat, a.nom AS activite FROM inscription i "  # noqa: S608 - our own words
    "JOIN activite a ON a.id = i.activite_id WHERE i.personne_id = :p AND i.au >= :le "
    f"AND i.etat NOT IN ({inscriptions.CLOSES}) ORDER BY a.ordre, a.id, i.id"
)


class _Jour(NamedTuple):
    """A day booked, or given up or pointed and still to be billed."""

    id: int
    famille_id: int
    jour: date
    etat: str
    activite: str

    @property
    def attendu(self) -> bool:
        """Whether it is to be cancelled, rather than no longer billed."""
        return self.etat in _ATTENDUES


class _Droit(NamedTuple):
    id: int
    famille_id: int
    du: date
    au: date
    etat: str
    activite: str


def concerne(fait: Fait) -> bool:
    """Whether a child died."""
    mort = fait.change is Change.DEPART and fait.apres.get("motif") == MotifDepart.DECES.value
    return mort and fait.role == RoleLien.ENFANT.value


def lignes(s: Lecteur, faits: Sequence[Fait]) -> Iterator[LigneRepose]:
    """What ends with each child, activity by activity, all its households together."""
    for fait in _un_par_enfant(faits):
        qui = {"p": fait.personne_id, "le": fait.le}
        jours, droits = s.lire(_Jour, _JOURS, qui), s.lire(_Droit, _DROITS, qui)
        for activite in dict.fromkeys([*(d.activite for d in droits), *(j.activite for j in jours)]):
            siens = [j for j in jours if j.activite == activite]
            finis = [d.id for d in droits if d.activite == activite]
            yield LigneRepose(
                f"{Sujet.RESERVATIONS}:{empreinte([j.id for j in siens])}:{empreinte(finis)}",
                f"{activite}, {_dites(siens)}" if siens else f"{activite}, inscription en cours",
                ", ".join([*_deviennent(siens), *(["l’inscription prend fin"] if finis else [])]),
                personne_id=fait.personne_id,
            )


def suivre(s: Ecriture, acte: Acte, faits: Sequence[Fait]) -> None:
    """Cancel free of charge, bill nothing more, end every right; places go to those who wait."""
    for fait in _un_par_enfant(faits):
        qui = {"p": fait.personne_id, "le": fait.le}
        jours, droits = s.lire(_Jour, _JOURS, qui), s.lire(_Droit, _DROITS, qui)
        ordres = [ecriture.Ordre(reservation_id=j.id, geste=_geste(j), facturee=False) for j in jours]
        changes = ecriture.changer(s, acte, ordres, Cause.DECES)
        for d in droits:
            dernier = fait.le - timedelta(days=1)
            departs.clore(s, d.id, du=d.du, au=d.au, etat=d.etat, le=dernier, aujourdhui=acte.jour)
        parties = annulees(changes)
        for famille_id in dict.fromkeys((*(d.famille_id for d in droits), *(c.famille_id for c in changes))):
            siennes = [c for c in parties if c.famille_id == famille_id]
            finis: list[DroitFini] = [
                departs.DroitFini(d.id, d.du, d.au, d.etat, d.activite) for d in droits if d.famille_id == famille_id
            ]
            departs.dire(s, acte, famille_id, finis, rendues.faites(siennes, len(siennes)))
        places_rendues.suivre(s, acte, cellules_rendues(changes), groupes={c.groupe_id for c in changes})


def _un_par_enfant(faits: Sequence[Fait]) -> list[Fait]:
    return list({fait.personne_id: fait for fait in faits if concerne(fait)}.values())


def _geste(jour: _Jour) -> GesteReservation | None:
    if jour.attendu:
        return GesteReservation.ANNULER
    # A presence that was not, and an absence without excuse, hold their place; excused, they give it back.
    return GesteReservation.JUSTIFIER if jour.etat in (_E.PRESENTE, _E.ABSENCE_INJUSTIFIEE) else None


def _dites(siens: Sequence[_Jour]) -> str:
    attendus = [j.jour for j in siens if j.attendu]
    if not attendus:
        return du_au(siens[0].jour, siens[-1].jour)
    return f"{pluriel(len(attendus), 'réservation')} {du_au(attendus[0], attendus[-1])}"


def _deviennent(siens: Sequence[_Jour]) -> Iterator[str]:
    n = sum(j.attendu for j in siens)
    if n:
        yield "annulée sans frais" if n == 1 else "annulées sans frais"
    if presents := sum(j.etat == _E.PRESENTE for j in siens):
        mots = "jour pointé présent ne sera pas facturé", "jours pointés présents ne seront pas facturés"
        yield pluriel(presents, *mots)
    if dues := len(siens) - n - presents:
        jours = pluriel(dues, "jour manqué ou annulé tard ne sera pas facturé", "jours manqués ou annulés tard")
        yield jours if dues == 1 else f"{jours} ne seront pas facturés"
