"""A counter in a process of its own, that may be killed (-9) at its n-th SQL statement."""

from __future__ import annotations

import os
import signal
import sqlite3
import sys
from pathlib import Path

from guichet.base import Adresse
from guichet.contexte import Contexte
from tests.bases import Horloge, contexte


def ouvrir(base: str, *, tuer_a: int = 0, renommage: str = "") -> Contexte:
    """Open the base; the process kills itself before running its `tuer_a`-th statement (0: never).

    `renommage`: "avant" kills it just before its first renaming of a file, "apres" counts statements from there on.
    """
    from guichet.secrets.depots import SecretsFichier

    _hachage_rapide()
    ctx = contexte(Adresse(Path(base)), Horloge(), SecretsFichier(Path(base + ".cles")))
    compteur = {"n": 0, "arme": renommage != "apres"}

    def compter(_sql: str) -> None:
        if compteur["arme"]:
            compteur["n"] += 1
            if compteur["n"] == tuer_a:
                mourir()

    def surveiller(evenement: str, _arguments: object) -> None:
        if evenement == "os.rename" and renommage == "avant":
            mourir()
        if evenement == "os.rename":
            compteur["arme"] = True

    from sqlalchemy import event

    @event.listens_for(ctx.base.moteur, "connect")
    def _tracer(connexion: sqlite3.Connection, _fiche: object) -> None:
        connexion.set_trace_callback(compter)

    sys.addaudithook(surveiller)
    return ctx


def mourir() -> None:
    """As the power cut does: no handler, no flush."""
    os.kill(os.getpid(), signal.SIGKILL)


def deposer_cles(ctx: Contexte, base: Path) -> None:
    """Give the other processes the keys the tests keep in memory."""
    from guichet.secrets.depots import SecretsFichier

    nom = f"{ctx.base_id}:cle-enfance"
    SecretsFichier(base.with_name(base.name + ".cles")).ecrire(nom, ctx.secrets.lire(nom) or "")


def _hachage_rapide() -> None:
    from argon2 import PasswordHasher

    from guichet.registres import hachage

    hachage.hacheur = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
