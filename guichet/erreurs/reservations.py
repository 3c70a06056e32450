"""Refusals about activities, registrations and bookings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guichet.erreurs.socle import ErreurMetier, SaisieInvalide

if TYPE_CHECKING:
    from guichet.fiches.reservations.planning import Apercu, LigneApercu

_NOMMEES = 3
"""A message names the first ones; the preview shows the rest."""


class GesteImpossible(ErreurMetier):
    """The booking is not in a state that allows this."""

    regle = "état de la réservation"


class ReservationImpossible(ErreurMetier):
    """A demand names a child, a unit or a year that the household does not have."""

    regle = "réservation"


class ApercuPerime(ErreurMetier):
    """What was previewed is no longer what would be written: nothing was, the preview is to be read again."""

    regle = "aperçu périmé"

    def __init__(self, differences: tuple[tuple[LigneApercu, LigneApercu], ...]) -> None:
        """State what changed.

        Args:
            differences: for each line that changed, as it was previewed and as it stands now.
        """
        from guichet.formats import jour_long

        premieres = " ".join(
            f"{apres.enfant}, {jour_long(apres.jour)}, {apres.unite} : {apres.motif}"
            for _, apres in differences[:_NOMMEES]
        )
        reste = len(differences) - _NOMMEES
        suite = f" Et {reste} autre{'s' if reste > 1 else ''}." if reste > 0 else ""
        quoi = "Un jour a changé" if len(differences) == 1 else f"{len(differences)} jours ont changé"
        super().__init__(
            f"{quoi} depuis l’aperçu. {premieres}{suite} "
            "Rien n’a été enregistré : relisez l’aperçu, puis validez de nouveau."
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


class ReglesIllisibles(SaisieInvalide):
    """The rules of an activity name a setting, a choice or a deadline that cannot be read."""

    regle = "règles de l’activité"


class RythmeIllisible(SaisieInvalide):
    """A word of a typed rhythm is unknown, or the line says less or more than one rhythm."""

    regle = "rythme"
