"""What leaving undoes: bookings to come, by the town's rules, their places offered in order; then the rights end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal, NamedTuple

from guichet.fiches.reservations.planning import Demande
from guichet.fiches.socle.repose import LigneRepose, Sujet
from guichet.formats import enumerer, pluriel
from guichet.registres.comptoir import actes
from guichet.registres.reservations import bilan, inscriptions
from guichet.registres.reservations.jugement.decisions import Decision, Lot
from guichet.registres.reservations.suites import places_rendues
from guichet.registres.reservations.suites.touchees import du_au
from guichet.registres.socle.repose import empreinte
from guichet.registres.socle.sql import en_liste, en_mots
from guichet.regles.reservations import rendues
from guichet.regles.reservations.changements import Cause, annulees, cellules_rendues
from guichet.regles.reservations.etats import EtatInscription, EtatReservation, Origine
from guichet.regles.socle.actes import TypeActe
from guichet.regles.socle.domaine import RoleLien

if TYPE_CHECKING:
    from guichet.base.ecriture import Ecriture
    from guichet.base.lecture import Lecteur
    from guichet.fiches.reservations.lignes import LigneTouchee
    from guichet.registres.socle.acte import Acte
    from guichet.regles.reservations.changements import ChangementReservation
    from guichet.regles.reservations.faits import Verdict
    from guichet.regles.reservations.rendues import Rendues

FAITS = (
    EtatReservation.PRESENTE,
    EtatReservation.ABSENCE_JUSTIFIEE,
    EtatReservation.ABSENCE_INJUSTIFIEE,
    EtatReservation.ANNULEE,
)
"""States of a day that was, was missed, or was given up: billed or not, it is no booking any more."""
Futures = Literal["annuler", "garder"]
"""What becomes of bookings that follow a leaving."""

Sienne = tuple[int, "LigneTouchee"]
"""A child, and a day booked for them."""


_DUS = (
    "SELECT r.id, r.jour, r.etat, a.nom AS activite FROM reservation r JOIN groupe g ON g.id = r.groupe_id "  # noqa: S608
    "JOIN activite a ON a.id = g.activite_id WHERE r.personne_id = :p AND r.famille_id = :f AND r.jour >= :le "
    f"AND r.facturee AND r.etat IN ({en_mots(FAITS)}) ORDER BY a.ordre, a.id, r.jour, r.id"
)


class _Du(NamedTuple):
    """A day done or missed, that stays to be billed."""

    id: int
    jour: date
    etat: str
    activite: str


class DroitFini(NamedTuple):
    """A right that ends with the stay of its child."""

    id: int
    du: date
    au: date
    etat: str
    activite: str


def annuler(s: Ecriture, acte: Acte, siennes: Sequence[Sienne]) -> tuple[ChangementReservation, ...]:
    """Cancel by the town's rules, as day by day in the planner: leaving is no way around a deadline.

    Returns those that were cancelled: a rule may refuse, and the booking then stays.
    """
    decisions = _decider(s, acte, siennes)
    if not decisions:
        return ()
    faits = bilan.ecrire(s, acte, decisions, famille_id=None, origine=Origine.GUICHET, cause=Cause.DEPART)
    places_rendues.suivre(s, acte, cellules_rendues(faits))
    return annulees(faits)


def prevoir(s: Lecteur, acte: Acte, siennes: Sequence[Sienne]) -> dict[int, Verdict]:
    """What `annuler` would make of them now: number of the booking → its verdict."""
    return {d.vivante.reservation_id: d.verdict for d in _decider(s, acte, siennes) if d.vivante is not None}


def _decider(s: Lecteur, acte: Acte, siennes: Sequence[Sienne]) -> list[Decision]:
    """All of them together: what implies another goes with it."""
    ids = en_liste(t.reservation_id for _, t in siennes)
    unites: dict[int, int] = dict(
        s.lignes(f"SELECT id, unite_id FROM reservation WHERE id IN ({ids})")  # noqa: S608 - integers
    )
    demandes = [Demande(p, t.jour, unites[t.reservation_id], annuler=True) for p, t in siennes]
    if not demandes:
        return []
    return Lot(s, demandes, acte.local(acte.le), famille_id=None, deroger=False).decider()


def clore(s: Ecriture, inscription_id: int, *, du: date, au: date, etat: str, le: date, aujourdhui: date) -> None:
    """End a right: `le` is its last day; until then it holds, what is past needs it no more."""
    close = le < max(aujourdhui, du)
    s.ordre(
        "UPDATE inscription SET au = :au, etat = :etat, version = version + 1 WHERE id = :id",
        {
            "au": min(au, max(le, du)),
            "etat": EtatInscription.TERMINEE.value if close else etat,
            "id": inscription_id,
        },
    )


def droits_finis(s: Lecteur, personne_id: int, famille_id: int, le: date) -> list[DroitFini]:
    """Rights of a household that end when the child leaves it on `le`.

    None where another household of the child lives by them.
    """
    qui = {"p": personne_id, "f": famille_id, "role": RoleLien.ENFANT.value, "le": le}
    if s.une("SELECT 1 FROM lien WHERE personne_id = :p AND famille_id <> :f AND role = :role AND au IS NULL", qui):
        return []
    return s.lire(
        DroitFini,
        "SELECT i.id, i.du, i.au, i.etat, a.nom AS activite FROM inscription i JOIN activite a ON a.id = i.activite_id "  # noqa: S608
        f"WHERE i.personne_id = :p AND i.famille_id = :f AND i.au >= :le AND i.etat NOT IN ({inscriptions.CLOSES}) "
        "ORDER BY a.ordre, a.id, i.id",
        qui,
    )


def du_foyer(s: Ecriture, acte: Acte, *, personne_id: int, famille_id: int, le: date, annulees: bool) -> None:
    """A child is no longer of a household from `le` on: its bookings are given back, or stay due; its rights end."""
    dernier = le - timedelta(days=1)
    droits = droits_finis(s, personne_id, famille_id, le)
    touchees = inscriptions.a_venir_du_foyer(s, personne_id, famille_id, dernier)
    siennes = [(personne_id, t) for t in touchees] if annulees else []
    parties = rendues.faites(annuler(s, acte, siennes), len(siennes))
    for droit in droits:
        clore(s, droit.id, du=droit.du, au=droit.au, etat=droit.etat, le=dernier, aujourdhui=acte.jour)
    if droits or parties.annulees:
        dire(s, acte, famille_id, droits, parties)


def restent_dus(s: Lecteur, personne_id: int, famille_id: int, le: date) -> Iterator[LigneRepose]:
    """Days from a departure on that stay billed, the child there or missed: said, since nothing undoes them."""
    qui = {"p": personne_id, "f": famille_id, "le": le}
    dus = s.lire(_Du, _DUS, qui)
    for activite in dict.fromkeys(d.activite for d in dus):
        siens = [d for d in dus if d.activite == activite]
        presents = sum(d.etat == EtatReservation.PRESENTE for d in siens)
        manques = len(siens) - presents
        faits = enumerer(
            [
                *([pluriel(presents, "pointé présent", "pointés présents")] if presents else []),
                *([pluriel(manques, "manqué ou annulé tard", "manqués ou annulés tard")] if manques else []),
            ]
        )
        quand = du_au(siens[0].jour, siens[-1].jour)
        yield LigneRepose(
            f"{Sujet.RESERVATIONS}:dus:{empreinte(d.id for d in siens)}",
            f"{activite}, {pluriel(len(siens), 'jour')} {quand} ({faits})",
            "reste dû" if len(siens) == 1 else "restent dus",
            personne_id=personne_id,
        )


def dire(s: Ecriture, acte: Acte, famille_id: int, droits: Sequence[DroitFini], parties: Rendues) -> None:
    """Seal rights that ended, and what their days cost, counted from what was done."""
    ids = ",".join(str(droit.id) for droit in droits)
    phrase = f"fin d’inscription : {', '.join(dict.fromkeys(d.activite for d in droits))}" if droits else ""
    actes.tracer(
        s,
        acte,
        TypeActe.INSCRIPTION_TERMINER,
        famille_id,
        phrase,
        inscriptions=ids,
        annulees=parties.annulees,
        facturees=parties.facturees,
    )
