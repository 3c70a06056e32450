"""What a driver's error means to an agent. Anything not listed here stays an unforeseen error, with its trace."""

from __future__ import annotations

import sqlite3

from guichet.base.adresse import Adresse
from guichet.erreurs import BaseOccupee, ErreurMetier
from guichet.erreurs.base import (
    REMEDE,
    BaseEnLectureSeule,
    BaseIllisible,
    BaseInjoignable,
    CleDeBaseAbsente,
    ConflitDeTransaction,
    DisquePlein,
)
from guichet.erreurs.familles import FamilleInconnue

_FONDU = "ce foyer est fondu dans un autre"
"""What the triggers of models.invariants say of a household made one with another since it was read."""
_CROISEES = {"40001", "40P01"}
"""PostgreSQL: serialization failure, deadlock."""
_ATTENTE_TROP_LONGUE = "55P03"
_DISQUE_PLEIN = "53100"
_LECTURE_SEULE = "25006"


def traduire(erreur: BaseException, adresse: Adresse) -> ErreurMetier | None:
    """Return the refusal a driver's (or SQLAlchemy's) operational error means, or None."""
    cause = getattr(erreur, "orig", None) or erreur
    if _FONDU in str(cause):
        return FamilleInconnue("Ce dossier vient d’être réuni à un autre : rouvrez-le par son code (F3).")
    if isinstance(cause, sqlite3.Error):
        if type(cause) not in {sqlite3.OperationalError, sqlite3.DatabaseError}:
            return None
        return _de_sqlite(str(cause), adresse)
    if isinstance(cause, ValueError):
        # A day or an instant that no longer reads, in a column where only ours stand.
        return abimee(adresse)
    return _de_postgres(cause, adresse)


def abimee(adresse: Adresse) -> BaseIllisible:
    """Build the refusal of a damaged file, at opening and in use."""
    return BaseIllisible(f"La base {adresse.affichee()} est abîmée : {REMEDE}.")


def _de_sqlite(texte: str, adresse: Adresse) -> ErreurMetier | None:
    if "malformed" in texte or "not a database" in texte or "Could not decode" in texte:
        return abimee(adresse)
    if "locked" in texte or "busy" in texte:
        return BaseOccupee("La base est tenue par un autre programme : rien n’a été enregistré, réessayez.")
    # A full disk says « full », a quota or a file-size limit says « I/O error ».
    if "full" in texte or "I/O error" in texte:
        return DisquePlein(
            "Le disque n’accepte plus d’écriture (plein, ou en panne) : rien n’a été enregistré. "
            "Libérez de la place, puis réessayez."
        )
    if "readonly" in texte or "unable to open" in texte:
        return BaseEnLectureSeule(
            f"La base {adresse.affichee()} ne peut pas être écrite : vérifiez les droits du fichier et de son dossier."
        )
    return None


def _de_postgres(cause: BaseException, adresse: Adresse) -> ErreurMetier | None:
    etat = getattr(cause, "sqlstate", None)
    if etat in _CROISEES:
        return ConflitDeTransaction("Deux enregistrements se sont croisés : réessayez.")
    if etat == _ATTENTE_TROP_LONGUE:
        return BaseOccupee(
            "La base est occupée par un autre poste depuis trop longtemps : rien n’a été enregistré, réessayez."
        )
    if etat == _DISQUE_PLEIN:
        return DisquePlein("Le disque du serveur est plein : rien n’a été enregistré, prévenez l’informatique.")
    if etat == _LECTURE_SEULE:
        return BaseEnLectureSeule(f"La base {adresse.affichee()} est en lecture seule sur le serveur.")
    # A connection that broke carries no state; 57P0x: the server is stopping; 08xxx: connection.
    if etat is None or etat.startswith(("08", "57P")):
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
