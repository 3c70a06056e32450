"""What a driver's error means to an agent. Anything not listed here stays an unforeseen error, with its trace."""

from __future__ import annotations

import sqlite3

from guichet.base.adresse import Adresse
from guichet.erreurs import BaseOccupee, ErreurMetier
from guichet.erreurs.base import (
    REMEDE,
    REMEDE_SERVEUR,
    BaseEnLectureSeule,
    BaseIllisible,
    BaseInjoignable,
    CleDeBaseAbsente,
    ConflitDeTransaction,
    DisqueEnPanne,
    DisquePlein,
)
from guichet.erreurs.familles import FamilleInconnue

_FONDU = "ce foyer est fondu dans un autre"
"""What the triggers of models.invariants say of a household made one with another since it was read."""
_CROISEES = "Deux enregistrements se sont croisés : réessayez."
_DITS: dict[str, tuple[type[ErreurMetier], str]] = {
    "40001": (ConflitDeTransaction, _CROISEES),
    "40P01": (ConflitDeTransaction, _CROISEES),
    "55P03": (
        BaseOccupee,
        "La base est occupée par un autre poste depuis trop longtemps : rien n’a été enregistré, réessayez.",
    ),
    "53100": (DisquePlein, "Le disque du serveur est plein : rien n’a été enregistré, prévenez l’informatique."),
    "58030": (
        DisqueEnPanne,
        "Le disque du serveur répond par une erreur : rien n’a été enregistré, prévenez l’informatique.",
    ),
    "25006": (BaseEnLectureSeule, "La base {base} est en lecture seule sur le serveur."),
}
"""What a state of PostgreSQL means."""
_ABIMEE_SERVEUR = {"42P01", "42703", "XX001", "XX002"}
"""A table, or a column, that is no longer there; damaged pages and indexes."""
_ABIMEE = ("malformed", "not a database", "Could not decode", "no such table", "no such column")
_ECRITURE_REFUSEE = {sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_TRUNCATE}
"""What a quota, or a limit on the size of files, is to SQLite; a full disk has a code of its own."""


def traduire(erreur: BaseException, adresse: Adresse) -> ErreurMetier | None:
    """Return the refusal a driver's (or SQLAlchemy's) operational error means, or None."""
    cause = getattr(erreur, "orig", None) or erreur
    if _FONDU in str(cause):
        return FamilleInconnue("Ce dossier vient d’être réuni à un autre : rouvrez-le par son code (F3).")
    if isinstance(cause, sqlite3.Error):
        if type(cause) not in {sqlite3.OperationalError, sqlite3.DatabaseError}:
            return None
        return _de_sqlite(cause, adresse)
    if isinstance(cause, ValueError):
        # A day or an instant that no longer reads, in a column where only ours stand.
        return abimee(adresse)
    return _de_postgres(cause, adresse)


def abimee(adresse: Adresse, lieu: str = "") -> BaseIllisible:
    """Build the refusal of a damaged file, at opening and in use; `lieu`: where, if it is known."""
    remede = REMEDE_SERVEUR if adresse.postgres else REMEDE
    ou = f" ({lieu.rstrip('.')})" if lieu else ""
    return BaseIllisible(f"La base {adresse.affichee()} est abîmée{ou} : {remede}.")


def _de_sqlite(erreur: sqlite3.Error, adresse: Adresse) -> ErreurMetier | None:
    texte = str(erreur)
    if any(mots in texte for mots in _ABIMEE):
        return abimee(adresse)
    if "locked" in texte or "busy" in texte:
        return BaseOccupee("La base est tenue par un autre programme : rien n’a été enregistré, réessayez.")
    if disque := du_disque(erreur):
        return disque
    if "readonly" in texte or "unable to open" in texte:
        return BaseEnLectureSeule(
            f"La base {adresse.affichee()} ne peut pas être écrite : vérifiez les droits du fichier et de son dossier."
        )
    return None


def du_disque(erreur: sqlite3.Error) -> DisquePlein | None:
    """What a disk that is full, or fails, means; None of another error. A driver that gives no code gives words."""
    code = getattr(erreur, "sqlite_errorcode", None)
    sorte = None if code is None else code & 0xFF
    if sorte == sqlite3.SQLITE_FULL or (sorte is None and "full" in str(erreur)):
        return DisquePlein("Le disque est plein : rien n’a été enregistré. Libérez de la place, puis réessayez.")
    if code in _ECRITURE_REFUSEE:
        return DisqueEnPanne(
            "Le disque refuse ce qui s’y écrit (place accordée à ce compte dépassée, ou panne) : rien n’a été "
            "enregistré. Libérez de la place, ou faites vérifier le disque, puis réessayez."
        )
    if sorte == sqlite3.SQLITE_IOERR or (sorte is None and "I/O error" in str(erreur)):
        return en_panne()
    return None


def en_panne() -> DisqueEnPanne:
    """Build the refusal of a disk that fails, at opening and in use."""
    return DisqueEnPanne(
        "Le disque répond par une erreur (panne, ou partage coupé) : rien n’a été enregistré. Faites-le vérifier "
        "avant de continuer ; si la base ne se lit plus, remettez-en une copie sur un autre disque par « guichet "
        "restaurer »."
    )


def _de_postgres(cause: BaseException, adresse: Adresse) -> ErreurMetier | None:
    etat = getattr(cause, "sqlstate", None)
    if etat in _ABIMEE_SERVEUR:
        return abimee(adresse)
    if etat in _DITS:
        sorte, phrase = _DITS[etat]
        return sorte(phrase.format(base=adresse.affichee()))
    # A connection that broke carries no state; 57P0x: the server is stopping; 08xxx: connection.
    rompue = etat is None and any(sorte.__name__ == "OperationalError" for sorte in type(cause).__mro__)
    if rompue or (etat or "").startswith(("08", "57P")):
        return injoignable(adresse)
    return None


def sans_cle(_s: object) -> bytes:
    """Give no key to a base that was opened without one.

    Raises:
        CleDeBaseAbsente: always.
    """
    raise CleDeBaseAbsente


def injoignable(adresse: Adresse) -> BaseInjoignable:
    """Build the refusal of a server that does not answer."""
    return BaseInjoignable(f"Le serveur {adresse.affichee()} ne répond pas : vérifiez le réseau, puis réessayez.")
