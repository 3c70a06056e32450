"""School years, named by the calendar year each begins in, and weeks, by their Monday."""

from __future__ import annotations

from datetime import date, timedelta

_JUILLET = 7
_SEPTEMBRE = 9


def lundi_de(jour: date) -> date:
    """Monday of the week a day is in."""
    return jour - timedelta(days=jour.weekday())


def annee_scolaire(jour: date) -> int:
    """2026 for 16 November 2026 and for 1 June 2027.

    The year turns on 1 July, not on 1 September: classes are over, and all that a counter writes in July and
    August (school, class, bookings) is for the coming year.
    """
    return jour.year if jour.month >= _JUILLET else jour.year - 1


def annee_de_rentree(jour: date) -> int:
    """Year of the last 1 September on or before that day: what is opened, and its rules, turn there and not in July."""
    return jour.year if jour.month >= _SEPTEMBRE else jour.year - 1


def bornes_annee(annee: int) -> tuple[date, date]:
    """First and last day of the school year that begins in `annee`: 1 September, 31 August."""
    return date(annee, _SEPTEMBRE, 1), date(annee + 1, _SEPTEMBRE, 1) - timedelta(days=1)


def annees_lisibles(jour: date) -> tuple[int, int]:
    """First and last year whose school may be shown on that day.

    In summer the class just left still stands for a child whose coming one is not known; from 1 September it
    would be a mistake.
    """
    annee = annee_scolaire(jour)
    en_ete = _JUILLET <= jour.month < _SEPTEMBRE
    return (annee - 1 if en_ete else annee), annee


def libelle_annee(annee: int) -> str:
    """« 2026-2027 »."""
    return f"{annee}-{annee + 1}"


def bornes_planning(annee: int, aujourdhui: date) -> tuple[date, date]:
    """First Monday and last day of the planner of a school year.

    From July to the rentrée the summer sessions that come first are booked too; after it they are history.
    """
    (rentree, fin), juillet = bornes_annee(annee), date(annee, _JUILLET, 1)
    debut = juillet if juillet <= aujourdhui < rentree else rentree
    return lundi_de(debut), fin
