"""Bring a base to the current schema: create it, or migrate it after copying the file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

from guichet.base.adresse import Adresse
from guichet.base.ecriture import Ecriture
from guichet.base.engines import creer_moteur
from guichet.base.temoin import Tete, Vue
from guichet.erreurs.base import BaseIllisible
from models import invariants


def configuration(connexion: Connection) -> Config:
    """Alembic configuration bound to an open connection."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connexion
    return config


def mettre_a_niveau(adresse: Adresse, suite: Callable[[Ecriture], None] | None = None) -> Vue | None:
    """Create or upgrade the schema in one transaction, triggers included; returns what the witness is to note.

    Foreign keys are off while tables are rebuilt (batch mode would empty their children) and checked before commit.

    Args:
        adresse: the base.
        suite: what is written in the same transaction, once the schema is the new one.

    Raises:
        BaseIllisible: a foreign key no longer holds after the migration.
    """
    neuve = adresse.fichier is not None and not adresse.fichier.exists()
    moteur = creer_moteur(adresse, cles_etrangeres=False, neuve=neuve)
    try:
        with moteur.begin() as connexion:
            command.upgrade(configuration(connexion), "head")
            invariants.creer(connexion)
            tete = None if suite is None else _ecrire(connexion, suite, postgres=adresse.postgres)
            if not adresse.postgres and connexion.exec_driver_sql("PRAGMA foreign_key_check").first():
                msg = "La mise à niveau casserait un lien entre tables : rien n’a été changé, prévenez l’éditeur."
                raise BaseIllisible(msg)
        return tete
    finally:
        moteur.dispose()


def _ecrire(connexion: Connection, suite: Callable[[Ecriture], None], *, postgres: bool) -> Vue | None:
    with Ecriture(bind=connexion, expire_on_commit=False, join_transaction_mode="rollback_only") as s:
        s.postgres = postgres
        suite(s)
        s.flush()
        tete = s.info.get("tete")
        return None if tete is None else Vue(Tete(*tete), s.info.get("mac", ""))
