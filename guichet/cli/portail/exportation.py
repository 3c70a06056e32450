"""`guichet identifiants exporter`: what the portal was not given yet, each record once."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from guichet.cli.cadre.appel import Appel
from guichet.cli.cadre.options import Sorte, commande
from guichet.cli.portail.identifiants import identifiants

if TYPE_CHECKING:
    from typing import TextIO

SORTIE = Annotated[
    str,
    typer.Option(metavar="DOSSIER|F.jsonl", help="Où écrire ; un dossier donne à chaque lot son nom. Sinon la sortie."),
]


@commande(
    identifiants,
    "exporter",
    "Exporter vers le portail ce qu’il n’a pas encore reçu (JSON Lines).",
    sorte=Sorte(forme=False, ecrit=True),
)
def exporter(appel: Appel, sortie: SORTIE = "") -> None:
    """Export the outgoing records."""
    from guichet.formats import pluriel
    from guichet.services.portail import exportation

    ctx = appel.contexte()
    # A file is no part of the transaction a simulation undoes.
    vers: TextIO | Path = io.StringIO() if appel.simulation else Path(sortie) if sortie else sys.stdout
    nombre = exportation.exporter(ctx, vers)
    if not nombre:
        appel.avertir("Rien de nouveau pour le portail.")
    else:
        appel.avertir(appel.dite(f"{pluriel(nombre, 'enregistrement exporté', 'enregistrements exportés')}."))
