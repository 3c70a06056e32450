"""What of the bookings rests on where a household lives: who passes first on the waiting lists."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from guichet.fiches.socle.repose import Fait, LigneRepose, Sujet
from guichet.formats import pluriel
from guichet.registres.comptoir import actes
from guichet.registres.reservations import ecriture, inscriptions
from guichet.registres.socle.repose import empreinte
from guichet.registres.socle.sql import en_mots
from guichet.regles.reservations.etats import EtatReservation
from guichet.regles.reservations.rang import priorite_du_foyer
from guichet.regles.socle.actes import TypeActe

if TYPE_CHECKING:
    from guichet.base.ecriture import Ecriture
    from guichet.base.lecture import Lecteur
    from guichet.registres.socle.acte import Acte

_ATTENDENT = en_mots((EtatReservation.DEMANDEE, EtatReservation.EN_ATTENTE))
_RANGEES = (
    f"SELECT id FROM reservation WHERE famille_id = :famille AND jour >= :le AND etat IN ({_ATTENDENT}) "  # noqa: S608 - our own words
    "AND priorite = :avant ORDER BY id"
)
_DROITS_RANGES = (
    "SELECT id FROM inscription WHERE famille_id = :famille AND au >= :le AND priorite = :avant "  # noqa: S608
    f"AND etat NOT IN ({inscriptions.CLOSES}) ORDER BY id"
)


def _priorites(fait: Fait) -> tuple[int, int]:
    """The town's priority before and after a change of residence; who is not known passes with the outsiders."""
    avant, apres = (
        priorite_du_foyer(lues.get("residence"), residents_d_abord=True) for lues in (fait.avant, fait.apres)
    )
    return avant, apres


def lignes(s: Lecteur, acte: Acte, fait: Fait) -> Iterator[LigneRepose]:
    if not acte.commune.attente.residents_d_abord:
        return
    avant, apres = _priorites(fait)
    if avant == apres:
        return
    qui = {"famille": fait.famille_id, "le": fait.le, "avant": avant}
    if ids := [id_ for (id_,) in s.lignes(_RANGEES, qui)]:
        place = "avant les familles de l’extérieur" if apres else "après les habitants de la commune"
        yield LigneRepose(
            f"{Sujet.RANG}:{empreinte(ids)}",
            f"{pluriel(len(ids), 'demande')} en liste d’attente",
            f"désormais {place}, chacune gardant sa date de demande",
        )


def suivre(s: Ecriture, acte: Acte, fait: Fait) -> None:
    if not acte.commune.attente.residents_d_abord:
        return
    avant, apres = _priorites(fait)
    if avant == apres:
        return
    qui = {"famille": fait.famille_id, "le": fait.le, "avant": avant}
    demandes = [id_ for (id_,) in s.lignes(_RANGEES, qui)]
    droits = [id_ for (id_,) in s.lignes(_DROITS_RANGES, qui)]
    for id_ in demandes:
        ecriture.prioriser(s, id_, apres)
    s.ordres(
        "UPDATE inscription SET priorite = :apres, version = version + 1 WHERE id = :id",
        [{"apres": apres, "id": id_} for id_ in droits],
    )
    if demandes or droits:
        actes.tracer(
            s,
            acte,
            TypeActe.ATTENTE_PRIORITE,
            fait.famille_id,
            avant=avant,
            priorite=apres,
            demandes=len(demandes),
            inscriptions=len(droits),
            motif="residence",
        )
