"""A period joins or leaves the calendar: openings follow, bookings are told first (rule 6)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from guichet.erreurs.activites import PeriodeInvalide, ReservationsTouchees
from guichet.registres import listes
from guichet.regles.calendrier import NaturePeriode, Periode
from guichet.regles.reservation import EtatReservation

if TYPE_CHECKING:
    from guichet.base.ecriture import Ecriture

_DUREE_MAX = 366


def verifier(periode: Periode) -> Periode:
    """Itself.

    Raises:
        PeriodeInvalide: names what is wrong and the cure.
    """
    if periode.au < periode.du:
        raise PeriodeInvalide("La période finit avant de commencer : échangez les deux dates.", champ="au")
    if (periode.au - periode.du).days > _DUREE_MAX:
        raise PeriodeInvalide("La période dure plus d’un an : vérifiez les années.", champ="au")
    if not periode.libelle.strip():
        raise PeriodeInvalide("La période n’a pas de nom : écrivez par exemple « grève ».", champ="libelle")
    return periode


def poser(s: Ecriture, periode: Periode, *, annuler: bool | None, le: datetime, source: str) -> tuple[int, int]:
    """Write a period, close its days; returns its id and how many bookings were cancelled.

    Args:
        s: open transaction.
        periode: holidays close nothing, a bridge or a closure does.
        annuler: what becomes of the bookings of those days; None: ask.
        le: now.
        source: « guichet » or the name of a file.

    Raises:
        PeriodeInvalide; ReservationsTouchees: `annuler` is None and children are booked.
    """
    from models import PeriodeCalendrier

    verifier(periode)
    ligne = PeriodeCalendrier(
        nature=periode.nature.value,
        du=periode.du,
        au=periode.au,
        libelle=periode.libelle.strip()[:80],
        site=periode.site,
        activite_id=periode.activite_id,
        source=source[:40],
    )
    annulees = 0
    if periode.nature is not NaturePeriode.VACANCES:
        touches = listes.touches(s, periode.du, periode.au, site=periode.site, activite_id=periode.activite_id)
        if touches and annuler is None:
            raise ReservationsTouchees(touches)
        if annuler:
            # Closed by the town: nobody pays for those days.
            annuler_sans_frais(s, [t.reservation_id for t in touches], le)
            annulees = len(touches)
        _fermer(s, periode)
    s.add(ligne)
    s.flush()
    assert ligne.id is not None  # noqa: S101 - just flushed
    return ligne.id, annulees


def annuler_sans_frais(s: Ecriture, reservation_ids: Iterable[int], le: datetime) -> None:
    """Cancel bookings that the town itself makes impossible."""
    s.ordres(
        "UPDATE reservation SET etat = :etat, annulee_le = :le, facturee = :non WHERE id = :id",
        [{"etat": EtatReservation.ANNULEE.value, "le": le, "non": False, "id": rid} for rid in reservation_ids],
    )


def rouvrir(s: Ecriture, periode: Periode) -> int:
    """Open again the days a removed period had closed; returns how many."""
    if periode.nature is NaturePeriode.VACANCES:
        return 0
    ou, champs = _portee(periode)
    return s.ordre(
        f"UPDATE ouverture SET fermee = :non, motif = '' WHERE fermee AND motif = :motif AND {ou}",  # noqa: S608
        {"non": False, "motif": periode.libelle, **champs},
    )


def _fermer(s: Ecriture, periode: Periode) -> None:
    ou, champs = _portee(periode)
    s.ordre(
        f"UPDATE ouverture SET fermee = :oui, motif = :motif WHERE NOT fermee AND {ou}",  # noqa: S608 - no value in it
        {"oui": True, "motif": periode.libelle.strip(), **champs},
    )


def _portee(periode: Periode) -> tuple[str, dict[str, Any]]:
    champs: dict[str, Any] = {"du": periode.du, "au": periode.au}
    conditions = ["1 = 1"]
    if periode.site:
        conditions.append("site = :site")
        champs["site"] = periode.site
    if periode.activite_id is not None:
        conditions.append("activite_id = :activite")
        champs["activite"] = periode.activite_id
    groupes = f"SELECT id FROM groupe WHERE {' AND '.join(conditions)}"  # noqa: S608 - no value in it
    return f"jour >= :du AND jour <= :au AND groupe_id IN ({groupes})", champs


def lire_periode(nature: str, du: date, au: date, libelle: str, site: str, activite_id: int | None) -> Periode:
    """A stored row as the rules know it."""
    return Periode(NaturePeriode(nature), du, au, libelle, site, activite_id)
