"""What is known of one demand when it is judged: gathered by the caller, judged by `verdicts`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from guichet.regles.offre.ouvertures import a_dire
from guichet.regles.reservations.etats import EtatReservation

if TYPE_CHECKING:
    from datetime import date, datetime

    from guichet.regles.offre.delais import Limite
    from guichet.regles.offre.ouvertures import FenetreReservation
    from guichet.regles.offre.regles_activite import ReglesActivite
    from guichet.regles.reservations.etats import EtatInscription, Issue


@dataclass(frozen=True, slots=True, kw_only=True)
class FaitsReservation:
    """A demand to book one child, one day, one unit."""

    maintenant: datetime
    """Aware, Europe/Paris."""
    jour: date
    regles: ReglesActivite
    limite: Limite | None
    article: str = ""
    """Where the rule is written: « délibération 2026-41, art. 6 »."""
    ouverte: bool = True
    """Whether the unit exists for the child's group on that day."""
    fermeture: str = ""
    """Why that day is closed, "" when it is not."""
    inscription: EtatInscription | None
    """State of the registration that covers the day, None when there is none."""
    age_ok: bool = True
    ages: str = ""
    """Ages of the group in words, « de 3 à 6 ans »."""
    deja: EtatReservation | None = None
    """State of the live booking of the same child, day and unit."""
    incompatibles: tuple[str, ...] = ()
    """Names of the units booked that day which exclude this one."""
    manquantes: tuple[str, ...] = ()
    """Names of the units this one implies, neither booked nor asked in the same draft."""
    pieces_manquantes: tuple[str, ...] = ()
    fenetre: Limite | None = None
    """End of the back-to-school window that covers the day: till then deadlines are off, capacity is not (rule 7)."""
    arrivee: Limite | None = None
    """Till when the deadline is lifted for a child who has just come, None where the town lifts none."""
    ouvertures: tuple[FenetreReservation, ...] = ()
    """Windows in which the town has that day booked, none where it prints none."""
    resident: bool = True
    """Whether the household books with who lives in the town, where those book first."""
    habitants_d_abord: bool = False
    """Whether who lives in the town passes first on the waiting lists."""
    a_confirmer: bool = False
    """Nothing tells where the household lives: it is not one of the town's meanwhile."""
    places: int | None = None
    """Places left in the group that day, None when unlimited."""
    quota: int | None = None
    """Places left in the child's age band, None without a quota."""
    rang: int = 1
    """Rank the demand would take on the waiting list."""
    derogation: str = ""
    """Reason of a dérogation, "" without; whoever may not grant one was refused before."""

    @property
    def dans_fenetre(self) -> bool:
        """Whether the window lifts the deadline now."""
        return self.fenetre is not None and not self.fenetre.passee(self.maintenant)

    @property
    def fermees(self) -> FenetreReservation | None:
        """The window to tell where none is open to this household now; who has just come is not shut out."""
        if not self.ouvertures or any(
            f.ouverte(self.maintenant, resident=self.resident, levee=self.arrivee) for f in self.ouvertures
        ):
            return None
        return a_dire(self.ouvertures, self.maintenant, resident=self.resident)

    @property
    def levee(self) -> Limite | None:
        """Arrival that alone lifts a deadline that is past."""
        if self.dans_fenetre or self.limite is None or not self.limite.passee(self.maintenant):
            return None
        return None if self.arrivee is None or self.arrivee.passee(self.maintenant) else self.arrivee

    @property
    def en_retard(self) -> bool:
        """Whether the last moment to book is past, and nothing lifts it."""
        passee = self.limite is not None and self.limite.passee(self.maintenant)
        return passee and not self.dans_fenetre and self.levee is None


@dataclass(frozen=True, slots=True, kw_only=True)
class FaitsAnnulation:
    """A demand to cancel one booking."""

    maintenant: datetime
    jour: date
    regles: ReglesActivite
    limite: Limite | None
    """Last moment to cancel. The back-to-school window does not lift it: it opens bookings only (source 1.10)."""
    article: str = ""
    etat: EtatReservation | None
    """State of the live booking, None when there is none."""
    dependantes: tuple[str, ...] = ()
    """Names of the units still booked that imply this one."""
    derogation: str = ""

    @property
    def en_retard(self) -> bool:
        """Whether the last moment to cancel a booked place is past: who waits gives up at any moment for nothing."""
        reservee = self.etat is EtatReservation.RESERVEE
        return reservee and self.limite is not None and self.limite.passee(self.maintenant)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of one demand, and why.

    Attributes:
        issue: what the preview shows.
        motif: French sentence for the parent and the agent.
        regle: the rule as written and its article, « J-15 (règlement, art. 6) ».
        majoree: late without waiver, also when the demand waits: the place, once freed, will be surcharged.
        rang: rank on the waiting list, 0 elsewhere.
        deroge: the dérogation was needed and used: its agent and reason are to be written.
        facturee: cancelled too late: stays charged.
        incomplete: a required document is missing: it waits with neither place nor rank (source 1.9).
    """

    issue: Issue
    motif: str
    regle: str
    majoree: bool = False
    rang: int = 0
    deroge: bool = False
    facturee: bool = False
    incomplete: bool = False
