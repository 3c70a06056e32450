"""Reading: rows straight from the driver, in one read-only snapshot.

A list is rows, a sheet is a few rows: SQLModel costs 50 times the bare driver on one row by key
(dependances.md), so models are kept for what is edited. The SQL is standard, with `:name` parameters,
and runs on both engines; nothing here imports SQLAlchemy, which keeps it out of the start-up.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Protocol, Self, TypeVar

from guichet.base.lignes import en_lignes
from guichet.base.refus import traduire

if TYPE_CHECKING:
    from types import TracebackType

    from guichet.base.adresse import Adresse
    from guichet.base.place.identite import Identite

Ligne = tuple[Any, ...]
T = TypeVar("T")

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

    def lire(
        self, classe: type[T], sql: str, parametres: Mapping[str, Any] | None = None, *, sauf: tuple[str, ...] = ()
    ) -> list[T]:
        """All the rows, each column in the field of its name."""
        ...

    def lire_une(
        self, classe: type[T], sql: str, parametres: Mapping[str, Any] | None = None, *, sauf: tuple[str, ...] = ()
    ) -> T | None:
        """First row by name, or None."""
        ...


@lru_cache(maxsize=512)
def pour_psycopg(sql: str) -> str:
    """Turn `:name` into psycopg's `%(name)s`."""
    return _PARAMETRE.sub(r"%(\1)s", sql.replace("%", "%%"))


class ValeurAbimee(ValueError):
    """A day or an instant of the base that is none any more: no rule of ours was asked of it."""


@lru_cache(maxsize=4096)
def _jour(octets: bytes) -> date:
    """A year of bookings says the same few hundred days thousands of times."""
    try:
        return date.fromisoformat(octets.decode())
    except ValueError as erreur:
        raise ValeurAbimee(*erreur.args) from erreur


def _instant(octets: bytes) -> datetime:
    try:
        return datetime.fromisoformat(octets.decode()).replace(tzinfo=UTC)
    except ValueError as erreur:
        raise ValeurAbimee(*erreur.args) from erreur


# Declared types of columns: a raw SQLite row then holds the same Python values as a PostgreSQL one.
sqlite3.register_converter("DATE", _jour)
sqlite3.register_converter("DATETIME", _instant)
sqlite3.register_converter("BOOLEAN", b"1".__eq__)
# And the other way: instants are stored in UTC with their microseconds, so that text order is time order.
sqlite3.register_adapter(datetime, lambda i: i.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f"))
sqlite3.register_adapter(date, date.isoformat)


class Lecture:
    """One read-only snapshot, on the thread's own connection; use with `with`."""

    __slots__ = ("_adresse", "_connexion", "_executer", "_identite", "postgres")

    def __init__(self, connexion: Any, adresse: Adresse, identite: Identite | None) -> None:
        self._connexion = connexion
        self._identite = identite
        self._executer = connexion.execute
        self._adresse = adresse
        self.postgres = adresse.postgres

    def __enter__(self) -> Self:
        if self._identite is not None:
            self._identite.exiger()
        self._curseur("BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY" if self.postgres else "BEGIN", None)
        return self

    def __exit__(
        self, _sorte: type[BaseException] | None, _erreur: BaseException | None, _trace: TracebackType | None
    ) -> None:
        # A broken connection has nothing to roll back, and the refusal under way says more than the rollback would.
        if not (self.postgres and self._connexion.closed):
            self._executer("ROLLBACK")

    def lignes(self, sql: str, parametres: Mapping[str, Any] | None = None) -> list[Ligne]:
        """Return all the rows."""
        return self._toutes(self._curseur(sql, parametres))

    def une(self, sql: str, parametres: Mapping[str, Any] | None = None) -> Ligne | None:
        """Return the first row or None."""
        return self._premiere(self._curseur(sql, parametres))

    def lire(
        self, classe: type[T], sql: str, parametres: Mapping[str, Any] | None = None, *, sauf: tuple[str, ...] = ()
    ) -> list[T]:
        """Return all the rows, each column in the field of its name; `sauf`: fields left to their default."""
        curseur = self._curseur(sql, parametres)
        return en_lignes(classe, sql, curseur, self._toutes(curseur), sauf)

    def lire_une(
        self, classe: type[T], sql: str, parametres: Mapping[str, Any] | None = None, *, sauf: tuple[str, ...] = ()
    ) -> T | None:
        """Return the first row by name, or None."""
        curseur = self._curseur(sql, parametres)
        ligne = self._premiere(curseur)
        lues = en_lignes(classe, sql, curseur, [] if ligne is None else [ligne], sauf)
        return lues[0] if lues else None

    def parcourir(self, sql: str, lot: int = 2000) -> Iterator[list[Ligne]]:
        """Give the rows by batches, in flat memory: 200 000 lines of the journal are never all loaded."""
        if not self.postgres:
            curseur = self._curseur(sql, None)
            while lignes := self._quelques(curseur, lot):
                yield lignes
            return
        import psycopg

        try:
            with self._connexion.cursor(name="parcours") as curseur:
                curseur.execute(sql)
                while lignes := curseur.fetchmany(lot):
                    yield lignes
        except psycopg.Error as erreur:
            raise self._dite(erreur) from erreur

    @contextmanager
    def a_part(self) -> Iterator[None]:
        """Read what may be damaged: on a server, one statement that fails would be the end of the snapshot."""
        if not self.postgres:
            yield
            return
        self._executer("SAVEPOINT a_part")
        try:
            yield
        except BaseException:
            if not self._connexion.closed:
                self._executer("ROLLBACK TO SAVEPOINT a_part")
            raise
        self._executer("RELEASE SAVEPOINT a_part")

    # Damage is met where a row is fetched, as often as where the query begins.

    def _toutes(self, curseur: Any) -> list[Ligne]:
        try:
            return curseur.fetchall()  # type: ignore[no-any-return]
        except (sqlite3.DatabaseError, ValueError) as erreur:
            raise self._dite(erreur) from erreur

    def _premiere(self, curseur: Any) -> Ligne | None:
        try:
            return curseur.fetchone()  # type: ignore[no-any-return]
        except (sqlite3.DatabaseError, ValueError) as erreur:
            raise self._dite(erreur) from erreur

    def _quelques(self, curseur: Any, combien: int) -> list[Ligne]:
        try:
            return curseur.fetchmany(combien)  # type: ignore[no-any-return]
        except (sqlite3.DatabaseError, ValueError) as erreur:
            raise self._dite(erreur) from erreur

    def _dite(self, erreur: Exception) -> Exception:
        """The refusal it means, or the error itself."""
        return traduire(erreur, self._adresse) or erreur

    def _curseur(self, sql: str, parametres: Mapping[str, Any] | None) -> Any:
        if self.postgres:
            return self._sur_postgres(sql, parametres)
        try:
            return self._executer(sql, parametres or ())
        except (sqlite3.DatabaseError, ValueError) as erreur:
            raise self._dite(erreur) from erreur

    def _sur_postgres(self, sql: str, parametres: Mapping[str, Any] | None) -> Any:
        import psycopg

        try:
            return self._executer(pour_psycopg(sql), parametres or {})
        except psycopg.Error as erreur:
            raise self._dite(erreur) from erreur
