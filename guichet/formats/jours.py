"""Days and hours as a French counter writes them; the locale fr_FR is missing on bare servers."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from guichet.erreurs import DateInexistante, SaisieInvalide
from guichet.formats.mots import citer, cle_recherche, enumerer, nettoyer

PARIS = ZoneInfo("Europe/Paris")

JOURS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_MOIS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)
_MOIS_COURTS = (
    "janv.",
    "févr.",
    "mars",
    "avr.",
    "mai",
    "juin",
    "juil.",
    "août",
    "sept.",
    "oct.",
    "nov.",
    "déc.",
)

_FRANCAISE = re.compile(r"([0-9]{1,2})[/. -]([0-9]{1,2})[/. -]([0-9]{4}|[0-9]{2})")
_COMPACTE = re.compile(r"([0-9]{2})([0-9]{2})([0-9]{4})")
_ISO = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})")
_EN_LETTRES = re.compile(
    r"(?:le )?(?:(?:[a-z]+di|dimanche|lun|mar|mer|jeu|ven|sam|dim) )?"
    r"([0-9]{1,2})(?:er)? ([a-z]{3,9}) ([0-9]{4}|[0-9]{2})"
)
_MOIS_ECRITS = (
    "janvier january",
    "fevrier february",
    "mars march",
    "avril april",
    "mai may",
    "juin june",
    "juillet july",
    "aout august",
    "septembre september",
    "octobre october",
    "novembre november",
    "decembre december",
)
_JOUR_MOIS = re.compile(r"([0-9]{2})/([0-9]{2})")
_BISSEXTILE = 2024
# Two digits are a recent year: a parent born in 1950 is older than any we meet with a child at school,
# while 2049 is as far as a booking or an expiry reaches.
_PIVOT = 50
ANNEES = range(1900, 2200)
"""Years a day may be of, typed or read from a file."""


def _quantieme(jour: date) -> str:
    return "1er" if jour.day == 1 else str(jour.day)


def jour_court(jour: date) -> str:
    """« lun. 16 nov. »."""
    return f"{JOURS[jour.weekday()][:3]}. {_quantieme(jour)} {_MOIS_COURTS[jour.month - 1]}"


def jour_long(jour: date) -> str:
    """« lundi 16 novembre 2026 »."""
    return f"{JOURS[jour.weekday()]} {_quantieme(jour)} {_MOIS[jour.month - 1]} {jour.year}"


def mois_court(jour: date) -> str:
    """« nov. 2026 », the month a quotient is dated from."""
    return f"{_MOIS_COURTS[jour.month - 1]} {jour.year}"


def jour_mois(jour: date) -> str:
    """« 16 nov. », where the weekday is told by the column."""
    return f"{_quantieme(jour)} {_MOIS_COURTS[jour.month - 1]}"


def plage_courte(du: date, au: date) -> str:
    """« 19–26 déc. », « 27 déc.–3 janv. »: days from one to the other, both included."""
    if du == au:
        return jour_mois(du)
    if (du.year, du.month) == (au.year, au.month):
        return f"{_quantieme(du)}–{jour_mois(au)}"
    return f"{jour_mois(du)}–{jour_mois(au)}"


def plage_longue(du: date, au: date) -> str:
    """« du 7 au 25 septembre 2026 », « du 7 septembre 2026 au 2 juillet 2027 »: what both share is said once."""
    fin = f"{_quantieme(au)} {_MOIS[au.month - 1]} {au.year}"
    annee = "" if du.year == au.year else f" {du.year}"
    mois = "" if (du.year, du.month) == (au.year, au.month) else f" {_MOIS[du.month - 1]}"
    return f"du {_quantieme(du)}{mois}{annee} au {fin}"


def jours_longs(jours: Sequence[date]) -> str:
    """« le jeudi 10 septembre 2026 », « les lundi 7 et jeudi 10 septembre 2026 »."""
    dits = []
    for jour, suivant in zip(jours, [*jours[1:], None], strict=True):
        mois = suivant is None or (suivant.year, suivant.month) != (jour.year, jour.month)
        annee = suivant is None or suivant.year != jour.year
        suite = (f" {_MOIS[jour.month - 1]}" if mois else "") + (f" {jour.year}" if annee else "")
        dits.append(f"{JOURS[jour.weekday()]} {_quantieme(jour)}{suite}")
    return f"{'les' if len(jours) > 1 else 'le'} {enumerer(dits)}"


def date_num(jour: date) -> str:
    """« 16/11/2026 », the writing every field accepts back."""
    return f"{jour.day:02d}/{jour.month:02d}/{jour.year:04d}"


def heure_du_jour(minutes: int) -> str:
    """« 14:07 », from minutes since midnight: the hours of a unit have no day."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def heure(instant: datetime) -> str:
    """« 14:07 », from an instant in local time."""
    return f"{instant.hour:02d}:{instant.minute:02d}"


