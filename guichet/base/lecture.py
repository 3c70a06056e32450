"""Reading: rows straight from the driver, in one read-only snapshot.

A list is rows, a sheet is a few rows: SQLModel costs 50 times the bare driver on one row by key
(dependances.md), so models are kept for what is edited. The SQL is standard, with `:name` parameters,
and runs on both engines; nothing here imports SQLAlchemy, which keeps it out of the start-up.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Protocol, Self

if TYPE_CHECKING:
    from types import TracebackType

Ligne = tuple[Any, ...]

_PARAMETRE = re.compile(r"(?<!:):([a-z_]\w*)")


class Lecteur(Protocol):
    """What both a read snapshot and a write transaction offer to registers."""

    postgres: bool

    def lignes(self, sql: str, parametres: Mapping[str, Any] | None = None) -> list[Ligne]:
        """All the rows."""
        ...

    def une(self, sql: str, parametres: Mapping[str, Any] | None = None) -> Ligne | None:
        """First row or None."""
        ...


@lru_cache(maxsize=512)
def pour_psycopg(sql: str) -> str:
    """Turn `:name` into psycopg's `%(name)s`."""
    return _PARAMETRE.sub(r"%(\1)s", sql.replace("%", "%%"))


def _instant(octets: bytes) -> datetime:
    return datetime.fromisoformat(octets.decode()).replace(tzinfo=UTC)


# Declared types of columns: a raw SQLite row then holds the same Python values as a PostgreSQL one.
sqlite3.register_converter("DATE", lambda o: date.fromisoformat(o.decode()))
sqlite3.register_converter("DATETIME", _instant)
sqlite3.register_converter("BOOLEAN", lambda o: o == b"1")


def adapter(parametres: Mapping[str, Any]) -> Mapping[str, Any]:
    """Give SQLite dates and instants in the very form SQLAlchemy stores them."""
    if any(isinstance(v, date) for v in parametres.values()):
        return {cle: _texte(v) for cle, v in parametres.items()}
    return parametres


def _texte(valeur: Any) -> Any:
    if isinstance(valeur, datetime):
        return valeur.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
    return valeur.isoformat() if isinstance(valeur, date) else valeur


class Lecture:
    """One read-only snapshot, on the thread's own connection; use with `with`."""

    __slots__ = ("_connexion", "_executer", "postgres")

    def __init__(self, connexion: Any, *, postgres: bool) -> None:
        self._connexion = connexion
        self._executer = connexion.execute
        self.postgres = postgres

    def __enter__(self) -> Self:
        self._executer("BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY" if self.postgres else "BEGIN")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, erreur: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._executer("ROLLBACK")

    def lignes(self, sql: str, parametres: Mapping[str, Any] | None = None) -> list[Ligne]:
        """Return all the rows."""
        return self._curseur(sql, parametres).fetchall()  # type: ignore[no-any-return]

    def une(self, sql: str, parametres: Mapping[str, Any] | None = None) -> Ligne | None:
        """Return the first row or None."""
        return self._curseur(sql, parametres).fetchone()  # type: ignore[no-any-return]

    def _curseur(self, sql: str, parametres: Mapping[str, Any] | None) -> Any:
        if self.postgres:
            return self._executer(pour_psycopg(sql), parametres or {})
        return self._executer(sql, adapter(parametres) if parametres else ())
