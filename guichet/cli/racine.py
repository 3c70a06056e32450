"""The program `guichet` as a shell sees it: every command, and the one place where a call ends."""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence
from functools import cache
from typing import Any

from typer import Abort, Exit, TyperException
from typer.main import get_command

from guichet.base import Base
from guichet.cli.cadre import fin, flux
from guichet.cli.cadre.application import application
from guichet.cli.cadre.francais import phrase_usage
from guichet.cli.comptoir import passages, taches  # noqa: F401
from guichet.cli.dossier import dossier  # noqa: F401
from guichet.cli.familles import doublons, famille, foyers, fusion, importer, rapprocher  # noqa: F401
from guichet.cli.garde import garde_alternee  # noqa: F401
from guichet.cli.listes import rapport  # noqa: F401
from guichet.cli.offre import activites, calendrier, communes, reglement  # noqa: F401
from guichet.cli.portail import cle, exportation, identifiants  # noqa: F401
from guichet.cli.recherche import recherche  # noqa: F401
from guichet.cli.reservations import absence, delais, inscriptions, planning, reservations  # noqa: F401
from guichet.cli.socle import (  # noqa: F401
    agents,
    cle_de_base,
    declaration,
    demo,
    entretien,
    init,
    restauration,
    sauvegarde,
    session,
)
from guichet.erreurs import ErreurMetier, UsageIncorrect

__all__ = ["application", "arbre", "main"]


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command line; returns the exit code of cli.md."""
    for sortie in (sys.stdout, sys.stderr):
        # A terminal without UTF-8 shows a question mark rather than nothing at all.
        if isinstance(sortie, io.TextIOWrapper):
            sortie.reconfigure(errors="replace")
    faits = Base.actes_scelles
    with flux.bordes():
        try:
            code = _executer(list(sys.argv[1:] if argv is None else argv))
            sys.stdout.flush()
        except flux.ReponsePerdue as perdue:
            code = fin.reponse_perdue(perdue.cause, enregistre=Base.actes_scelles > faits)
    return code


@cache
def arbre() -> Any:
    """Give the tree of commands, built once: eighty commands and their options cost a tenth of a second."""
    return get_command(application)


def _executer(arguments: list[str]) -> int:
    racine = arbre()
    try:
        _exiger_utf8(arguments)
        with racine.make_context("guichet", arguments) as ctx:
            racine.invoke(ctx)
    except Exit as demande:
        return demande.exit_code
    except (KeyboardInterrupt, EOFError, Abort):
        return fin.interrompu()
    except ErreurMetier as erreur:
        return fin.refus(erreur)
    except TyperException as erreur:
        ou = getattr(erreur, "ctx", None)
        return fin.usage(phrase_usage(erreur), ou.command_path if ou else "guichet")
    except flux.ReponsePerdue:
        raise
    except Exception as erreur:  # noqa: BLE001 - cli.md: never a traceback; it goes to the log with a reference
        return fin.imprevu(erreur)
    return 0


def _exiger_utf8(arguments: Sequence[str]) -> None:
    """Refuse bytes that Python keeps under a false name: no base, page or file could be given them.

    Raises:
        UsageIncorrect: names the argument.
    """
    for mot in arguments:
        if any("\ud800" <= signe <= "\udfff" for signe in mot):
            msg = f"« {mot} » n’est pas écrit en UTF-8 : tapez-le de nouveau, ou renommez le fichier."
            raise UsageIncorrect(msg)
