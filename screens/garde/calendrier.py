"""The custody drawn: weeks as rows, a sign a day, here or elsewhere; what is elsewhere is never named (rule 32).

The signs are those of the planner. Where the child is stands first; the column after it says why: holidays, or a day
settled apart.
"""

from __future__ import annotations

from datetime import date, timedelta

from guichet import formats
from guichet.regles.garde.dite import nom_vacances
from guichet.regles.garde.jours import Garde, ici
from guichet.regles.offre.annee import lundi_de
from guichet.regles.offre.calendrier import Calendrier
from guichet.regles.reservations.dits.signes import A_PART, AILLEURS, ICI, VACANCES, Signe
from screens.widgets.page import VIDE, LignePage, Morceau, ligne

LARGEUR = 27
"""Columns of a week and its margins: what fits beside the fields of a form in 80."""

_SEMAINE, _JOUR = timedelta(weeks=1), timedelta(days=1)
_DATE = 9
_NOM = 12
_SERRE = 18
"""Lines below which every one is a week."""

_SENS = {"ferme": "discret"}
"""Meanings of the signs in the words of the page; the others are the same."""
_MOT = 12

LEGENDE = tuple(
    ligne(*((f"{s.dit:<{_MOT}}", _SENS.get(s.sens, s.sens)) for s in paire))
    for paire in ((ICI, AILLEURS), (VACANCES, A_PART))
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
        morceaux += signe(garde, calendrier, jour)
        vacances = calendrier.vacances_du(jour)
        if vacances is not None and vacances.du == jour:
            nom = nom_vacances(vacances)
    if noms and nom:
        morceaux.append((" " + nom[:_NOM], "discret"))
    return ligne(*morceaux)


def signe(garde: Garde, calendrier: Calendrier, jour: date) -> tuple[Morceau, Morceau]:
    """Where the child is on a day, then why: an exception first, then holidays; the rhythm alone needs no word."""
    ou = ICI if ici(garde, jour, calendrier) else AILLEURS
    if any(sejour.du <= jour <= sejour.au for sejour in garde.sejours):
        pourquoi = A_PART
    elif calendrier.vacances_du(jour) is not None:
        pourquoi = VACANCES
    else:
        return _morceau(ou), (" ", "")
    return _morceau(ou), _morceau(pourquoi)


def _morceau(signe: Signe) -> Morceau:
    return signe.dessin, _SENS.get(signe.sens, signe.sens)
