"""Writing: one SQLAlchemy session in one immediate transaction."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Any, TypeVar

from sqlmodel import Session

from guichet.accompli import Accompli
from guichet.base import lisibles
from guichet.base.lecture import Ligne, pour_psycopg
from guichet.base.lignes import en_lignes

T = TypeVar("T")


class Ecriture(Session):
    """The open write transaction handed to registers: models to edit, driver SQL to count or write in bulk."""

    postgres: bool = False

    def lignes(self, sql: str, parametres: Mapping[str, Any] | None = None) -> list[Ligne]:
        """Return all the rows, seen from inside this transaction."""
        return self._executer(sql, parametres).fetchall()  # type: ignore[no-any-return]

    def une(self, sql: str, parametres: Mapping[str, Any] | None = None) -> Ligne | None:
        """Return the first row or None, seen from inside this transaction."""
        return self._executer(sql, parametres).fetchone()  # type: ignore[no-any-return]

    def lire(
        self, classe: type[T], sql: str, parametres: Mapping[str, Any] | None = None, *, sauf: tuple[str, ...] = ()
    ) -> list[T]:
        """Return all the rows, each column in the field of its name; `sauf`: fields left to their default."""
        curseur = self._executer(sql, parametres)
        return en_lignes(classe, sql, curseur, curseur.fetchall(), sauf)

    def lire_une(
        self, classe: type[T], sql: str, parametres: Mapping[str, Any] | None = None, *, sauf: tuple[str, ...] = ()
    ) -> T | None:
        """Return the first row by name, or None."""
        curseur = self._executer(sql, parametres)
        ligne = curseur.fetchone()
        lues = en_lignes(classe, sql, curseur, [] if ligne is None else [ligne], sauf)
        return lues[0] if lues else None

    def ordre(self, sql: str, parametres: Mapping[str, Any] | None = None) -> int:
        """Run one INSERT, UPDATE or DELETE; returns the number of rows touched."""
        return int(self._executer(sql, parametres).rowcount)

    def ordres(self, sql: str, parametres: Sequence[Mapping[str, Any]]) -> None:
        """Run one statement for many rows (ten times faster than models one by one)."""
        if not parametres:
            return
        lisibles.exiger(parametres)
        curseur = self._curseur()
        if self.postgres:
            curseur.executemany(pour_psycopg(sql), parametres)
        else:
            curseur.executemany(sql, parametres)

    @property
    def accompli(self) -> Accompli:
        """What is done in this transaction, told once it is committed."""
        accompli: Accompli = self.info.setdefault("accompli", Accompli())
        return accompli

    def a_part(self) -> AbstractContextManager[None]:
        """Nothing: what fails in a write ends it, and is told by whoever opened it."""
        return nullcontext()

    def parcourir(self, sql: str, lot: int = 2000) -> Iterator[list[Ligne]]:
        """Give the rows by batches, seen from inside this transaction."""
        curseur = self._executer(sql, None)
        while lignes := curseur.fetchmany(lot):
            yield lignes

    def _executer(self, sql: str, parametres: Mapping[str, Any] | None) -> Any:
        lisibles.exiger(parametres)
        curseur = self._curseur()
        if self.postgres:
            return curseur.execute(pour_psycopg(sql), parametres or {})
        return curseur.execute(sql, parametres or ())

    def _curseur(self) -> Any:
        """Open a cursor of the driver, after what the models still hold back was written."""
        self.flush()
        pilote = self.info.get("pilote")
        if pilote is None:
            # One session is one transaction, hence one connection: looking it up costs ten times a short statement.
            pilote = self.info["pilote"] = self.connection().connection
        return pilote.cursor()
