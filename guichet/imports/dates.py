"""Days as spreadsheets and other programs leave them: with hours, as serial numbers, in words, or known in part."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date, datetime, timedelta

from guichet.erreurs import SaisieInvalide
from guichet.formats import lire_date, nettoyer
from guichet.formats.jours import PARIS, lire_nom_mois
from guichet.formats.mots import age, citer, majuscule
from guichet.formats.naissances import Naissance, lire_partielle
from guichet.imports.cellules import Ecart
from guichet.regles.familles.ages import verifier_naissance

_HEURE = re.compile(r"(.+?)(?: |T| à )[0-9]{1,2}[:h][0-9]{2}(?::[0-9]{2}(?:[.,][0-9]+)?)?(?: ?[AP]M)?", re.IGNORECASE)
_DECALEE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9:.]+ ?(?:Z|[+-][0-9]{2}:?[0-9]{2})", re.IGNORECASE)
_SERIE = re.compile(r"([1-9][0-9]{4})(?:[.,][0-9]+)?")
_AUTOUR = " .,;'‘’`´"
"""Around a day: a full stop, the apostrophe that keeps a spreadsheet from reading it."""
_NE_LE = re.compile(r"née?(?:\(e\)|\.e)? le ", re.IGNORECASE)
_ISO_COMPACTE = re.compile(r"((?:19|20)[0-9]{2})([0-9]{2})([0-9]{2})")
_ORIGINE_SERIE = date(1899, 12, 30)
"""Day 0 of spreadsheets."""
_ANNEE = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_MOIS = re.compile(r"([0-9]{1,2})[/. -]([0-9]{4}|[0-9]{2})|([0-9]{4})[/.-]([0-9]{1,2})")
_MOIS_NOMME = re.compile(r"([^\W\d]{3,9})\.?[ /-]([0-9]{4}|[0-9]{2})")
_SIECLE = 100
_AGE_MAX = 120
_REMEDE = "Demandez-la et complétez le dossier."


def lire_jour(texte: str) -> date:
    """A day in any writing of a spreadsheet; an instant of another time zone is the day it is in Paris.

    Raises:
        SaisieInvalide: not a day.
    """
    propre = nettoyer(_NE_LE.sub("", nettoyer(texte).strip(_AUTOUR), count=1))
    if _DECALEE.fullmatch(propre):
        try:
            return datetime.fromisoformat(propre.replace(" +", "+")).astimezone(PARIS).date()
        except ValueError:
            return lire_date(propre)
    if compacte := _ISO_COMPACTE.fullmatch(propre):
        # « 20180901 » is the first of September; « 20122018 » is no such month, and Christmas.
        with suppress(SaisieInvalide):
            return lire_date("-".join(compacte.groups()))
    if heure := _HEURE.fullmatch(propre):
        return lire_date(heure[1])
    if serie := _SERIE.fullmatch(propre):
        return _ORIGINE_SERIE + timedelta(days=int(serie[1]))
    return lire_date(propre)


def lire_naissance(texte: str, aujourd_hui: date) -> Naissance:
    """A birth: two digits of year are in the past; known by its month or year, it is kept so, and nothing is guessed.

    Raises:
        Ecart: not a birth, one to come or of another age.
    """
    propre = nettoyer(texte)
    try:
        jour = lire_jour(propre)
    except SaisieInvalide:
        return _en_partie(propre, aujourd_hui)
    if jour > aujourd_hui and str(jour.year) not in propre and not _SERIE.fullmatch(propre):
        jour = jour.replace(year=jour.year - _SIECLE)
    if jour > aujourd_hui:
        raise Ecart(f"Le {citer(propre)} est à venir : personne n’y est né.", _REMEDE)
    if age(jour, aujourd_hui) >= _AGE_MAX:
        raise Ecart(f"{citer(propre)} ferait plus de {_AGE_MAX} ans : c’est une date mise faute de mieux.", _REMEDE)
    return jour


def _en_partie(propre: str, aujourd_hui: date) -> str:
    """What is known of a birth that is no day: its month, or the only year written there."""
    annees = set(_ANNEE.findall(propre))
    partielle = lire_partielle(propre) or (annees.pop() if len(annees) == 1 else "")
    if not partielle:
        raise Ecart(f"La date de naissance {citer(propre)} ne peut pas être lue.", _REMEDE)
    try:
        verifier_naissance(partielle, aujourd_hui)
    except SaisieInvalide as refus:
        raise Ecart(majuscule(refus.message), _REMEDE) from None
    return partielle


def lire_mois(texte: str) -> date:
    """First day of a month written 10/2026, 2026-10, oct-26, « octobre 2026 », or as a whole date.

    Raises:
        Ecart: no such month; SaisieInvalide: not a date.
    """
    propre = nettoyer(texte)
    if lu := _MOIS.fullmatch(propre):
        mois, annee = (int(lu[1]), lu[2]) if lu[1] else (int(lu[4]), lu[3])
    elif (lu := _MOIS_NOMME.fullmatch(propre)) and (nomme := lire_nom_mois(lu[1])):
        mois, annee = nomme, lu[2]
    else:
        return lire_jour(propre).replace(day=1)
    an = int(annee) + (2000 if len(annee) == 2 else 0)
    if 1 <= mois <= 12 and 1990 <= an <= 2199:
        return date(an, mois, 1)
    raise Ecart(f"Le mois {citer(texte)} n’existe pas.", "Écrivez par exemple 10/2026.")
