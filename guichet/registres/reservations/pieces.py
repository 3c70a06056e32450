"""Documents seen at the counter and what they complete: a demand ranks from the day its last one is there (rule 30)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from guichet.registres.offre import catalogue
from guichet.registres.reservations import ecriture
from guichet.registres.reservations.jugement import rejugees
from guichet.registres.socle.sql import en_liste, en_mots
from guichet.regles.offre.pieces import pieces_manquantes
from guichet.regles.reservations.changements import Cause
from guichet.regles.reservations.etats import EtatInscription, EtatReservation, GesteReservation, Issue

if TYPE_CHECKING:
    from guichet.base.ecriture import Ecriture
    from guichet.base.lecture import Lecteur
    from guichet.registres.socle.acte import Acte

_OUVERTES = en_mots(set(EtatInscription) - {EtatInscription.TERMINEE, EtatInscription.REFUSEE})
_INCOMPLETES = (
    "SELECT i.id AS inscription_id, i.famille_id, i.personne_id, i.activite_id, i.du FROM inscription i "
    "WHERE i.complete_le IS NULL AND "
)
_GESTES = {
    Issue.RESERVEE: GesteReservation.RESERVER,
    Issue.ATTENTE: GesteReservation.METTRE_EN_ATTENTE,
    Issue.REFUSEE: GesteReservation.REFUSER,
}


@dataclass(frozen=True, slots=True)
class Completees:
    """What the last document changed."""

    inscriptions: tuple[int, ...] = ()
    reservees: int = 0
    attente: int = 0
    refusees: int = 0


class _Incomplete(NamedTuple):
    inscription_id: int
    famille_id: int
    personne_id: int
    activite_id: int
    du: date


def vues(s: Lecteur, famille_id: int, personne_id: int) -> tuple[str, ...]:
    """Documents already seen for a child of this household; never those given by the other one (rule 32)."""
    lignes = s.lignes(
        "SELECT piece FROM piece_vue WHERE famille_id = :f AND personne_id = :p", {"f": famille_id, "p": personne_id}
    )
    return tuple(piece for (piece,) in lignes)


def exigees(s: Lecteur, activite_id: int, jour: date) -> tuple[str, ...]:
    """Documents the rules of an activity ask for on a day."""
    return catalogue.regles_du(catalogue.regles(s, [activite_id]).get(activite_id, ()), jour)[0].pieces


def sans_rang(s: Lecteur, activite_id: int, jour: date) -> bool:
    """Whether the rules of an activity on a day give an incomplete demand neither place nor rank."""
    return catalogue.regles_du(catalogue.regles(s, [activite_id]).get(activite_id, ()), jour)[0].rang_a_la_completude


def manquantes(s: Lecteur, inscription_ids: Iterable[int]) -> dict[int, tuple[str, ...]]:
    """Documents some registrations still lack, by the rules of their first day; those that lack none are absent."""
    ids = en_liste(inscription_ids)
    return _manquantes(s, f"i.id IN ({ids})") if ids != "0" else {}


def _manquantes(s: Lecteur, lesquelles: str) -> dict[int, tuple[str, ...]]:
    attendues = s.lire(_Incomplete, _INCOMPLETES + lesquelles)
    if not attendues:
        return {}
    regles = catalogue.regles(s, {i.activite_id for i in attendues})
    deja: dict[tuple[int, int], list[str]] = {}
    qui = en_liste(i.personne_id for i in attendues)
    for famille_id, personne_id, piece in s.lignes(
        f"SELECT famille_id, personne_id, piece FROM piece_vue WHERE personne_id IN ({qui})"  # noqa: S608 - integers
    ):
        deja.setdefault((famille_id, personne_id), []).append(piece)
    trouvees = {
        i.inscription_id: pieces_manquantes(
            catalogue.regles_du(regles.get(i.activite_id, ()), i.du)[0].pieces,
            deja.get((i.famille_id, i.personne_id), ()),
        )
        for i in attendues
    }
    return {id_: pieces for id_, pieces in trouvees.items() if pieces}


def noter(s: Ecriture, acte: Acte, famille_id: int, personne_id: int, pieces: Collection[str]) -> None:
    """Write documents seen now; one seen already keeps its first day."""
    s.ordres(
        "INSERT INTO piece_vue (famille_id, personne_id, piece, vue_le, agent) "
        "VALUES (:famille_id, :personne_id, :piece, :le, :agent) ON CONFLICT DO NOTHING",
        [
            {
                "famille_id": famille_id,
                "personne_id": personne_id,
                "piece": piece,
                "le": acte.le,
                "agent": acte.agent,
            }
            for piece in pieces
        ],
    )


def completer(s: Ecriture, acte: Acte, famille_id: int, personne_id: int) -> Completees:
    """Date the registrations of a child that lack nothing any more, and judge the demands that waited for it."""
    siennes = f"i.famille_id = {int(famille_id)} AND i.personne_id = {int(personne_id)} AND i.etat IN ({_OUVERTES})"
    incompletes = {i.inscription_id: (i.activite_id, i.du) for i in s.lire(_Incomplete, _INCOMPLETES + siennes)}
    completes = sorted(incompletes.keys() - _manquantes(s, siennes).keys())
    if not completes:
        return Completees()
    # Where the town waits for no document, its coming changes nothing of the rank.
    s.ordres(
        "UPDATE inscription SET complete_le = CASE WHEN :attend THEN :le ELSE demandee_le END, version = version + 1 "
        "WHERE id = :id",
        [{"attend": sans_rang(s, *incompletes[id_]), "le": acte.le, "id": id_} for id_ in completes],
    )
    return _juger(s, acte, completes)


def _juger(s: Ecriture, acte: Acte, inscription_ids: Collection[int]) -> Completees:
    """Give each demand its place, or its rank from now on; who ranked before it passes before it."""
    gardees = rejugees.lire(s, f"r.etat = 'demandee' AND r.inscription_id IN ({en_liste(inscription_ids)})")
    ordres = [
        ecriture.Ordre(
            reservation_id=g.reservation_id,
            geste=_GESTES[verdict.issue],
            facturee=verdict.issue is not Issue.REFUSEE,
        )
        for g, verdict in zip(gardees, rejugees.juger(s, acte, gardees), strict=True)
    ]
    comptes = Counter(c.apres for c in ecriture.changer(s, acte, ordres, Cause.PIECES))
    return Completees(
        tuple(inscription_ids),
        comptes[EtatReservation.RESERVEE],
        comptes[EtatReservation.EN_ATTENTE],
        comptes[EtatReservation.REFUSEE],
    )
