"""The report of an import as a table an agent opens in a spreadsheet, corrects from, and sends back."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from itertools import chain
from operator import itemgetter
from pathlib import Path

from guichet.base import fichiers
from guichet.erreurs.imports import RapportImpossible
from guichet.erreurs.socle import cause, insecables
from guichet.fiches.familles.imports import LIBELLES_GRAVITE, LIBELLES_RESULTAT, RapportImport
from guichet.formats.tableur import neutre

TITRES = ("ligne", "code_famille", "colonne", "valeur", "resultat", "motif", "remede")


def exiger_libre(chemin: Path, *, source: Path, remplacer: bool) -> None:
    """Refuse the place of a report before the import it tells of.

    Raises:
        SortieRefusee: something there must stay; RapportImpossible: no folder to write in.
    """
    try:
        fichiers.exiger_libre(chemin, _en_csv([]), remplacer=remplacer, sources=[source])
    except OSError as erreur:
        raise _impossible(chemin, cause(erreur)) from erreur
    if not chemin.absolute().parent.is_dir():
        raise _impossible(chemin, "dossier introuvable")


def ecrire(rapport: RapportImport, chemin: Path, *, source: Path, remplacer: bool) -> bool:
    """Write the report whole: one row for each remark and one for each family; returns whether it replaced another.

    Raises:
        SortieRefusee: something there must stay; RapportImpossible: it cannot be written.
    """
    try:
        return fichiers.ecrire(chemin, _en_csv(_rangees(rapport)), remplacer=remplacer, sources=[source])
    except OSError as erreur:
        raise _impossible(chemin, cause(erreur)) from erreur


def _impossible(chemin: Path, pourquoi: str) -> RapportImpossible:
    return RapportImpossible(
        f"Le rapport ne peut pas être écrit à {chemin} ({pourquoi}) : choisissez un autre dossier avec « --rapport »."
    )


def _en_csv(rangees: Iterable[tuple[object, ...]]) -> bytes:
    flux = io.StringIO(newline="")
    sortie = csv.writer(flux, delimiter=";")
    sortie.writerow(TITRES)
    sortie.writerows(rangees)
    return flux.getvalue().encode("utf-8-sig")


def _rangees(rapport: RapportImport) -> Iterator[tuple[object, ...]]:
    remarques = (
        (a.ligne, "", a.colonne, neutre(a.valeur), LIBELLES_GRAVITE[a.gravite], _dite(a.motif), _dite(a.remede))
        for a in rapport.anomalies
    )
    familles = (
        (bilan.ligne, neutre(bilan.code), "", "", LIBELLES_RESULTAT[bilan.resultat], "", "")
        for bilan in rapport.familles
    )
    return iter(sorted(chain(familles, remarques), key=itemgetter(0)))


def _dite(phrase: str) -> str:
    """A sentence of ours; the value beside it stays as it was typed."""
    return neutre(insecables(phrase))
