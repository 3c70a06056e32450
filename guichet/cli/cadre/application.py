"""The root every group declares its commands on, and the headings of its help page."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from guichet.cli.cadre.options import groupe

DEPART = "Mise en route"
GUICHET = "Au guichet"
JOURNEE = "La journée"
LOTS = "En nombre"
ENTRETIEN = "Tenir la base"

ORDRE = (
    *("demo", "init", "communes", "reglement", "connexion", "deconnexion", "agents"),
    *("chercher", "dossier", "famille", "identifiants", "cle"),
    *("planning", "reserver", "annuler", "absence", "inscrire", "inscriptions", "desinscrire", "pieces"),
    *("delai", "places"),
    *("activites", "calendrier"),
    *("passages", "taches", "rapport", "importer"),
    *("sauvegarder", "restaurer", "verifier", "diagnostic", "reindexer", "remplacer-cle"),
)
"""Order of the help page (cli.md); what is not named comes last."""

application = groupe(
    "Le guichet unique d’une commune : familles, identifiants du portail, Clés Enfance.\n\n"
    "Sans commande, « guichet [--base B] [--agent A] [--poste P] » ouvre l’application. "
    "Les options se mettent après la commande.",
    ordre=ORDRE,
)


def _version(demandee: bool) -> None:
    if demandee:
        from guichet import __version__

        sys.stdout.write(f"guichet {__version__}\n")
        raise typer.Exit


@application.callback()
def racine(
    _version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Afficher la version.")
    ] = False,
) -> None:
    """Take the one option that stands without a command."""
