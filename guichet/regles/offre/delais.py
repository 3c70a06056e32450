"""Last moment to book or to cancel (rule 1), in the local time of the town.

A limit is inclusive, to the second. Hours are counted on the wall clock: « 48 h avant 8 h 30 » is 8:30 two days
before, for a parent as for us, even when the hour changes in between.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from guichet.formats.jours import JOURS, PARIS, instant_court
from guichet.regles.offre.formes_delai import lire_delai

if TYPE_CHECKING:
    from guichet.regles.offre.calendrier import Calendrier

_JOUR = timedelta(days=1)
FIN_DE_JOURNEE = time(23, 59, 59)

Report = Literal["non", "avant", "apres"]


@dataclass(frozen=True, slots=True)
class Limite:
    """The last moment, and the rule it comes from.

    Attributes:
        instant: aware, Europe/Paris; that very second is still in time.
        regle: the rule as the town wrote it, « J-15 ».
        phrase: « avant le dim. 1er nov. 23:59 ».
    """

    instant: datetime
    regle: str
    phrase: str

    def passee(self, maintenant: datetime) -> bool:
        """Whether it is too late at that instant, aware in any zone."""
        # Two instants of one zone compare by wall clock, which is wrong in the hour lived twice in October.
        return maintenant.astimezone(UTC).replace(microsecond=0) > self.instant.astimezone(UTC)


def limite(
    delais: Sequence[str],
    jour: date,
    *,
    calendrier: Calendrier,
    session_du: date | None = None,
    report: Report = "non",
    ouverture_minute: int = 480,
) -> Limite | None:
    """Last moment for that day; None when no deadline applies to it.

    Where several written rules apply to one day, the earliest binds: each of them is the town's.

    Args:
        delais: the rules, as written in the preset.
        jour: the day booked.
        calendrier: tells the working days.
        session_du: first day of the holiday session of the group; without it, the first working day of the
            school holidays the day is in. The limit is the session's: late for one day is late for all.
        report: where the last day is a closed one, whether the limit stays, comes before or goes after.
        ouverture_minute: start of the unit booked, in minutes after midnight, for « H-48 ».

    Raises:
        ValueError: a rule written in no known form.
    """
    trouvees = [
        une
        for texte in delais
        if (une := _une(texte, jour, calendrier, session_du, report, ouverture_minute)) is not None
    ]
    return min(trouvees, key=lambda trouvee: trouvee.instant, default=None)


def moment(
    texte: str, jour: date, *, calendrier: Calendrier, session_du: date | None = None, sans_heure: time = FIN_DE_JOURNEE
) -> datetime:
    """An instant in the language of deadlines, counted from the day booked: from when a day can be booked, say.

    Raises:
        ValueError: a form that says no instant.
    """
    trouve = _une(texte, jour, calendrier, session_du, "non", 0, sans_heure)
    if trouve is None:
        raise ValueError(f"« {texte} » ne dit aucun moment.")
    return trouve.instant


def _une(
    texte: str,
    jour: date,
    calendrier: Calendrier,
    session_du: date | None,
    report: Report,
    ouverture_minute: int,
    sans_heure: time = FIN_DE_JOURNEE,
) -> Limite | None:
    forme, parts = lire_delai(texte)
    pour = parts.get("pour")
    if forme == "aucun" or (pour and JOURS[jour.weekday()] not in pour.split(", ")):
        return None
    heure = time.fromisoformat(parts["heure"]) if "heure" in parts else sans_heure
    if forme == "heures":
        debut = datetime.combine(jour, time()) + timedelta(minutes=ouverture_minute) - timedelta(hours=int(parts["n"]))
        dernier, heure = debut.date(), debut.time()
    elif forme == "session":
        premier = session_du or _premier_jour_de_session(jour, calendrier)
        dernier = premier - int(parts["n"]) * (_JOUR if parts["unite"] == "J" else 7 * _JOUR)
    elif forme == "semaine":
        dernier = _jour_de_semaine(jour, JOURS.index(parts["jour"]), int(parts["n"]) if "n" in parts else None)
    elif forme == "mois":
        rang = jour.year * 12 + jour.month - 1 - int(parts["n"])
        dernier = jour_du_mois(rang // 12, rang % 12 + 1, int(parts["jour"]))
    else:
        dernier = _jours_avant(jour, int(parts["n"]), parts.get("compte", "calendaires"), calendrier)
    return dernier_moment(_reporte(dernier, jour, report, calendrier), heure, texte)


@lru_cache(maxsize=4096)
def dernier_moment(jour: date, heure: time, regle: str) -> Limite:
    """That second of the town's clock, as the end of a written rule."""
    deux = [datetime.combine(jour, heure, tzinfo=PARIS).replace(fold=fold) for fold in (0, 1)]
    # In the hour lived twice the parent has until the second one; in the hour skipped, the clock reads the next.
    instant = max(i.astimezone(UTC) for i in deux).astimezone(PARIS)
    return Limite(instant, regle, f"avant le {instant_court(instant)}")


def _jours_avant(jour: date, n: int, compte: str, calendrier: Calendrier) -> date:
    if compte == "calendaires":
        return jour - n * _JOUR
    if compte == "francs":
        return jour - (n + 1) * _JOUR
    compte_t_il: Callable[[date], bool] = calendrier.ouvre if compte == "ouvrés" else calendrier.ouvrable
    while n:
        jour -= _JOUR
        n -= compte_t_il(jour)
    return jour


def _jour_de_semaine(jour: date, rang: int, semaines: int | None) -> date:
    if semaines is None:
        return jour - ((jour.weekday() - rang - 1) % 7 + 1) * _JOUR
    return jour + (rang - jour.weekday() - 7 * semaines) * _JOUR


def jour_du_mois(annee: int, mois: int, jour: int) -> date:
    """« le 31 » of a shorter month is its last day."""
    return date(annee, mois, min(jour, monthrange(annee, mois)[1]))


def _premier_jour_de_session(jour: date, calendrier: Calendrier) -> date:
    vacances = calendrier.vacances_du(jour)
    return min(calendrier.premier_jour_ouvre_apres(vacances.du), jour) if vacances else jour


def _reporte(dernier: date, jour: date, report: Report, calendrier: Calendrier) -> date:
    if report == "avant":
        return calendrier.premier_jour_ouvre_avant(dernier)
    if report == "apres":
        suivant = calendrier.premier_jour_ouvre_apres(dernier)
        # Moved onto the day booked, a limit would let a meal be ordered once it is eaten.
        return suivant if suivant < jour else dernier
    return dernier
