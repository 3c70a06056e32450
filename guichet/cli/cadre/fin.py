"""How a command ends: one exit code, one French sentence, never a traceback (cli.md)."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from guichet.cli.cadre import flux, sortie
from guichet.erreurs.socle import cause, raccourcir

if TYPE_CHECKING:
    from guichet.erreurs import ErreurMetier

USAGE = 2
IMPREVU = 5
INTERROMPU = 130
SORTIE = 4
"""As of what does not answer: the sentence says whether the act is done."""


def refus(erreur: ErreurMetier) -> int:
    """State a refusal and the rule it comes from; its class carries the exit code."""
    from guichet.erreurs.saisie import SaisiesInvalides

    phrase = str(erreur)
    if isinstance(erreur, SaisiesInvalides):
        # Several people may be typed at once: the sentence names its field, what stands before says whose it is.
        phrase = "\n".join(f"{champ} — {dit}" if "." in champ else dit for champ, dit in erreur.erreurs.items())
    sortie.phrase(f"{phrase}\nRègle : {erreur.regle}.", sys.stderr)
    return erreur.code


def usage(phrase: str, chemin: str) -> int:
    """State what the command line lacks, and where its help is."""
    sortie.phrase(f"{raccourcir(phrase)}\nRègle : usage. Aide : {chemin} --help", sys.stderr)
    return USAGE


def interrompu() -> int:
    """Say that Ctrl+C was heard; a transaction under way was undone by the base."""
    sortie.phrase("\nInterrompu : ce qui n’était pas terminé n’a pas été enregistré.", sys.stderr)
    return INTERROMPU


def imprevu(erreur: Exception) -> int:
    """Give a reference and the place of the log for what nobody foresaw."""
    from guichet.incidents import consigner

    try:
        incident = consigner(erreur)
        if incident.cause is not None:
            return refus(incident.cause)
        phrase = incident.phrase
    except OSError:
        phrase = f"Erreur imprévue ({type(erreur).__name__}), et son détail n’a pas pu être enregistré."
    sortie.phrase(phrase, sys.stderr)
    return IMPREVU


def reponse_perdue(cause_: OSError, *, enregistre: bool) -> int:
    """Say that the answer cannot be written, and whether the act is done: it must not be done twice."""
    if enregistre:
        sortie.phrase(
            f"C’est enregistré, mais la réponse n’a pu être écrite ({cause(cause_)}) : ne recommencez pas, relisez le "
            "dossier ; un secret qui devait s’y montrer est à émettre de nouveau.\nRègle : sortie.",
            sys.stderr,
        )
    elif not isinstance(cause_, BrokenPipeError):
        sortie.phrase(
            f"La réponse n’a pu être écrite ({cause(cause_)}) : rien n’a été enregistré, donnez-lui une autre place, "
            "puis recommencez.\nRègle : sortie.",
            sys.stderr,
        )
    flux.abandonner()
    # `| head` has read what it wanted.
    return SORTIE if enregistre or not isinstance(cause_, BrokenPipeError) else 0
