"""The custody drawn: weeks as rows, a sign a day, here or elsewhere; what is elsewhere is never named (rule 32)."""

from __future__ import annotations

from datetime import date, timedelta

from guichet import formats
from guichet.regles.garde.dite import nom_vacances
from guichet.regles.garde.jours import Garde, ici
from guichet.regles.offre.annee import lundi_de
from guichet.regles.offre.calendrier import Calendrier
from screens.widgets.page import VIDE, LignePage, Morceau, ligne

ICI, AILLEURS = "●", "·"
VACANCES_ICI, VACANCES_AILLEURS = "■", "░"
EXCEPTION_ICI, EXCEPTION_AILLEURS = "+", "×"
LARGEUR = 27
"""Columns of a week and its margins: what fits beside the fields of a form in 80."""

_SEMAINE, _JOUR = timedelta(weeks=1), timedelta(days=1)
_DATE = 9
_NOM = 12
_SERRE = 18
"""Lines below which every one is a week."""

LEGENDE = (
    ligne((" " * 12 + "ici  ailleurs", "titre")),
    ligne(("semaines    ", "titre"), (f" {ICI}", "ok"), ("      " + AILLEURS, "discret")),
    ligne(("vacances    ", "titre"), (f" {VACANCES_ICI}", "ok"), ("      " + VACANCES_AILLEURS, "discret")),
    ligne(("exception   ", "titre"), (f" {EXCEPTION_ICI}", "attention"), ("      " + EXCEPTION_AILLEURS, "attention")),
)


def lignes_calendrier(
    garde: Garde, calendrier: Calendrier, premier: date, jour: date, hauteur: int, *, noms: bool = False
) -> list[LignePage]:
    """As many weeks from the Monday of `premier` as fit, between the names of the days and the legend.

    Args:
        garde: what is settled, or being typed.
        calendrier: holidays of those weeks.
        premier: any day of the first week.
        jour: today, whose week is marked.
        hauteur: lines there is room for.
        noms: name the holidays beside their first week, where the width allows.
    """
    lundi = lundi_de(premier)
    courante = lundi_de(jour)
    lignes = [ligne((" " * (_DATE + 2) + "l m m j v s d", "titre"))]
    aere = [VIDE] if hauteur > _SERRE else []
    for _ in range(max(1, hauteur - 1 - len(aere) - len(LEGENDE))):
        lignes.append(_semaine(garde, calendrier, lundi, courante=lundi == courante, noms=noms))
        lundi += _SEMAINE
    return [*lignes, *aere, *LEGENDE]


def _semaine(garde: Garde, calendrier: Calendrier, lundi: date, *, courante: bool, noms: bool) -> LignePage:
    date_dite = ("▸" if courante else " ") + formats.jour_mois(lundi).rjust(_DATE)
    morceaux: list[Morceau] = [(date_dite + " ", "fort" if courante else "discret")]
    nom = ""
    for rang in range(7):
        jour = lundi + rang * _JOUR
        morceaux += [signe(garde, calendrier, jour), (" ", "")]
        vacances = calendrier.vacances_du(jour)
        if vacances is not None and vacances.du == jour:
            nom = nom_vacances(vacances)
    if noms and nom:
        morceaux.append((" " + nom[:_NOM], "discret"))
    return ligne(*morceaux)


def signe(garde: Garde, calendrier: Calendrier, jour: date) -> Morceau:
    """Sign of a day: an exception first, then holidays, then the rhythm."""
    present = ici(garde, jour, calendrier)
    if any(sejour.du <= jour <= sejour.au for sejour in garde.sejours):
        return (EXCEPTION_ICI if present else EXCEPTION_AILLEURS), "attention"
    if calendrier.vacances_du(jour) is not None:
        return (VACANCES_ICI, "ok") if present else (VACANCES_AILLEURS, "discret")
    return (ICI, "ok") if present else (AILLEURS, "discret")
