"""From when to when a day can be booked, for who lives in the town and for the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

from guichet.formats.jours import instant_court
from guichet.regles.offre.delais import FIN_DE_JOURNEE, moment
from guichet.regles.offre.fenetres import jusqu_a
from guichet.regles.offre.formes_ouverture import Moment, lire_ouverture

if TYPE_CHECKING:
    from guichet.regles.offre.calendrier import Calendrier
    from guichet.regles.offre.delais import Limite

REGLE = "ouverture des réservations"


@dataclass(frozen=True, slots=True)
class FenetreReservation:
    """A window of bookings, in instants, aware, Europe/Paris.

    Attributes:
        nom: « vacances d’hiver », "" where nothing names it.
        ouvre: from when who lives in the town books, that second included.
        autres: from when everybody does.
        ferme: the last second, None where it never closes.
    """

    nom: str
    ouvre: datetime
    autres: datetime
    ferme: datetime | None

    def ouverte(self, maintenant: datetime, *, resident: bool, levee: Limite | None = None) -> bool:
        """Whether a household books now.

        Args:
            maintenant: aware, in any zone.
            resident: whether it passes before the others.
            levee: till when whoever has just come books although it is closed: it closed before they came.
        """
        le = _utc(maintenant)
        if le < _utc(self.depuis(resident=resident)):
            return False
        close = self.ferme is not None and le > _utc(self.ferme)
        return not close or (levee is not None and not levee.passee(maintenant))

    def depuis(self, *, resident: bool) -> datetime:
        """From when a household books."""
        return self.ouvre if resident else self.autres

    def breve(self, maintenant: datetime, *, resident: bool) -> str:
        """« ouvre le lun. 11 janv. 08:00 » to this household, « fermé depuis le ven. 22 janv. 18:00 »."""
        if _utc(maintenant) < _utc(self.depuis(resident=resident)) or self.ferme is None:
            return f"ouvre le {instant_court(self.depuis(resident=resident))}"
        return f"fermé depuis le {instant_court(self.ferme)}"

    def dite(self, maintenant: datetime) -> str:
        """« Les réservations des vacances d’hiver ouvrent le lun. 4 janv. 08:00 pour les habitants, … » and a stop."""
        le, sujet = _utc(maintenant), _sujet(self.nom)
        if self.ferme is not None and le > _utc(self.ferme):
            return f"{sujet} ont fermé le {instant_court(self.ferme)}."
        suite = f", jusqu’au {instant_court(self.ferme)}" if self.ferme is not None else ""
        if self.ouvre == self.autres or le >= _utc(self.autres):
            verbe = "ouvrent le" if le < _utc(self.autres) else "sont ouvertes depuis le"
            return f"{sujet} {verbe} {instant_court(self.autres)}{suite}."
        verbe = "ouvrent le" if le < _utc(self.ouvre) else "sont ouvertes depuis le"
        habitants = f"{instant_court(self.ouvre)} pour les habitants"
        return f"{sujet} {verbe} {habitants}, le {instant_court(self.autres)} pour les autres{suite}."


def fenetres(
    textes: Sequence[str], jour: date, *, calendrier: Calendrier, session_du: date | None = None
) -> tuple[FenetreReservation, ...]:
    """The windows in which a day is booked; none where the town prints none for it: it is booked at any time.

    Args:
        textes: the windows, as written (guichet.regles.offre.formes_ouverture).
        jour: the day booked.
        calendrier: tells working days, and the name of the holidays.
        session_du: first day of the holiday session, as for a deadline.

    Raises:
        ValueError: a window written in no known form.
    """
    trouvees = []
    for ecrite in map(lire_ouverture, textes):
        if ecrite.concerne(jour):
            ouvre, autres = (_instant(m, jour, calendrier, session_du, time()) for m in (ecrite.ouvre, ecrite.autres))
            ferme = (
                None if ecrite.ferme is None else _instant(ecrite.ferme, jour, calendrier, session_du, FIN_DE_JOURNEE)
            )
            vacances = calendrier.vacances_du(jour)
            nom = ecrite.nom or (vacances.libelle if vacances is not None else "")
            trouvees.append(FenetreReservation(nom, ouvre, autres, ferme))
    return tuple(trouvees)


def a_dire(prevues: Sequence[FenetreReservation], maintenant: datetime, *, resident: bool) -> FenetreReservation:
    """Of windows none of which is open: the next one to open to this household, else the last one that closed."""
    le = _utc(maintenant)
    ouvre = {f: _utc(f.depuis(resident=resident)) for f in prevues}
    a_venir = [f for f in prevues if ouvre[f] > le]
    return min(a_venir, key=lambda f: ouvre[f]) if a_venir else max(prevues, key=lambda f: _utc(f.ferme or f.autres))


def dernier_moment(
    limite: Limite | None,
    fenetre: Limite | None,
    arrivee: Limite | None,
    ouvertures: Sequence[FenetreReservation],
) -> datetime | None:
    """Last moment to book, aware: the deadline, what lifts it, and the windows that close before; None without any.

    Args:
        limite: the deadline.
        fenetre: the back-to-school window that lifts it.
        arrivee: till when both are lifted for a child who has just come.
        ouvertures: the windows in which that day is booked.
    """
    moment_dit = jusqu_a(limite, fenetre, arrivee)
    fermes = [f.ferme for f in ouvertures if f.ferme is not None]
    if not fermes or len(fermes) < len(ouvertures):
        return moment_dit
    close = max([*fermes, *([arrivee.instant] if arrivee is not None else [])], key=_utc)
    return close if moment_dit is None else min(moment_dit, close, key=_utc)


def _instant(ecrit: Moment, jour: date, calendrier: Calendrier, session_du: date | None, heure: time) -> datetime:
    if isinstance(ecrit, datetime):
        return ecrit
    return moment(ecrit, jour, calendrier=calendrier, session_du=session_du, sans_heure=heure)


def _sujet(nom: str) -> str:
    if not nom:
        return "Les réservations"
    return f"Les réservations des {nom}" if nom.startswith("vacances") else f"Les réservations « {nom} »"


def _utc(instant: datetime) -> datetime:
    # Two instants of one zone compare by wall clock, which is wrong in the hour lived twice in October.
    return instant.astimezone(UTC).replace(microsecond=0)
