"""Refusals about bookings that carry what is to be shown: bookings touched, days that changed."""

from __future__ import annotations

from guichet.erreurs.socle import ErreurMetier
from guichet.fiches.reservations.lignes import LigneTouchee
from guichet.fiches.reservations.planning import Apercu, LigneApercu
from guichet.formats import jour_long

_NOMMEES = 3
"""A message names the first ones; the preview shows the rest."""


class ReservationsTouchees(ErreurMetier):
    """Children are booked on days that close, or after a registration ends: say first what becomes of them."""

    regle = "réservations touchées"

    def __init__(self, lignes: tuple[LigneTouchee, ...], annulees: str = "") -> None:
        """Count them.

        Args:
            lignes: bookings touched, to be shown before the question.
            annulees: what cancelling them would cost, « 38 annulées sans frais, 2 annulées trop tard, donc facturées »;
                "": a closure, free of charge.
        """
        nombre = len(lignes)
        quoi = "1 réservation est touchée" if nombre == 1 else f"{nombre} réservations sont touchées"
        super().__init__(f"{quoi} : dites s’il faut les annuler ou les garder. Rien n’a été enregistré.")
        self.lignes = lignes
        self.annulees = annulees


class ApercuPerime(ErreurMetier):
    """What was previewed is no longer what would be written: nothing was, the preview is to be read again."""

    regle = "aperçu périmé"

    def __init__(self, differences: tuple[tuple[LigneApercu, LigneApercu], ...]) -> None:
        """State what changed.

        Args:
            differences: for each line that changed, as it was previewed and as it stands now.
        """
        premieres = " ".join(
            f"{apres.enfant}, {jour_long(apres.jour)}, {apres.unite} : {apres.motif}"
            for _, apres in differences[:_NOMMEES]
        )
        reste = len(differences) - _NOMMEES
        suite = f" Et {reste} autre{'s' if reste > 1 else ''}." if reste > 0 else ""
        quoi = "Un jour a changé" if len(differences) == 1 else f"{len(differences)} jours ont changé"
        super().__init__(
            f"{quoi} depuis l’aperçu. {premieres}{suite} "
            "Rien n’a été enregistré : relisez l’aperçu, puis validez de nouveau."
        )
        self.differences = differences


class ToutRefuse(ErreurMetier):
    """No day of a demand can be written: nothing was."""

    def __init__(self, apercu: Apercu) -> None:
        """State the first reason, and the rule it comes from.

        Args:
            apercu: what became of each day, refused or unchanged.
        """
        refusees = [ligne for ligne in apercu.lignes if ligne.issue == "refusee"]
        autres = len({ligne.motif for ligne in refusees}) > 1
        suite = " Les autres raisons sont dans la liste." if autres else ""
        super().__init__(f"Rien n’a été enregistré. {refusees[0].motif}{suite}")
        self.regle = refusees[0].regle or "réservation"
