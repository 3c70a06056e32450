"""Every table that points to a household or a person, read from the models: a new one cannot be forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy import Table

FAMILLE, PERSONNE = "famille", "personne"

_LUES_A_TRAVERS = frozenset({"remise", "historique_coordonnees", "familles_distinctes"})
"""Insert only: what was handed over, or judged, under a code stays so; readers go through `fusionnee_dans`."""
_A_PART = frozenset({FAMILLE, PERSONNE, "fusion", "fiche_recherche"})
"""What a merge writes itself, its own memory, and the index, which follows every act."""
_PAR_LIEN = {"garde_vacances": ("lien_id", "lien")}
"""What hangs on a row that may go: table → its column, and the table of that row."""


@dataclass(frozen=True, slots=True)
class Renvoi:
    """A column that points to a household or a person."""

    table: str
    colonne: str
    vers: str
    """FAMILLE or PERSONNE."""


@cache
def renvois() -> tuple[Renvoi, ...]:
    """Columns that a merge makes point to the file kept, in the order the tables may be written."""
    return tuple(r for r in tous() if r.table not in _LUES_A_TRAVERS | _A_PART)


def tous() -> Iterator[Renvoi]:
    """Every column of the models that points to a household or a person."""
    import models

    for table in models.metadata.sorted_tables:
        for colonne in table.columns:
            for cle in colonne.foreign_keys:
                vers, _, _ = cle.target_fullname.partition(".")
                if vers in {FAMILLE, PERSONNE}:
                    yield Renvoi(table.name, colonne.name, vers)


@cache
def tables() -> tuple[str, ...]:
    """Tables a merge may write rows of, those that are pointed to first."""
    voulues = {FAMILLE, PERSONNE, *_PAR_LIEN, *(r.table for r in renvois())}
    import models

    return tuple(t.name for t in models.metadata.sorted_tables if t.name in voulues)


def table(nom: str) -> Table:
    """A table of the models."""
    import models

    return models.metadata.tables[nom]


def cles(nom: str) -> tuple[str, ...]:
    """Columns of its primary key."""
    return tuple(c.name for c in table(nom).primary_key.columns)


def par_lien(nom: str) -> tuple[str, str] | None:
    """What a row of this table hangs on, where that may go: its column, and the table of that row."""
    return _PAR_LIEN.get(nom)


def siennes(nom: str, familles: str, personnes: str) -> str:
    """SQL of which rows of a table a merge of these households and persons may touch.

    Args:
        nom: the table.
        familles: numbers of the households, as an SQL list.
        personnes: numbers of the persons made one, as an SQL list.
    """
    if nom in {FAMILLE, PERSONNE}:
        qui = familles if nom == FAMILLE else personnes
        return f"id IN ({qui}) OR fusionnee_dans IN ({qui})"
    if lien := par_lien(nom):
        colonne, parent = lien
        return f"{colonne} IN (SELECT id FROM {parent} WHERE {siennes(parent, familles, personnes)})"  # noqa: S608
    return " OR ".join(
        f"{r.colonne} IN ({familles if r.vers == FAMILLE else personnes})" for r in renvois() if r.table == nom
    )
