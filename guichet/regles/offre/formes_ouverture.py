"""The written language of the windows bookings open in, as a town prints them: from, to, residents before outsiders.

`[NOM][, du JOUR au JOUR] : ouvre MOMENT[, extérieurs MOMENT][, ferme MOMENT]`

- « vacances d’hiver, du 06/02/2027 au 21/02/2027 : ouvre le 04/01/2027 08:00, extérieurs le 11/01/2027 08:00,
  ferme le 22/01/2027 18:00 »: the days it is for, then the moments.
- « ouvre S-6 session 08:00, ferme S-2 session »: every day of the activity, moments in the language of deadlines.

Without a time, a day opens at 0:00 and closes at 23:59:59, Europe/Paris. Without « extérieurs », everybody books from
the opening on.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache

from guichet.erreurs import SaisieInvalide
from guichet.formats.jours import PARIS, lire_date
from guichet.regles.offre.formes_delai import lire_delai

_JOUR = r"\d{1,2}/\d{1,2}/\d{4}"
_MOMENT = r"(?:le )?(?P<{}>[^,]+)"
_FORME = re.compile(
    rf"(?:(?P<nom>[^:,]*?)(?:(?:, | )?du (?P<du>{_JOUR}) au (?P<au>{_JOUR}))? : )?"
    rf"ouvre {_MOMENT.format('ouvre')}(?:, extérieurs {_MOMENT.format('autres')})?"
    rf"(?:, ferme {_MOMENT.format('ferme')})?"
)
_DATE = re.compile(rf"(?P<jour>{_JOUR})(?: (?P<h>\d{{1,2}})[:h](?P<min>\d{{2}}))?")
_RELATIFS = frozenset({"jours", "semaine", "mois", "session"})
_EXEMPLES = (
    "Écrivez par exemple « vacances d’hiver, du 06/02/2027 au 21/02/2027 : ouvre le 04/01/2027 08:00, "
    "extérieurs le 11/01/2027 08:00, ferme le 22/01/2027 18:00 » ou « ouvre S-6 session 08:00, ferme S-2 session »."
)
Moment = datetime | str
"""An instant, aware, Europe/Paris; or a form of guichet.regles.offre.formes_delai, counted from the day booked."""


@dataclass(frozen=True, slots=True)
class OuvertureEcrite:
    """A window as written.

    Attributes:
        nom: what the town calls it, « vacances d’hiver », "" when it does not say.
        du: first day booked it is for; every day of the activity where the town does not say.
        au: last one.
        ouvre: from when who lives in the town books.
        autres: from when everybody does.
        ferme: last moment, None where it never closes.
    """

    nom: str
    du: date
    au: date
    ouvre: Moment
    autres: Moment
    ferme: Moment | None

    def concerne(self, jour: date) -> bool:
        """Whether that day is booked in this window."""
        return self.du <= jour <= self.au


@lru_cache(maxsize=256)
def lire_ouverture(texte: str) -> OuvertureEcrite:
    """The window this text says.

    Raises:
        ValueError: not in the form, a day that does not exist, or moments out of order; French, with an example.
    """
    lu = _FORME.fullmatch(re.sub(r"\s+", " ", texte.replace("'", "’")).strip())
    if lu is None:
        raise ValueError(f"ouverture des réservations « {texte} » illisible. {_EXEMPLES}")
    ouvre = _moment(lu["ouvre"], time())
    ecrite = OuvertureEcrite(
        nom=lu["nom"] or "",
        du=_jour(lu["du"]) if lu["du"] else date.min,
        au=_jour(lu["au"]) if lu["au"] else date.max,
        ouvre=ouvre,
        autres=_moment(lu["autres"], time()) if lu["autres"] else ouvre,
        ferme=_moment(lu["ferme"], time(23, 59, 59)) if lu["ferme"] else None,
    )
    dates = [m for m in (ecrite.ouvre, ecrite.autres, ecrite.ferme) if isinstance(m, datetime)]
    if dates != sorted(dates) or ecrite.au < ecrite.du:
        raise ValueError(f"ouverture des réservations « {texte} » : ses dates se contredisent. {_EXEMPLES}")
    return ecrite


def _jour(texte: str) -> date:
    try:
        return lire_date(texte)
    except SaisieInvalide as refus:
        raise ValueError(f"{refus.message} {_EXEMPLES}") from None


def _moment(texte: str, sans_heure: time) -> Moment:
    if lu := _DATE.fullmatch(texte):
        try:
            heure = time(int(lu["h"]), int(lu["min"])) if lu["h"] else sans_heure
        except ValueError:
            raise ValueError(f"heure « {lu['h']}:{lu['min']} » illisible. {_EXEMPLES}") from None
        return datetime.combine(_jour(lu["jour"]), heure, tzinfo=PARIS)
    try:
        forme, parts = lire_delai(texte)
    except ValueError:
        forme, parts = "", {}
    if forme not in _RELATIFS or "pour" in parts:
        raise ValueError(f"moment « {texte} » illisible. {_EXEMPLES}")
    return texte
