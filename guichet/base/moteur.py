"""The open base: a read connection per thread, a write engine built on first use."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from guichet.base import pilote
from guichet.base import temoin as temoins
from guichet.base.adresse import Adresse
from guichet.base.file import tour
from guichet.base.lecture import Lecture
from guichet.base.refus import injoignable, traduire

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from guichet.base.ecriture import Ecriture

ATTENTE_SQLITE_S = 5.0


class Base:
    """A base that was checked and may be read and written; share one per process."""

    actes_scelles: ClassVar[int] = 0
    """Transactions of this process that committed an act of the journal, whatever the base."""

    def __init__(self, adresse: Adresse) -> None:
        self.adresse = adresse
        self.postgres = adresse.postgres
        self._local = threading.local()
        self._ouvertes: list[Any] = []
        self._verrou = threading.Lock()
        self._moteur: Engine | None = None
        self.revision = ""
        """Schema revision read at opening; "" for a base just made."""

    @property
    def temoin(self) -> Path:
        """File outside the base that keeps the journal's head (rule 20): beside it, or on this machine for a server."""
        if self.adresse.fichier is not None:
            return self.adresse.fichier.with_name(self.adresse.fichier.name + ".temoin")
        from platformdirs import user_data_path

        return user_data_path("guichet") / f"{self.adresse.empreinte()}.temoin"

    def lecture(self) -> Lecture:
        """Open a read-only snapshot: `with base.lecture() as s`."""
        connexion = getattr(self._local, "connexion", None)
        if connexion is None or (self.postgres and connexion.closed):
            connexion = self._local.connexion = self._connecter_lecture()
            with self._verrou:
                self._ouvertes.append(connexion)
        return Lecture(connexion, self.adresse)

    def _connecter_lecture(self) -> Any:
        if self.postgres:
            psycopg = pilote.charger()
            try:
                # Never prepared: the plan of a prefix depends on the prefix, a generic one reads the whole index.
                return psycopg.connect(self.adresse.url, autocommit=True, connect_timeout=5, prepare_threshold=None)
            except psycopg.OperationalError as erreur:
                raise injoignable(self.adresse) from erreur
        try:
            connexion = sqlite3.connect(
                f"{self.adresse.fichier.absolute().as_uri()}?mode=ro",  # type: ignore[union-attr]
                uri=True,
                isolation_level=None,
                timeout=ATTENTE_SQLITE_S,
                detect_types=sqlite3.PARSE_DECLTYPES,
                check_same_thread=False,
                cached_statements=256,
            )
            connexion.execute("PRAGMA query_only = ON")
        except sqlite3.OperationalError as erreur:
            if refus := traduire(erreur, self.adresse):
                raise refus from erreur
            raise
        return connexion

    @property
    def moteur(self) -> Engine:
        """The write engine; building it imports SQLAlchemy, so nothing does before the first write."""
        with self._verrou:
            if self._moteur is None:
                from guichet.base.engines import creer_moteur, exiger_lisible

                self._moteur = exiger_lisible(creer_moteur(self.adresse))
            return self._moteur

    @contextmanager
    def ecriture(self) -> Iterator[Ecriture]:
        """Open the one write transaction of a service: committed at the end, rolled back on any error.

        Raises:
            BaseOccupee: another process kept its turn too long.
        """
        moteur = self.moteur
        from sqlalchemy.exc import OperationalError

        from guichet.base.ecriture import Ecriture

        # Registers also run driver SQL, whose errors SQLAlchemy does not wrap.
        pannes: tuple[type[BaseException], ...] = (OperationalError, sqlite3.OperationalError)
        if self.postgres:
            pannes = (OperationalError, pilote.charger().OperationalError)
        fichier = self.adresse.fichier
        file: AbstractContextManager[None] = (
            nullcontext() if fichier is None else tour(fichier.with_name(fichier.name + ".file"))
        )
        with ExitStack() as pile:
            pile.enter_context(file)
            s = pile.enter_context(Ecriture(moteur, expire_on_commit=False))
            s.postgres = self.postgres
            try:
                if self.postgres:
                    # Before the first query, so that the snapshot is taken after the wait: one writer at a time
                    # on the chained journal, and no serialization failure for two counters that take turns.
                    s.connection().exec_driver_sql("LOCK TABLE journal IN EXCLUSIVE MODE")
                yield s
                s.commit()
                Base.actes_scelles += "tete" in s.info
            except pannes as erreur:
                if refus := traduire(erreur, self.adresse):
                    raise refus from erreur
                raise
            if (tete := s.info.get("tete")) is not None:
                temoins.noter(self.temoin, temoins.Tete(*tete))

    def fermer(self) -> None:
        """Close every connection of this process."""
        with self._verrou:
            for connexion in self._ouvertes:
                connexion.close()
            self._ouvertes.clear()
            self._local = threading.local()
            if self._moteur is not None:
                self._moteur.dispose()
                self._moteur = None
