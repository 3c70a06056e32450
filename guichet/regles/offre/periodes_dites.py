"""Periods as they are said at a counter: « à partir du 9 nov », « du 9/11 au 18/12 », « t2 », « toute l’année ».

A day without a year is of the school year in progress. Terms are those of a town's invoices: t1 September to
December, t2 January to March, t3 April to the end of August. What has no beginning said begins today, or with the
school year when it has not begun: a past day cannot be booked.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from guichet.erreurs import SaisieInvalide
from guichet.erreurs.reservations import RythmeIllisible
from guichet.regles.offre.annee import annee_scolaire, bornes_annee
from guichet.regles.offre.jours_dits import lire_jour

_COURTS = ("janv", "févr", "mars", "avr", "mai", "juin", "juil", "août", "sept", "oct", "nov", "déc")
_NOM_MOIS = (
    r"(?:janv?(?:ier)?|fevr?(?:ier)?|mars|avr(?:il)?|mai|juin|juil(?:let)?|aout|sept?(?:embre)?|oct(?:obre)?"
    r"|nov(?:embre)?|dec(?:embre)?)\.?"
)
_SEMAINE = r"(?:(?:lun|mar|mer|jeu|ven|sam|dim)(?:[a-z]*di|anche|\.)? )?"
_RELATIF = r"(?:avant[- ]hier|hier|aujourd'?hui|auj|dem(?:ain)?|apres[- ]demain)\.?"
_CHIFFRES = r"(?:\d{1,2}er(?:[/.-][\d/.-]+)?|\d(?:[\d/.-]*\d)?)"
"""Read whole by jours_dits, which says what it is not."""
_DATE = rf"(?:{_SEMAINE}(?:\d{{1,2}}(?:er)? {_NOM_MOIS}(?: 20\d\d)?|{_CHIFFRES})|{_RELATIF})"
_FIN = r"(?!\S)"
_SANS_SEMAINE = re.compile(rf"^{_SEMAINE}(?=\d)")
_DE_CE_JOUR = re.compile(rf"{_RELATIF}|\d{{1,2}}(?:er)?")
"""What is counted from today, or is of this month."""
DATE_DITE = _DATE
"""How a day is said, in a folded line."""
_FORMES = {
    "entre": re.compile(rf"(?<!\S)(?:du|de|d') ?({_DATE}) (?:au|a) ({_DATE}){_FIN}"),
    "depuis": re.compile(
        rf"(?<!\S)(?:(?:a partir |a compter )?(?:du |de |d')|des (?:le )?|depuis (?:le )?)({_DATE}){_FIN}"
    ),
    "jusque": re.compile(rf"(?<!\S)(?:jusqu'au|jusqu'a|jusqu'|au) ?({_DATE}){_FIN}"),
    "annee": re.compile(rf"(?<!\S)(?:toute l'annee|annee|a){_FIN}"),
    "trimestre": re.compile(rf"(?<!\S)t([1-3]){_FIN}"),
}


def bornes_dites(aujourdhui: date) -> tuple[date, date]:
    """First and last day of a rhythm that says neither."""
    rentree, fin = bornes_annee(annee_scolaire(aujourdhui))
    return max(rentree, aujourdhui), fin


def ecrire_jour(jour: date, *, annee: bool) -> str:
    """« 9 nov », or « 9 nov 2026 »: which of the two reads as this day depends on the rest of the line."""
    court = f"{'1er' if jour.day == 1 else jour.day} {_COURTS[jour.month - 1]}"
    return f"{court} {jour.year}" if annee else court


@dataclass(frozen=True, slots=True)
class PeriodeDite:
    """The days said, and the words left once they are read."""

    du: date
    au: date
    reste: str


def lire_periode(texte: str, *, aujourdhui: date) -> PeriodeDite:
    """Read the period out of a folded line (lower case, no accents, straight apostrophes).

    Raises:
        RythmeIllisible: a day that does not exist, or a period that ends before it begins.
    """
    annee = annee_scolaire(aujourdhui)
    debut, fin = bornes_dites(aujourdhui)
    du, au, reste = None, fin, texte
    if trouve := _FORMES["entre"].search(reste):
        du, au = _date(trouve[1], annee, aujourdhui), _fin(trouve[2], aujourdhui, fin)
        if du <= _date(trouve[2], annee, aujourdhui) < au:
            # « du 5 juil au 31 juil », in November: the summer to come, whole.
            du = _date(trouve[1], annee + 1, aujourdhui)
        reste = _sans(reste, trouve)
    else:
        if trouve := _FORMES["depuis"].search(reste):
            du, reste = _date(trouve[1], annee, aujourdhui), _sans(reste, trouve)
        if trouve := _FORMES["jusque"].search(reste):
            au, reste = _fin(trouve[1], aujourdhui, fin), _sans(reste, trouve)
    if trouve := _FORMES["annee"].search(reste):
        reste = _sans(reste, trouve)
    if trouve := _FORMES["trimestre"].search(reste):
        premier, au = _trimestre(int(trouve[1]), annee)
        du, reste = max(du or debut, premier), _sans(reste, trouve)
    du = du or debut
    if au < du:
        raise RythmeIllisible(
            "Cette période est passée ou finit avant de commencer : écrivez par exemple « du 9/11 au 18/12 »."
        )
    return PeriodeDite(du, au, reste)


def _sans(texte: str, trouve: re.Match[str]) -> str:
    return f"{texte[: trouve.start()]} {texte[trouve.end() :]}"


def _trimestre(rang: int, annee: int) -> tuple[date, date]:
    bornes = (date(annee, 9, 1), date(annee + 1, 1, 1), date(annee + 1, 4, 1), date(annee + 1, 9, 1))
    return bornes[rang - 1], bornes[rang] - timedelta(days=1)


def _fin(texte: str, aujourdhui: date, fin: date) -> date:
    """A last day; « 2 juil » said in November is that of the summer to come, the last of the school year."""
    annee = annee_scolaire(aujourdhui)
    au = _date(texte, annee, aujourdhui)
    if au >= aujourdhui:
        return au
    plus_tard = _date(texte, annee + 1, aujourdhui)
    return plus_tard if plus_tard <= fin else au


def _date(texte: str, annee: int, aujourdhui: date) -> date:
    """A day said, « demain » from today; one without a year is of that school year."""
    nu = _SANS_SEMAINE.sub("", texte)
    depuis = aujourdhui if _DE_CE_JOUR.fullmatch(nu) else bornes_annee(annee)[0]
    try:
        return lire_jour(nu, aujourdhui=depuis)
    except SaisieInvalide as refus:
        raise RythmeIllisible(refus.message) from None