def instant_court(instant: datetime) -> str:
    """« lun. 16 nov. 14:07 », from an instant in local time: what happens this year."""
    return f"{jour_court(instant)} {heure(instant)}"


def instant_num(instant: datetime) -> str:
    """« 16/11/2026 14:07 », from an instant in local time: papers and journals, where the year counts."""
    return f"{date_num(instant)} {heure(instant)}"


def lire_nom_mois(mot: str) -> int | None:
    """Month from 1 to 12 written « mars », « févr. », « sept », « Aug » (a spreadsheet's), None when it is none."""
    cle = cle_recherche(mot)
    trouves = [rang for rang, noms in enumerate(_MOIS_ECRITS, 1) if any(nom.startswith(cle) for nom in noms.split())]
    # « jui » is two months.
    return trouves[0] if len(cle) >= 3 and len(trouves) == 1 else None


def lire_jour_mois(texte: str) -> tuple[int, int]:
    """Day and month of a day of every year, written 30/09.

    Raises:
        ValueError: not written so, or a day no year has (31/02); French, with the cure.
    """
    lu = _JOUR_MOIS.fullmatch(texte)
    try:
        jour = date(_BISSEXTILE, int(lu[2]), int(lu[1])) if lu else None
    except ValueError:
        jour = None
    if jour is None:
        raise ValueError(f"jour {citer(texte)} illisible. Écrivez jour/mois, par exemple « 30/09 ».")
    return jour.day, jour.month


def borner_jour_mois(texte: str) -> str:
    """A day of every year as it is kept: « 31/06 », which earlier versions took for the end of June, is « 30/06 ».

    What is typed is refused (lire_jour_mois); what was accepted once must not close a town's base.
    """
    lu = _JOUR_MOIS.fullmatch(texte)
    if lu is None or not 1 <= int(lu[2]) <= 12:
        return texte
    dernier = monthrange(_BISSEXTILE, int(lu[2]))[1]
    return f"{min(int(lu[1]), dernier):02}/{lu[2]}"


def lire_date(texte: str, *, champ: str = "") -> date:
    """A day written 16/11/2026, 16.11.2026, 16-11-2026, 16112026, 2026-11-16, 2026/11/16, 16/11/26 or 16 novembre 2026.

    Two digits of year: 26 is 2026, 84 is 1984.

    Raises:
        SaisieInvalide: not a date; DateInexistante: a day that does not exist (31/02).
    """
    propre = nettoyer(texte)
    if lu := _FRANCAISE.fullmatch(propre) or _COMPACTE.fullmatch(propre):
        jour, mois, annee = lu.groups()
    elif lu := _ISO.fullmatch(propre):
        annee, _, mois, jour = lu.groups()
    elif (lu := _EN_LETTRES.fullmatch(cle_recherche(propre))) and (nomme := lire_nom_mois(lu[2])):
        jour, mois, annee = lu[1], str(nomme), lu[3]
    else:
        raise SaisieInvalide(f"{citer(texte)} n’est pas une date : écrivez par exemple 16/11/2026.", champ=champ)
    an = int(annee)
    if len(annee) == 2:
        an += 2000 if an < _PIVOT else 1900
    try:
        lue = date(an, int(mois), int(jour))
    except ValueError:
        lue = None
    if lue is None or an not in ANNEES:
        raise DateInexistante(
            f"La date {citer(texte)} n’existe pas : vérifiez le jour, le mois et l’année.", champ=champ
        )
    return lue
