"""The open base: a read connection per thread, a write engine built on first use."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar
from weakref import WeakSet

from guichet.base import pilote
from guichet.base import temoin as temoins
from guichet.base.adresse import Adresse
from guichet.base.file import tour
from guichet.base.lecture import Lecture, ValeurAbimee
from guichet.base.place.identite import FILE, Identite
from guichet.base.refus import injoignable, sans_cle, traduire

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from guichet.base.ecriture import Ecriture
    from guichet.base.sceaux import Cle
    from guichet.base.temoin.ville import Ville

ATTENTE_SQLITE_S = 5.0
_REFUSE = "rien n’a été enregistré, "


class Base:
    """A base that was checked and may be read and written; share one per process."""

    actes_scelles: ClassVar[int] = 0
    """Transactions of this process that committed an act of the journal, whatever the base."""
    en_service: ClassVar[WeakSet[Base]] = WeakSet()
    """Bases of this process: what an incident looks at first (guichet.incidents)."""

    def __init__(self, adresse: Adresse, cle: Cle | None = None) -> None:
        Base.en_service.add(self)
        self.adresse = adresse
        self.cle = cle or sans_cle
        """What gives the secret of its seals, or refuses: nothing is then written."""
        self.postgres = adresse.postgres
        self._local = threading.local()
        self._ouvertes: list[Any] = []
        self._verrou = threading.Lock()
        self._moteur: Engine | None = None
        self._identite: Identite | None = None
        self.ville: Ville | None = None
        """The town's witness, where a base on a server has one (guichet.base.temoin.ville)."""
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
        """Open a read-only snapshot: `with base.lecture() as s`.

        Raises:
            BaseRemplacee: what stands at its place is no longer the file that was opened.
        """
        connexion = getattr(self._local, "connexion", None)
        if connexion is None or (self.postgres and connexion.closed):
            connexion = self._local.connexion = self._connecter_lecture()
            with self._verrou:
                self._ouvertes.append(connexion)
        return Lecture(connexion, self.adresse, self._identite)

    def _reconnaitre(self, fichier: Path) -> Identite:
        """Take note of the file before SQLite opens it; once."""
        with self._verrou:
            if self._identite is None:
                self._identite = Identite(fichier)
            return self._identite

    def _connecter_lecture(self) -> Any:
        if self.postgres:
            psycopg = pilote.charger()
            try:
                # Never prepared: the plan of a prefix depends on the prefix, a generic one reads the whole index.
                return psycopg.connect(self.adresse.url, autocommit=True, connect_timeout=5, prepare_threshold=None)
            except psycopg.OperationalError as erreur:
                raise injoignable(self.adresse) from erreur
        fichier = self.adresse.fichier
        assert fichier is not None  # noqa: S101 - a base is on a server or in a file
        self._reconnaitre(fichier)
        try:
            connexion = sqlite3.connect(
                f"{fichier.absolute().as_uri()}?mode=ro",
                uri=True,
                isolation_level=None,
                timeout=ATTENTE_SQLITE_S,
                detect_types=sqlite3.PARSE_DECLTYPES,
                check_same_thread=False,
                cached_statements=256,
            )
            connexion.execute("PRAGMA query_only = ON")
            # From its first reading on it holds the file, and no writer that leaves pours its -wal into it (fermer).
            connexion.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()
        except sqlite3.OperationalError as erreur:
            if refus := traduire(erreur, self.adresse):
                raise refus from erreur
            raise
        except (sqlite3.DatabaseError, UnicodeDecodeError):
            # Damage is told where it is met, much may still be read. The second: a schema so damaged that the driver
            # cannot write its own message.
            return connexion
        return connexion

    @property
    def moteur(self) -> Engine:
        """The write engine; building it imports SQLAlchemy, so nothing does before the first write."""
        with self._verrou:
            if self._moteur is None:
                from guichet.base.engines import creer_moteur, exiger_lisible, noter_touchees

                self._moteur = noter_touchees(exiger_lisible(creer_moteur(self.adresse)))
            return self._moteur

    @contextmanager
    def ecriture(self, *, attente: float | None = None) -> Iterator[Ecriture]:
        """Open the one write transaction of a service: committed at the end, rolled back on any error.

        Raises:
            BaseOccupee: another process kept its turn too long.
            BaseRemplacee: the file that was opened is no longer the one at its place; nothing was written.
        """
        fichier = self.adresse.fichier
        identite = None
        file: AbstractContextManager[int] = nullcontext(-1)
        if fichier is not None:
            identite = self._reconnaitre(fichier)
            # Before the turn, whose file would be made anew where a folder was moved.
            identite.exiger(_REFUSE)
            if not self._ouvertes:
                self.lecture()
            file = tour(fichier.with_name(fichier.name + FILE), attente)
        moteur = self.moteur
        from sqlalchemy.exc import DatabaseError

        from guichet.base.ecriture import Ecriture

        # Registers also run driver SQL, whose errors SQLAlchemy does not wrap.
        pannes: tuple[type[BaseException], ...] = (
            *(DatabaseError, sqlite3.DatabaseError),
            *(UnicodeDecodeError, ValeurAbimee),
        )
        if self.postgres:
            pannes = (DatabaseError, pilote.charger().DatabaseError)
        with ExitStack() as pile:
            fd = pile.enter_context(file)
            s = pile.enter_context(Ecriture(moteur, expire_on_commit=False))
            s.postgres = self.postgres
            try:
                if self.postgres:
                    # Before the first query, so that the snapshot is taken after the wait: one writer at a time
                    # on the chained journal, and no serialization failure for two counters that take turns.
                    s.connection().exec_driver_sql("LOCK TABLE journal IN EXCLUSIVE MODE")
                elif identite is not None:
                    s.connection()
                    _exiger(identite)
                    identite.noter(fd)
                yield s
                self.sceller(s)
                if identite is not None:
                    _exiger(identite)
                s.commit()
                Base.actes_scelles += "tete" in s.info
            except pannes as erreur:
                if refus := traduire(erreur, self.adresse):
                    raise refus from erreur
                raise
            if (tete := s.info.get("tete")) is not None:
                vue = temoins.Vue(temoins.Tete(*tete), s.info["mac"])
                temoins.noter(self.temoin, vue)
                if self.ville is not None:
                    self.ville.noter(vue)

    def sceller(self, s: Ecriture) -> None:
        """Seal what a transaction wrote.

        Raises:
            CleDeBaseAbsente: the key is not on this machine: nothing is written.
        """
        from guichet.base.sceaux import apposer

        s.flush()
        apposer(s, self.cle)

    def fermer(self) -> None:
        """Close every connection of this process.

        The last writer to leave pours its -wal into the file: into a copy put there meanwhile, that would be its ruin.
        A connection for reading pours nothing, and as long as one is open no other does.
        """
        if self.ville is not None:
            self.ville.fermer()
        with self._verrou:
            moteur, self._moteur = self._moteur, None
            lectures = [*self._ouvertes]
            self._ouvertes.clear()
            self._local = threading.local()
            identite, self._identite = self._identite, None
            deverser = identite is None or identite.encore_la()
            if moteur is not None and not deverser:
                moteur.dispose()
            for connexion in lectures:
                connexion.close()
            if moteur is not None and deverser:
                moteur.dispose()
            if identite is not None:
                identite.lacher()


def _exiger(identite: Identite) -> None:
    """What stands at the base's place, and beside it, is what this transaction writes in."""
    identite.exiger(_REFUSE)
    identite.exiger_compagnons(_REFUSE)
