"""Who is expected and who waits, answered to the règlement that is about to change groups and places."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from guichet.registres.socle.sql import en_liste, en_mots
from guichet.regles.reservations.etats import OCCUPANTS, VIVANTS

if TYPE_CHECKING:
    from guichet.base.lecture import Lecteur
    from guichet.regles.reservations.changements import Cle

_OCCUPANTS, _VIVANTS = en_mots(OCCUPANTS), en_mots(VIVANTS)


class AttendusReservations:
    """The bookings' answers (registres.offre.attendus.Attendus)."""

    def unite_tenue(self, s: Lecteur, unite_id: int, le: date) -> bool:
        """Whether a child holds or asks for this unit, from that day on."""
        sql = f"SELECT 1 FROM reservation WHERE unite_id = :u AND jour >= :le AND etat IN ({_VIVANTS}) LIMIT 1"  # noqa: S608
        return s.une(sql, {"u": unite_id, "le": le}) is not None

    def presents(self, s: Lecteur, groupe_ids: Iterable[int], le: date) -> dict[Cle, int]:
        """How many places are taken in these groups, from that day on; empty cells are absent."""
        lignes = s.lignes(
            "SELECT groupe_id, unite_id, jour, count(*) FROM reservation "  # noqa: S608 - integers
            f"WHERE groupe_id IN ({en_liste(groupe_ids)}) AND jour >= :le AND etat IN ({_OCCUPANTS}) "
            "GROUP BY groupe_id, unite_id, jour",
            {"le": le},
        )
        return {(groupe_id, unite_id, jour): nombre for groupe_id, unite_id, jour, nombre in lignes}

    def en_attente(self, s: Lecteur, groupe_ids: Iterable[int], le: date) -> set[Cle]:
        """Cells of these groups somebody waits for, from that day on."""
        lignes = s.lignes(
            f"SELECT DISTINCT groupe_id, unite_id, jour FROM reservation WHERE groupe_id IN ({en_liste(groupe_ids)}) "  # noqa: S608
            "AND jour >= :le AND etat = 'en_attente'",
            {"le": le},
        )
        return {(groupe_id, unite_id, jour) for groupe_id, unite_id, jour in lignes}
