"""The report of an import as a table an agent opens in a spreadsheet, corrects from, and sends back."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator
from itertools import chain
from operator import itemgetter
from pathlib import Path

from guichet.erreurs.imports import RapportImpossible
from guichet.erreurs.socle import cause
from guichet.fiches.familles.imports import LIBELLES_GRAVITE, LIBELLES_RESULTAT, RapportImport
from guichet.formats.tableur import neutre

TITRES = ("ligne", "code_famille", "colonne", "valeur", "resultat", "motif", "remede")


def ecrire(rapport: RapportImport, chemin: Path) -> None:
    """Write the report whole: one row for each remark and one for each family, in the order of the file.

    Raises:
        RapportImpossible: the folder is missing, or cannot be written to.
    """
    neuf = chemin.with_name(f".{chemin.name}.{os.getpid()}")
    try:
        with neuf.open("w", encoding="utf-8-sig", newline="") as flux:
            sortie = csv.writer(flux, delimiter=";")
            sortie.writerow(TITRES)
            sortie.writerows(_rangees(rapport))
        neuf.replace(chemin)
    except OSError as erreur:
        neuf.unlink(missing_ok=True)
        msg = (
            f"Le rapport ne peut pas être écrit à {chemin} ({cause(erreur)})\u00a0: "
            "choisissez un autre dossier avec «\u00a0--rapport\u00a0»."
        )
        raise RapportImpossible(msg) from erreur


def _rangees(rapport: RapportImport) -> Iterator[tuple[object, ...]]:
    remarques = (
        (a.ligne, "", a.colonne, neutre(a.valeur), LIBELLES_GRAVITE[a.gravite], neutre(a.motif), neutre(a.remede))
        for a in rapport.anomalies
    )
    familles = (
        (bilan.ligne, neutre(bilan.code), "", "", LIBELLES_RESULTAT[bilan.resultat], "", "")
        for bilan in rapport.familles
    )
    return iter(sorted(chain(familles, remarques), key=itemgetter(0)))
