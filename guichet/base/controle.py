"""Is this file a base a counter may open? Each refusal says what is wrong and what to do."""

from __future__ import annotations

import errno
import os
import sqlite3
from pathlib import Path

from guichet.base.adresse import Adresse
from guichet.base.moteur import Base
from guichet.base.place import modes, montages
from guichet.base.place.descripteurs import lire_debut
from guichet.base.place.modes import Mode
from guichet.base.place.remise import interrompue
from guichet.base.refus import abimee, en_panne
from guichet.erreurs import BaseOccupee
from guichet.erreurs.base import (
    REMEDE,
    BaseEnLectureSeule,
    BaseIllisible,
    BaseInjoignable,
    BaseIntrouvable,
    BasePlusRecente,
    DisquePlein,
    DossierNonPartage,
)
from guichet.erreurs.socle import cause

REVISIONS = (
    "0001",
    "0002",
    "0003",
    "0004",
    "0005",
    "0006",
    "0009",
    "0010",
    "0012",
    "0013",
    "0014",
    "0015",
    "0016",
    "0017",
    "0018",
)
"""Revisions this program knows, oldest first; an older one is migrated as the base is opened."""

REVISION = REVISIONS[-1]
"""Schema revision this program writes."""

_ENTETE = b"SQLite format 3\x00"


def ouvrir_base(adresse: Adresse) -> Base:
    """Open an existing base after checking that it is one, whole, ours, local and writable.

    Raises:
        BaseIntrouvable, BaseIllisible, BaseEnLectureSeule, BaseSurReseau, BasePlusRecente, BaseInjoignable,
            BaseRemplacee.
    """
    base = Base(adresse)
    try:
        base.revision = controler(base)
    except BaseException:
        base.fermer()
        raise
    return base


def controler(base: Base) -> str:
    """Refuse a base that cannot be worked on (see ouvrir_base for the refusals); returns its schema revision."""
    fichier = base.adresse.fichier
    if fichier is not None:
        try:
            _controler_fichier(fichier)
        except OSError as erreur:
            if erreur.errno == errno.EIO:
                raise en_panne() from erreur
            msg = f"La base {fichier} ne peut pas être ouverte ({cause(erreur)}) : vérifiez son nom et vos droits."
            raise BaseInjoignable(msg) from erreur
    return _controler_revision(base)


def preparer_lieu(adresse: Adresse, mode: Mode | None = None) -> None:
    """Make sure that a new base can be put there, in a folder of its own account unless `mode` shares it.

    Raises:
        BaseInjoignable: the server does not answer, or the folder cannot be made; BaseSurReseau.
        DossierNonPartage: a folder that is there and does not follow a shared mode.
    """
    mode = mode or modes.neuf()
    if adresse.fichier is None:
        base = Base(adresse)
        try:
            base.lecture()
        finally:
            base.fermer()
        return
    dossier = adresse.fichier.parent
    try:
        fait = modes.dossier(dossier, mode)
        if mode.partage and not fait:
            _exiger_partage(dossier, mode)
    except OSError as erreur:
        msg = f"Le dossier {dossier} ne peut pas être créé ({cause(erreur)}) : choisissez-en un autre."
        raise BaseInjoignable(msg) from erreur
    montages.refuser(adresse.fichier)


def _exiger_partage(dossier: Path, mode: Mode) -> None:
    s = dossier.stat()
    if s.st_gid != mode.gid or s.st_mode & mode.dossier != mode.dossier or s.st_mode & 0o007:
        nom = modes.nom_du_groupe(mode.gid)
        raise DossierNonPartage(
            f"Le dossier {dossier} existe et n’est pas celui du groupe « {nom} » : nommez un dossier à créer, ou "
            f"faites « chgrp {nom} {dossier} » puis « chmod 2770 {dossier} »."
        )


def _controler_fichier(fichier: Path) -> None:
    if interrompue(fichier):
        msg = (
            f"La restauration de {fichier} est en cours, ou a été interrompue : relancez « guichet restaurer » avec la "
            "même copie pour la terminer."
        )
        raise BaseIntrouvable(msg)
    if not fichier.exists():
        msg = f"Il n’y a pas de base à {fichier} : créez-la par « guichet init --commune NOM »."
        raise BaseIntrouvable(msg)
    if fichier.is_dir():
        msg = f"{fichier} est un dossier : donnez le fichier de la base."
        raise BaseIntrouvable(msg)
    montages.refuser(fichier)
    taille = fichier.stat().st_size
    if taille == 0:
        msg = f"La base {fichier} est vide (0 octet) : {REMEDE}."
        raise BaseIllisible(msg)
    _controler_entete(fichier, taille)
    # The mode bits too: root passes os.access on a file that nobody is meant to write.
    if not os.access(fichier, os.W_OK) or not fichier.stat().st_mode & 0o222 or not os.access(fichier.parent, os.W_OK):
        msg = f"La base {fichier} est en lecture seule : demandez le droit d’écrire sur ce fichier et son dossier."
        raise BaseEnLectureSeule(msg)


def _controler_entete(fichier: Path, taille: int) -> None:
    tete = lire_debut(fichier, 100)
    if tete[:16] != _ENTETE:
        msg = f"{fichier} n’est pas une base Guichet : ce n’est pas un fichier SQLite. Vérifiez le nom donné."
        raise BaseIllisible(msg)
    page = int.from_bytes(tete[16:18], "big")
    attendu = (65536 if page == 1 else page) * int.from_bytes(tete[28:32], "big")
    wal = fichier.with_name(fichier.name + "-wal")
    if taille < attendu and not (wal.exists() and wal.stat().st_size):
        msg = f"La base {fichier} est tronquée ({taille} octets sur {attendu}) : {REMEDE}."
        raise BaseIllisible(msg)


def _controler_revision(base: Base) -> str:
    try:
        ligne = _revision(base)
    except sqlite3.DatabaseError as erreur:
        raise abimee(base.adresse) from erreur
    except DisquePlein:
        raise
    except BaseOccupee as refus:
        # Nothing was being written yet: the sentence of a refused act would mislead.
        raise BaseOccupee("La base est tenue par un autre programme : fermez-le, puis réessayez.") from refus
    except LookupError as erreur:
        raise _pas_guichet(base) from erreur
    if ligne is None:
        raise _pas_guichet(base)
    if ligne[0] not in REVISIONS:
        msg = (
            f"La base {base.adresse.affichee()} vient d’une version plus récente de Guichet "
            f"(schéma {ligne[0]}, celui-ci connaît jusqu’à {REVISION}) : mettez Guichet à jour."
        )
        raise BasePlusRecente(msg)
    return str(ligne[0])


def _revision(base: Base) -> tuple[str] | None:
    """Read the schema revision; LookupError when there is no such table."""
    la = (
        "SELECT 1 WHERE to_regclass('alembic_version') IS NOT NULL"
        if base.postgres
        else "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'alembic_version'"
    )
    with base.lecture() as s:
        if s.une(la) is None:
            raise LookupError
        return s.une("SELECT version_num FROM alembic_version")


def _pas_guichet(base: Base) -> BaseIllisible:
    msg = f"{base.adresse.affichee()} n’est pas une base Guichet : créez-la par « guichet init --commune NOM »."
    return BaseIllisible(msg)
