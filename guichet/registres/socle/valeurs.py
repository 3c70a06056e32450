"""Values no writer of ours could have left: of another type than their column's, refused by their table, no JSON.

PostgreSQL holds its types and constraints. SQLite keeps whatever a damaged page, or another program, left there, and
its own check looks at no constraint on a connection that only reads (3.40).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

from guichet.erreurs.base import REMEDE, REMEDE_SERVEUR
from guichet.fiches.socle.verification import Controle

if TYPE_CHECKING:
    from sqlalchemy import Column, Table

    from guichet.base.lecture import Lecteur, Lecture

_EN_JSON = {"journal": "contenu", "reglement": "contenu", "regle_activite": "contenu", "fusion": "contenu"}
_FAUX = {
    "INTEGER": "typeof({c}) <> 'integer'",
    "BIGINT": "typeof({c}) <> 'integer'",
    "BOOLEAN": "{c} NOT IN (0, 1)",
    "BLOB": "typeof({c}) <> 'blob'",
    "DATE": "date({c}) IS NOT {c}",
    "DATETIME": "typeof({c}) <> 'text' OR julianday({c}) IS NULL",
    "VARCHAR": "typeof({c}) <> 'text'",
}
"""What a declared type forbids, of a value that is there."""
_INSTANTS = {"journal.le"}
"""Instants kept as the text that was hashed."""


def valeurs(s: Lecture) -> tuple[Controle, list[str]]:
    """Every value is one its column may hold, and what is kept as JSON is JSON."""
    remede = REMEDE_SERVEUR if s.postgres else REMEDE
    relues = len(_EN_JSON) if s.postgres else sum(len(t.columns) for t in _tables())
    return (
        Controle("valeurs", relues, "colonnes relues"),
        [f"La valeur {lieu} ne se lit pas : {remede}." for lieu in _illisibles(s)],
    )


def premier_mal(s: Lecture) -> str:
    """Say where the base is damaged, « agent.role, ligne 1 »; "" where every value and page reads."""
    if (lieu := next(_illisibles(s), "")) or s.postgres:
        return lieu
    for table, ligne, parent, _ in s.lignes("PRAGMA foreign_key_check"):
        return f"« {table} », ligne {ligne}, sans sa ligne de « {parent} »"
    ((dit,),) = s.lignes("PRAGMA quick_check(1)")
    return "" if dit == "ok" else str(dit)


def _illisibles(s: Lecteur) -> Iterator[str]:
    """First unreadable row of each table."""
    for table in [] if s.postgres else _tables():
        fautes = [*_fautes(table)]
        selon = " ".join(f"WHEN {faute} THEN '{nom}'" for nom, faute in fautes)
        cle = '"' + next(iter(table.primary_key.columns)).name + '"'
        for nom, ligne in s.lignes(
            f"SELECT CASE {selon} END, quote({cle}) FROM {table.name} "  # noqa: S608 - names and conditions of the models
            f"WHERE {' OR '.join(faute for _, faute in fautes)} LIMIT 1"
        ):
            yield f"« {table.name}.{nom} », ligne {ligne}"
    for table_, nom in _EN_JSON.items():
        cle = "seq" if table_ == "journal" else "id"
        for ligne, texte in s.lignes(f"SELECT {cle}, {nom} FROM {table_} ORDER BY {cle}"):  # noqa: S608 - names above
            try:
                lu = json.loads(texte)
            except (TypeError, ValueError):
                lu = None
            if not isinstance(lu, dict):
                yield f"« {table_}.{nom} », ligne {ligne}"
                break


def _tables() -> list[Table]:
    from sqlmodel import SQLModel

    import models  # noqa: F401 - declares them

    return SQLModel.metadata.sorted_tables


def _fautes(table: Table) -> Iterator[tuple[str, str]]:
    """What no row of a table may be: a name for it, and its condition."""
    from sqlalchemy import CheckConstraint

    for colonne in table.columns:
        yield colonne.name, _faute(colonne)
    for contrainte in table.constraints:
        if isinstance(contrainte, CheckConstraint):
            yield str(contrainte.name), f"NOT ({contrainte.sqltext})"


def _faute(colonne: Column[object]) -> str:
    nom = f'"{colonne.name}"'
    declare = str(colonne.type).partition("(")[0]
    sorte = "DATETIME" if str(colonne) in _INSTANTS or declare == "TIMESTAMP" else declare
    mal_typee = f"{nom} IS NOT NULL AND ({_FAUX[sorte].format(c=nom)})" if sorte in _FAUX else "0"
    return f"({mal_typee})" if colonne.nullable else f"({nom} IS NULL OR {mal_typee})"
