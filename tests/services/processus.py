"""A counter in a process of its own, that dies (kill -9) at a chosen point of its work."""

from __future__ import annotations

import os
import signal
import sqlite3
import sys
from pathlib import Path

from guichet.base import Adresse
from guichet.contexte import Contexte
from tests.bases import Horloge, contexte
from tests.patience import attendre_son_tour

RENOMMER = "renommer"
TEMOIN = "temoin"
FIN = "fin"


def ouvrir(base: str, mourir_a: str = "") -> Contexte:
    """Open the base; the process dies at `mourir_a`.

    It is the beginning of an SQL statement (dies before running it), RENOMMER (before it first gives a file its name),
    TEMOIN (after the commit, before the witness is written), or "" and FIN: never here.
    """
    from sqlalchemy import event

    from guichet.secrets import SecretsFichier

    _hachage_rapide()
    attendre_son_tour()
    ctx = contexte(Adresse(Path(base)), Horloge(), SecretsFichier(Path(base + ".cles")))
    point = mourir_a if mourir_a not in {"", FIN} else "\0"

    def ordre(sql: str) -> None:
        if sql.startswith(point):
            mourir()

    def systeme(evenement: str, arguments: tuple[object, ...]) -> None:
        if point == RENOMMER and evenement in {"os.rename", "os.link"}:
            mourir()
        if point == TEMOIN and evenement == "open" and str(arguments[0]).endswith(".temoin"):
            mourir()

    @event.listens_for(ctx.base.moteur, "connect")
    def _tracer(connexion: sqlite3.Connection, _fiche: object) -> None:
        connexion.set_trace_callback(ordre)

    sys.addaudithook(systeme)
    return ctx


def ouvrir_adresse(texte: str) -> Contexte:
    """Open a base of either engine from another process, with the keys its test left."""
    from guichet.base import lire_adresse
    from guichet.secrets import SecretsFichier, SecretsMemoire

    _hachage_rapide()
    attendre_son_tour()
    adresse = lire_adresse(texte)
    if adresse.fichier is not None:
        return contexte(adresse, Horloge(), SecretsFichier(Path(texte + ".cles")))
    depot = SecretsMemoire()
    ctx = contexte(adresse, Horloge(), depot)
    depot.ecrire(f"{ctx.base_id}:cle-enfance", os.environ["GUICHET_ESSAI_CLE"])
    return ctx


def mourir() -> None:
    """As a power cut does: no handler, no flush."""
    os.kill(os.getpid(), signal.SIGKILL)


def deposer_cles(ctx: Contexte, base: Path) -> None:
    """Give the other processes the keys the tests keep in memory."""
    from guichet.secrets import SecretsFichier

    nom = f"{ctx.base_id}:cle-enfance"
    SecretsFichier(base.with_name(base.name + ".cles")).ecrire(nom, ctx.secrets.lire(nom) or "")


def _hachage_rapide() -> None:
    from argon2 import PasswordHasher

    from guichet.registres.socle import hachage

    hachage.hacheur = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
