"""Refusals about a file to import: each names what the file is and what to do."""

from __future__ import annotations

from collections.abc import Sequence

from guichet.erreurs.socle import ErreurMetier, UsageIncorrect


class FichierImportIllisible(UsageIncorrect):
    """What was given is not a table of text that can be read from end to end."""

    regle = "fichier à importer"


class ColonnesImportables(UsageIncorrect):
    """The header lacks a column without which no row means anything, or names one twice."""

    regle = "colonnes du fichier"


class ZoneADire(UsageIncorrect):
    """A published calendar has several zones, and nothing says which one is the town's."""

    regle = "zone du calendrier"

    def __init__(self, message: str, zones: Sequence[str]) -> None:
        """Keep what may be answered.

        Args:
            message: the sentence, which lists them.
            zones: as the file writes them.
        """
        super().__init__(message)
        self.zones = tuple(zones)


class RapportImpossible(ErreurMetier):
    """The report of an import cannot be written where it was asked for."""

    regle = "rapport d’import"
