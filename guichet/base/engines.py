"""SQLAlchemy write engines with the pragmas each base needs."""

from __future__ import annotations

import sqlite3
from typing import Any

from sqlalchemy import URL, DateTime, Engine, create_engine, event

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


def creer_moteur(adresse: Adresse, *, cles_etrangeres: bool = True) -> Engine:
    """Build the write engine of a base; migrations ask for `cles_etrangeres=False` (dependances.md)."""
    if adresse.postgres:
        pilote.charger()
        url = adresse.url.replace("postgresql://", "postgresql+psycopg://", 1)
        return create_engine(
            url,
            isolation_level="SERIALIZABLE",
            pool_pre_ping=True,
            # A workstation frozen in the middle of an act must not freeze the others for ever.
            connect_args={"options": f"-c lock_timeout={ATTENTE_POSTGRES_MS}", "connect_timeout": 5},
        )
    assert adresse.fichier is not None  # noqa: S101 - a base is a server or a file
    moteur = create_engine(
        # Parts, not a text: in one, « % », « ? » and « # » would mean something.
        URL.create("sqlite", database=str(adresse.fichier.absolute())),
        # Dates and instants are converted by the driver, as in guichet.base.lecture: a row read in the middle of a
        # write transaction holds the same Python values as in a snapshot, and as on PostgreSQL.
        native_datetime=True,
        connect_args={"check_same_thread": False, "detect_types": sqlite3.PARSE_DECLTYPES},
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


def exiger_lisible(moteur: Engine) -> Engine:
    """Hold what the models write against guichet.base.lisibles too; returns the engine."""

    @event.listens_for(moteur, "before_cursor_execute")
    def _lire(_connexion: Any, _curseur: Any, _ordre: str, parametres: Any, _contexte: Any, _plusieurs: bool) -> None:
        lisibles.exiger(parametres)

    return moteur
