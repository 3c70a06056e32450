"""An absence told at the counter: what becomes of each booking, and until when a certificate is awaited."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from guichet.erreurs.socle import PROSE


@dataclass(frozen=True, slots=True)
class LigneAbsence:
    """One booking missed."""

    reservation_id: int
    jour: date
    activite: str
    unite: str
    etat: str
    """Value of EtatReservation, once written."""
    facturee: bool
    motif: str = field(metadata=PROSE)
    """Why, for the parent."""
    regle: str
    """The rule of the town."""
    unite_id: int = 0
    annulable: bool = False
    """Charged as an absence, and still to be given back free of charge."""


@dataclass(frozen=True, slots=True)
class Absence:
    """All that one absence touches, in the order of days; the same before and after it is written."""

    personne_id: int
    enfant: str
    du: date
    au: date
    lignes: tuple[LigneAbsence, ...]
    certificat_avant: datetime | None
    """Last moment to hand in the certificate, aware; None where none is asked, or once it is there."""

    @property
    def facturees(self) -> int:
        """How many stay charged."""
        return sum(ligne.facturee for ligne in self.lignes)
