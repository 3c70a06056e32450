"""SQLAlchemy write engines with the pragmas each base needs."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Engine, create_engine, event

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


def creer_moteur(adresse: Adresse, *, cles_etrangeres: bool = True) -> Engine:
    """Build the write engine of a base; migrations ask for `cles_etrangeres=False` (dependances.md)."""
    if adresse.postgres:
        url = adresse.url.replace("postgresql://", "postgresql+psycopg://", 1)
        return create_engine(url, isolation_level="SERIALIZABLE", pool_pre_ping=True)
    moteur = create_engine(f"sqlite:///{adresse.fichier}", connect_args={"check_same_thread": False})

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
