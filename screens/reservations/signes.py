"""Signs of the cells of a planner, each with its meaning; the word is told beside."""

from __future__ import annotations

from guichet.fiches.reservations.planning import FERMEE, LIBRE, Annonce, Place
from guichet.regles.garde.foyer_dit import DU_FOYER
from guichet.regles.reservations.etats import TENUES, Issue
from screens.reservations.brouillon import Brouillon
from screens.reservations.grille import Colonne, Grille, Rangee

SIGNES = {
    LIBRE: ("·", "libre"),
    "demandee": ("◇", "attente"),
    "reservee": ("●", "ok"),
    "en_attente": ("○", "attente"),
    "presente": ("●", "ok"),
    "absence_justifiee": ("A", "fort"),
    "absence_injustifiee": ("A", "attention"),
    FERMEE: ("▪", "libre"),
}
MAJOREE = ("▲", "attention")
AILLEURS = ("□", "ferme")
"""Closed to this household alone: the town is open."""
TENUE_AILLEURS = ("■", "attention")
"""Booked here, on a day of the other household."""
REFUSEE = ("!", "refus")
ATTENTE = ("○", "attente")
AJOUT = ("+", "code")
RETRAIT = ("×", "refus")


def signe_de(g: Grille, brouillon: Brouillon, place: Place | None, colonne: Colonne, rangee: Rangee) -> tuple[str, str]:
    """Sign and meaning of a cell, the draft over what is booked."""
    if place is None:
        return ("░" if colonne.jour in rangee.conges else " "), "ferme"
    case = g.planning.cases[place]
    if voulu := brouillon.signe(place):
        return signe_d_ajout(g.planning.annoncer(brouillon.voulus[place])) if voulu == "+" else RETRAIT
    if place in g.planning.ailleurs:
        return TENUE_AILLEURS
    if case.majoree and case.etat in TENUES:
        return MAJOREE
    if case.etat == FERMEE and case.motif in DU_FOYER:
        return AILLEURS
    signe, sens = SIGNES.get(case.etat, ("?", "attention"))
    if signe == "·" and place[2] != colonne.unites[0]:
        signe = next(c.lettre for c in g.planning.colonnes if c.unite_id == place[2]).lower()
    return signe, sens


def signe_d_ajout(annonce: Annonce) -> tuple[str, str]:
    """What a tick will become, as the judge announces it: nothing is promised that Ctrl+S refuses."""
    if annonce.issue == Issue.REFUSEE:
        return REFUSEE
    if annonce.cout:
        return MAJOREE
    return ATTENTE if annonce.issue == Issue.ATTENTE else AJOUT
