"""The open base: a read connection per thread, a write engine built on first use."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

from guichet.base.adresse import Adresse
from guichet.base.file import tour
from guichet.base.lecture import Lecture
from guichet.erreurs import BaseOccupee
from guichet.erreurs.base import BaseInjoignable, ConflitDeTransaction

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from guichet.base.ecriture import Ecriture

ATTENTE_SQLITE_S = 5.0


class Base:
    """A base that was checked and may be read and written; share one per process."""

    def __init__(self, adresse: Adresse) -> None:
        self.adresse = adresse
        self.postgres = adresse.postgres
        self._local = threading.local()
        self._ouvertes: list[Any] = []
        self._verrou = threading.Lock()
        self._moteur: Engine | None = None

    @property
    def temoin(self) -> Path | None:
        """File beside the base that keeps the journal's head outside of it (rule 20)."""
        return self._voisin(".temoin")

    def _voisin(self, suffixe: str) -> Path | None:
        fichier = self.adresse.fichier
        return None if fichier is None else fichier.with_name(fichier.name + suffixe)

    def lecture(self) -> Lecture:
        """Open a read-only snapshot: `with base.lecture() as s`."""
        connexion = getattr(self._local, "connexion", None)
        if connexion is None or (self.postgres and connexion.closed):
            connexion = self._local.connexion = self._connecter_lecture()
            with self._verrou:
                self._ouvertes.append(connexion)
        return Lecture(connexion, postgres=self.postgres)

    def _connecter_lecture(self) -> Any:
        if self.postgres:
            import psycopg

            try:
                return psycopg.connect(self.adresse.url, autocommit=True, connect_timeout=5)
            except psycopg.OperationalError as erreur:
                raise _injoignable(self.adresse) from erreur
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
        return connexion

    @property
    def moteur(self) -> Engine:
        """The write engine; building it imports SQLAlchemy, so nothing does before the first write."""
        with self._verrou:
            if self._moteur is None:
                from guichet.base.engines import creer_moteur

                self._moteur = creer_moteur(self.adresse)
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

        verrou = self._voisin(".file")
        file: AbstractContextManager[None] = nullcontext() if verrou is None else tour(verrou)
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
            except OperationalError as erreur:
                raise _traduire(erreur, self.adresse) from erreur
            self._temoigner(s)

    def _temoigner(self, s: Ecriture) -> None:
        tete = s.info.get("tete")
        if tete is not None and self.temoin is not None:
            with self.temoin.open("a", encoding="ascii") as fichier:
                fichier.write(f"{tete[0]} {tete[1]}\n")

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


def _injoignable(adresse: Adresse) -> BaseInjoignable:
    msg = f"Le serveur {adresse.affichee()} ne répond pas : vérifiez le réseau, puis réessayez."
    return BaseInjoignable(msg)


def _traduire(erreur: Any, adresse: Adresse) -> BaseOccupee | BaseInjoignable | Exception:
    """Turn a driver error into the refusal it means; anything else stays what it is."""
    cause = erreur.orig
    if getattr(cause, "sqlstate", None) in {"40001", "40P01"}:
        return ConflitDeTransaction("Deux enregistrements se sont croisés : réessayez.")
    if isinstance(cause, sqlite3.OperationalError):
        texte = str(cause)
        if "locked" in texte or "busy" in texte:
            msg = "La base est tenue par un autre programme : rien n’a été enregistré, réessayez dans un instant."
            return BaseOccupee(msg)
        if "full" in texte:
            msg = "Le disque est plein : rien n’a été enregistré. Libérez de la place, puis réessayez."
            return BaseOccupee(msg)
        if "readonly" in texte:
            msg = f"La base {adresse.affichee()} ne peut pas être écrite : vérifiez les droits du fichier."
            return BaseInjoignable(msg)
    elif adresse.postgres and getattr(erreur, "connection_invalidated", False):
        return _injoignable(adresse)
    return erreur  # type: ignore[no-any-return]


def ouvrir_base(adresse: Adresse) -> Base:
    """Open an existing base after checking that it is one, whole, ours, local and writable.

    Raises:
        BaseIntrouvable, BaseIllisible, BaseEnLectureSeule, BaseSurReseau, BasePlusRecente, BaseInjoignable.
    """
    from guichet.base.controle import controler

    base = Base(adresse)
    controler(base)
    return base
