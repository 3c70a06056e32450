"""The file a command was told to write: what it may replace, and the sentence that says so."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from guichet.cli.cadre import sortie

if TYPE_CHECKING:
    from guichet.cli.cadre.appel import Appel

REMPLACER = Annotated[
    bool, typer.Option("--remplacer", help="Écrire à la place d’un ancien export de la même sorte, qui est perdu.")
]


@dataclass(frozen=True, slots=True)
class Vers:
    """Where an output goes, and whether a former one may be lost."""

    fichier: str
    remplacer: bool = False


def remplacement(chemin: Path, dit: bool) -> bool:
    """Whether a former export may be replaced: said by the option, else asked on a terminal."""
    try:
        existe = chemin.is_file()
    except OSError:  # a name no file can bear: refused where it would be written
        existe = False
    if dit or not (existe and sys.stdin.isatty() and sys.stderr.isatty()):
        return dit
    sys.stderr.write(sortie.propre(f"{chemin} existe déjà. Le remplacer s’il est un ancien export (o/N) ? "))
    sys.stderr.flush()
    return sys.stdin.readline().strip().casefold() in {"o", "oui"}


def enregistrer(appel: Appel, vers: Vers, texte: str) -> None:
    """Write a text in the file named and say it.

    Raises:
        SortieRefusee: something there must stay; ImpressionImpossible: it cannot be written.
    """
    from guichet.base.fichiers import ecrire
    from guichet.erreurs.editions import ImpressionImpossible
    from guichet.erreurs.socle import cause

    chemin = Path(vers.fichier)
    try:
        ancien = ecrire(chemin, texte.encode(), remplacer=remplacement(chemin, vers.remplacer))
    except OSError as refus:
        msg = f"Le fichier {chemin} ne peut pas être écrit ({cause(refus)}) : choisissez un autre emplacement."
        raise ImpressionImpossible(msg) from refus
    appel.avertir(f"Enregistré dans {chemin}{', à la place de l’ancien' if ancien else ''}.")
