"""Which tables are sealed row by row, how a row is read for its seal, and how a connection notes those it touches.

Rights, secrets and what money will hang on (issue 8). The values read are the same on both engines: integers, text,
NULL. A connection of the program notes into a table of its own, `a_sceller`, what each row was before it touched it:
whoever writes from elsewhere notes nothing there, and what they write has no seal.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from sqlalchemy import Boolean, Date, DateTime, Table

NOMS = (
    "agent", "parametre", "session_agent", "reglement", "compte_portail", "cle_enfance", "identifiant_ancien",
    "envoi_portail", "envoi_exporte", "remise", "passage", "acte_passage", "tache", "fusion", "inscription",
    "reservation", "piece_vue",
)  # fmt: skip
"""What decides of rights first: a report names it first."""

CLES_MAX = 3
"""Columns of the longest primary key."""


FORMES_POSTGRES = MappingProxyType({
    "timestamp with time zone": "to_char({} AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')",
    "date": "to_char({}, 'YYYY-MM-DD')",
    "boolean": "CAST({} AS INTEGER)",
})  # fmt: skip
"""How a column is read there by its type, for the values to be those of SQLite; any other as it is."""


@dataclass(frozen=True, slots=True)
class Scellee:
    """A sealed table: its name, its key, and each column with how PostgreSQL reads it ({} stands for the column)."""

    table: str
    cles: tuple[tuple[str, str], ...]
    """Columns of the key, and what each is cast to."""
    colonnes: tuple[tuple[str, str], ...]

    def cle(self, de: str) -> str:
        """The key as one text, of a row called `de`."""
        return " || '/' || ".join(f"CAST({de}.{nom} AS TEXT)" for nom, _ in self.cles)

    def valeurs(self, de: str, *, postgres: bool) -> str:
        """Every column of a row called `de`; on SQLite « + » keeps the driver from converting it."""
        return ", ".join(forme.format(f"{de}.{nom}") if postgres else f"+{de}.{nom}" for nom, forme in self.colonnes)

    def jointure(self, note: str, de: str) -> str:
        """The row that a note is about."""
        return " AND ".join(
            f"{de}.{nom} = CAST({note}.k{rang} AS {sorte})" for rang, (nom, sorte) in enumerate(self.cles)
        )


@cache
def scellees() -> dict[str, Scellee]:
    """Every sealed table, in the order of a report."""
    from models import metadata

    return {nom: _scellee(metadata.tables[nom]) for nom in NOMS}


def _scellee(table: Table) -> Scellee:
    cles = tuple((c.name, "INTEGER" if c.type.python_type is int else "TEXT") for c in table.primary_key)
    return Scellee(table.name, cles, tuple((c.name, _en_postgres(c.type)) for c in table.columns))


def _en_postgres(sorte: object) -> str:
    # SQLModel's own type of instants only wraps the one of SQLAlchemy.
    sorte = getattr(sorte, "impl_instance", sorte)
    if isinstance(sorte, DateTime):
        return FORMES_POSTGRES["timestamp with time zone"]
    if isinstance(sorte, Date):
        return FORMES_POSTGRES["date"]
    return FORMES_POSTGRES["boolean"] if isinstance(sorte, Boolean) else "{}"


def non_scellees() -> list[str]:
    """Tables that have no seal, the journal apart, which is chained."""
    from models import metadata

    return sorted({*metadata.tables} - {*NOMS, "journal", "sceau"})


STRUCTURE = "structure"
"""What is sealed as a table is: the tables, indexes, triggers and constraints themselves, by their text."""

STRUCTURE_SQLITE = (
    "SELECT type || ' ' || name, coalesce(sql, '') FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' "
    "AND name NOT LIKE 'recherche_fts_%'"
)
STRUCTURE_POSTGRES = (
    "SELECT 'index ' || indexname, indexdef FROM pg_indexes WHERE schemaname = current_schema() UNION ALL "
    "SELECT 'constraint ' || c.relname || '.' || conname, pg_get_constraintdef(k.oid) FROM pg_constraint k "
    "JOIN pg_class c ON c.oid = k.conrelid WHERE c.relnamespace = current_schema()::regnamespace UNION ALL "
    "SELECT 'trigger ' || tgname, CAST(tgenabled AS TEXT) || ' ' || pg_get_triggerdef(t.oid) FROM pg_trigger t "
    "JOIN pg_class c ON c.oid = t.tgrelid WHERE NOT tgisinternal AND c.relnamespace = current_schema()::regnamespace "
    "UNION ALL SELECT 'function ' || proname, prosrc FROM pg_proc p JOIN pg_language l ON l.oid = p.prolang "
    "WHERE lanname = 'plpgsql' AND pronamespace = current_schema()::regnamespace UNION ALL "
    "SELECT 'table ' || table_name, string_agg(column_name || ' ' || data_type || ' ' || is_nullable || ' ' "
    "|| coalesce(column_default, ''), ', ' ORDER BY ordinal_position) FROM information_schema.columns "
    "WHERE table_schema = current_schema() GROUP BY table_name"
)

_K = ", ".join(f"k{n}" for n in range(CLES_MAX))


def notes_sqlite() -> Iterator[str]:
    """What a connection of the program adds to itself, in its temporary schema that no other sees."""
    large = max(len(s.colonnes) for s in scellees().values())
    avant = ", ".join(f"c{n}" for n in range(large))
    yield f"CREATE TEMP TABLE a_sceller (objet TEXT, cle TEXT, neuve INTEGER, {_K}, {avant})"
    for s in scellees().values():
        cles = ", ".join(f"k{n}" for n in range(len(s.cles)))
        ancienne = (
            f"INSERT INTO a_sceller (objet, cle, neuve, {cles}, {', '.join(f'c{n}' for n in range(len(s.colonnes)))}) "
            f"VALUES ('{s.table}', {s.cle('OLD')}, 0, {_liste(s, 'OLD')}, {s.valeurs('OLD', postgres=False)})"
        )
        nouvelle = (
            f"INSERT INTO a_sceller (objet, cle, neuve, {cles}) SELECT '{s.table}', {s.cle('NEW')}, 1, "
            f"{_liste(s, 'NEW')}"
        )
        for fin, verbe, ordres in (
            ("i", "INSERT", nouvelle),
            ("u", "UPDATE", f"{ancienne}; {nouvelle} WHERE {s.cle('NEW')} IS NOT {s.cle('OLD')}"),
            ("d", "DELETE", ancienne),
        ):
            yield f"CREATE TEMP TRIGGER sx_{s.table}_{fin} AFTER {verbe} ON main.{s.table} BEGIN {ordres}; END"


NOTES_POSTGRES = (
    "CREATE TEMP TABLE a_sceller (rang BIGINT GENERATED ALWAYS AS IDENTITY, objet TEXT, cle TEXT, "
    + ", ".join(f"k{n} TEXT" for n in range(CLES_MAX))
    + ", avant JSONB) ON COMMIT DELETE ROWS"
)
"""The same, of a connection to PostgreSQL; its triggers stand on the tables, for all (notes_postgres)."""


def notes_postgres() -> Iterator[str]:
    """Orders that (re)create the triggers: silent for a connection that has no `a_sceller` of its own."""
    for s in scellees().values():
        cles = ", ".join(f"k{n}" for n in range(len(s.cles)))
        ancienne = (
            f"INSERT INTO pg_temp.a_sceller (objet, cle, {cles}, avant) VALUES ('{s.table}', {s.cle('OLD')}, "
            f"{_liste(s, 'OLD')}, jsonb_build_array({s.valeurs('OLD', postgres=True)}))"
        )
        nouvelle = (
            f"INSERT INTO pg_temp.a_sceller (objet, cle, {cles}) VALUES ('{s.table}', {s.cle('NEW')}, "
            f"{_liste(s, 'NEW')})"
        )
        yield (
            f"CREATE OR REPLACE FUNCTION sx_{s.table}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            "IF to_regclass('pg_temp.a_sceller') IS NULL THEN RETURN NULL; END IF; "
            f"IF TG_OP = 'INSERT' THEN {nouvelle}; ELSE {ancienne}; "
            f"IF TG_OP = 'UPDATE' AND {s.cle('NEW')} <> {s.cle('OLD')} THEN {nouvelle}; END IF; END IF; "
            "RETURN NULL; END $$"
        )
        yield f"DROP TRIGGER IF EXISTS sx_{s.table} ON {s.table}"
        yield (
            f"CREATE TRIGGER sx_{s.table} AFTER INSERT OR UPDATE OR DELETE ON {s.table} "
            f"FOR EACH ROW EXECUTE FUNCTION sx_{s.table}()"
        )


def _liste(s: Scellee, de: str) -> str:
    return ", ".join(f"{de}.{nom}" for nom, _ in s.cles)
