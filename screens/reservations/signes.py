"""Signs of the cells of a planner, each with its meaning; the word is told beside."""

from __future__ import annotations

from guichet.fiches.reservations.planning import Annonce, Place
from guichet.regles.reservations.dits import signes
from guichet.regles.reservations.etats import Issue
from screens.reservations.brouillon import Brouillon
from screens.reservations.grille import Colonne, Grille, Rangee

REFUSEE = ("!", "refus")
MAJOREE = (signes.MAJORE.dessin, signes.MAJORE.sens)
ATTENTE = (signes.ATTENTE.dessin, signes.ATTENTE.sens)
AJOUT = ("+", "code")
RETRAIT = ("×", "refus")


def signe_de(g: Grille, brouillon: Brouillon, place: Place | None, colonne: Colonne, rangee: Rangee) -> tuple[str, str]:
    """Sign and meaning of a cell, the draft over what is booked; its unit is told above and under the cursor."""
    if place is None:
        return (signes.VACANCES.dessin if colonne.jour in rangee.conges else " "), signes.VACANCES.sens
    case = g.planning.cases[place]
    if voulu := brouillon.signe(place):
        return signe_d_ajout(g.planning.annoncer(brouillon.voulus[place])) if voulu == "+" else RETRAIT
    signe = signes.signe_de_case(
        case.etat, majoree=case.majoree, due=case.due, motif=case.motif, ailleurs=place in g.planning.ailleurs
    )
    return signe.dessin, signe.sens


def signe_d_ajout(annonce: Annonce) -> tuple[str, str]:
    """What a tick will become, as the judge announces it: nothing is promised that Ctrl+S refuses."""
    if annonce.issue == Issue.REFUSEE:
        return REFUSEE
    if annonce.cout:
        return MAJOREE
    return ATTENTE if annonce.issue == Issue.ATTENTE else AJOUT
