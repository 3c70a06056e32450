"""SQLAlchemy write engines with the pragmas each base needs."""

from __future__ import annotations

import sqlite3
from typing import Any

from sqlalchemy import DateTime, Engine, QueuePool, create_engine, event

from guichet.base import lisibles, pilote
from guichet.base.adresse import Adresse

PRAGMAS = (
    "journal_mode = WAL",
    "foreign_keys = ON",
    "busy_timeout = 5000",
    # An acknowledged act survives a power cut.
    "synchronous = FULL",
    # INSERT OR REPLACE would otherwise delete without firing DELETE triggers (rule 19).
    "recursive_triggers = ON",
)


class _InstantDuPilote(DateTime):
    """An instant the driver already converted."""


ATTENTE_POSTGRES_MS = 10_000


def creer_moteur(adresse: Adresse, *, cles_etrangeres: bool = True, neuve: bool = False) -> Engine:
    """Build the write engine of a base; migrations ask for `cles_etrangeres=False` (dependances.md).

    A file is only made when the base is to be `neuve`: the name of one that was removed must not get an empty one.
    """
    if adresse.fichier is None:
        pilote.charger()
        url = adresse.url.replace("postgresql://", "postgresql+psycopg://", 1)
        return create_engine(
            url,
            isolation_level="SERIALIZABLE",
            pool_pre_ping=True,
            # A workstation frozen in the middle of an act must not freeze the others for ever.
            connect_args={"options": f"-c lock_timeout={ATTENTE_POSTGRES_MS}", "connect_timeout": 5},
        )
    uri = f"{adresse.fichier.absolute().as_uri()}?mode={'rwc' if neuve else 'rw'}"
    moteur = create_engine(
        "sqlite://",
        creator=lambda: sqlite3.connect(uri, uri=True, check_same_thread=False, detect_types=sqlite3.PARSE_DECLTYPES),
        poolclass=QueuePool,
        # Dates and instants are converted by the driver, as in guichet.base.lecture: a row read in the middle of a
        # write transaction holds the same Python values as in a snapshot, and as on PostgreSQL.
        native_datetime=True,
    )

    # native_datetime covers Date alone; our instants are DateTime, which the dialect would parse a second time.
    moteur.dialect.colspecs = {**moteur.dialect.colspecs, DateTime: _InstantDuPilote}

    @event.listens_for(moteur, "connect")
    def _pragmas(connexion: Any, _fiche: Any) -> None:
        connexion.isolation_level = None
        for pragma in PRAGMAS:
            connexion.execute(f"PRAGMA {pragma}")
        if not cles_etrangeres:
            connexion.execute("PRAGMA foreign_keys = OFF")

    @event.listens_for(moteur, "begin")
    def _commencer(connexion: Any) -> None:
        connexion.exec_driver_sql("BEGIN IMMEDIATE")

    return moteur


def noter_touchees(moteur: Engine) -> Engine:
    """Have each connection note the rows it touches, to be sealed (guichet.base.sceaux); returns the engine."""

    @event.listens_for(moteur, "connect")
    def _noter(connexion: Any, _fiche: Any) -> None:
        from models.invariants.scellees import NOTES_POSTGRES, notes_sqlite

        if moteur.dialect.name == "postgresql":
            connexion.execute(NOTES_POSTGRES)
            connexion.commit()
            return
        # In memory, for the length of a transaction: never a file of ours in /tmp.
        connexion.execute("PRAGMA temp_store = MEMORY")
        for ordre in notes_sqlite():
            connexion.execute(ordre)

    return moteur


def exiger_lisible(moteur: Engine) -> Engine:
    """Hold what the models write against guichet.base.lisibles too; returns the engine."""

    @event.listens_for(moteur, "before_cursor_execute")
    def _lire(_connexion: Any, _curseur: Any, _ordre: str, parametres: Any, _contexte: Any, _plusieurs: bool) -> None:
        lisibles.exiger(parametres)

    return moteur
