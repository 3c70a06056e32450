"""The training base of `guichet demo`: built aside, then put in its place at once.

Two commands at once, or a command killed at any moment, leave either the former base or the new one, whole. A base
that is not a demonstration is never replaced; one that is already what is asked for is kept, with what trainees did.
"""

from __future__ import annotations

import secrets as alea
import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import datetime
from functools import partial
from glob import escape
from pathlib import Path
from typing import TYPE_CHECKING

from guichet import __version__
from guichet.base import Adresse, Base
from guichet.base.controle import REVISION, preparer_lieu
from guichet.base.file import tour
from guichet.demonstration.ville import peupler
from guichet.erreurs import ErreurMetier
from guichet.erreurs.base import BaseExistante
from guichet.formats import PARIS
from guichet.registres.socle import hachage, journal
from guichet.regles.offre.annee import annee_scolaire
from guichet.regles.socle.actes import TypeActe
from guichet.secrets import cle_hmac, ouvrir_secrets

if TYPE_CHECKING:
    from guichet.communes import Commune

ATTENTE_S = 60.0
"""How long a second `guichet demo` waits for the first to have built the base."""

_SIGNATURE = "demonstration"
_CONTENU = 4
"""What a demonstration holds, to be counted up when it changes: those already prepared are then made again."""
_VOISINS = (".cles", ".temoin")

Avancement = Callable[[int, int], None]
"""Bookings, then families: done, in all."""


def emplacement_demo(commune: str = "clairval") -> Path:
    """Where the demonstration base of a town is kept when `--base` names no other place."""
    from platformdirs import user_data_path

    return user_data_path("guichet") / f"demo-{Path(commune).stem}.db"


def preparer(
    adresse: Adresse,
    *,
    familles: int = 300,
    graine: int = 1,
    commune: str = "clairval",
    annee_complete: bool = False,
    maintenant: datetime,
    avancement: Avancement | None = None,
) -> None:
    """Make sure the demonstration base is there: that town, that many families, that seed, this version.

    Bookings stop four weeks ahead, unless `annee_complete`.

    Raises:
        PresetInconnu, PresetInvalide: the town; BaseSurReseau: the place.
        BaseExistante: there is a base at that place, and it is not a demonstration.
        BaseOccupee: another command has been building it for too long.
    """
    from guichet.communes import chemin_preset, lire_preset

    ville = lire_preset(chemin_preset(commune))
    etendue = "annee" if annee_complete else "mois"
    signature = f"{__version__} {REVISION} {_CONTENU} {ville.slug} {familles} {graine} {etendue}"
    batir = partial(
        _batir,
        ville=ville,
        signature=signature,
        familles=familles,
        graine=graine,
        annee_complete=annee_complete,
        maintenant=maintenant,
        avancement=avancement,
    )
    preparer_lieu(adresse)
    if adresse.fichier is None:
        # An empty database of a server is filled; one that holds anything else is left alone.
        if _signature(adresse) != signature:
            batir(adresse)
        return
    _preparer_fichier(adresse, adresse.fichier, signature, batir)


def _preparer_fichier(adresse: Adresse, fichier: Path, signature: str, batir: Callable[[Adresse], None]) -> None:
    with tour(fichier.with_name(f".{fichier.name}.preparation"), ATTENTE_S):
        actuelle = _signature(adresse)
        if actuelle == signature:
            return
        if actuelle is None and fichier.exists():
            msg = (
                f"Il y a à {fichier} une base qui n’est pas une démonstration : elle reste intacte, "
                "choisissez un autre fichier avec « --base »."
            )
            raise BaseExistante(msg)
        prefixe = f".{fichier.name}.chantier-"
        # We hold the turn: a folder that is there belongs to nobody alive.
        for reste in fichier.parent.glob(escape(prefixe) + "*"):
            shutil.rmtree(reste, ignore_errors=True)
        chantier = Path(tempfile.mkdtemp(prefix=prefixe, dir=fichier.parent))
        try:
            neuve = Adresse(chantier / fichier.name)
            batir(neuve)
            _mettre_en_place(chantier / fichier.name, fichier)
        finally:
            shutil.rmtree(chantier, ignore_errors=True)


def _signature(adresse: Adresse) -> str | None:
    """What a demonstration base says of itself; None when it is something else, or cannot be used as one."""
    from guichet.base import ouvrir_base

    try:
        base = ouvrir_base(adresse)
        try:
            parametres = _parametres(base)
            signature = parametres.get(_SIGNATURE)
            if signature is None or parametres.get("formation") != "1":
                return None
            depot = ouvrir_secrets(adresse, parametres["base_id"], formation=True)
            try:
                cle_hmac(depot, parametres["base_id"], parametres["empreinte_cle_enfance"])
            except ErreurMetier:
                # Killed between the keys and the base: to be built again.
                return ""
            return signature
        finally:
            base.fermer()
    except ErreurMetier:
        return _ancienne(adresse)


def _ancienne(adresse: Adresse) -> str | None:
    """Tell a demonstration of another version of the schema, which may be replaced, from a base to keep."""
    if adresse.fichier is None or not adresse.fichier.is_file():
        return None
    connexion = sqlite3.connect(f"{adresse.fichier.absolute().as_uri()}?mode=ro", uri=True)
    try:
        ligne = connexion.execute("SELECT valeur FROM parametre WHERE cle = ?", (_SIGNATURE,)).fetchone()
    except sqlite3.DatabaseError:
        return None
    finally:
        connexion.close()
    return None if ligne is None else ""


def _batir(
    adresse: Adresse,
    *,
    ville: Commune,
    signature: str,
    familles: int,
    graine: int,
    annee_complete: bool,
    maintenant: datetime,
    avancement: Avancement | None,
) -> None:
    from guichet.demonstration import reservations, vacances
    from guichet.demonstration.chantier import Chantier
    from guichet.demonstration.semis import semer
    from guichet.registres.recherche import index_recherche
    from guichet.services.socle.initialisation import AGENTS_FORMATION, initialiser

    base = initialiser(adresse, ville, maintenant=maintenant, agents=AGENTS_FORMATION, formation=True)
    local = maintenant.astimezone(PARIS)
    # argon2id is slow on purpose: one hash for all, of a secret that is forgotten here.
    chantier = Chantier(ville, local, annee_scolaire(local.date()), _cle(base), hachage.hacher(alea.token_hex(32)))
    demos = peupler(ville, local.date(), familles=familles, graine=graine)
    try:
        with base.ecriture() as s:
            vacances.completer(s, ville, chantier.annee)
            semer(s, chantier, demos)
            reservations.semer(s, chantier, graine=graine, annee_complete=annee_complete, avancement=avancement)
            index_recherche.reconstruire(s, avancement and partial(_dire, avancement, len(demos)))
            s.ordre("INSERT INTO parametre (cle, valeur) VALUES (:cle, :v)", {"cle": _SIGNATURE, "v": signature})
            journal.inscrire(
                s,
                le=maintenant,
                agent="guichet",
                poste="demo",
                type_=TypeActe.DEMONSTRATION_PREPARER,
                contenu={"commune": ville.slug, "familles": len(demos), "graine": graine},
            )
    finally:
        base.fermer()


def _dire(avancement: Avancement, total: int, faites: int) -> None:
    avancement(faites, total)


def _cle(base: Base) -> bytes:
    parametres = _parametres(base)
    depot = ouvrir_secrets(base.adresse, parametres["base_id"], formation=True)
    return cle_hmac(depot, parametres["base_id"], parametres["empreinte_cle_enfance"])


def _parametres(base: Base) -> dict[str, str]:
    with base.lecture() as s:
        parametres: dict[str, str] = dict(s.lignes("SELECT cle, valeur FROM parametre"))
    return parametres


def _mettre_en_place(neuve: Path, fichier: Path) -> None:
    """Put the new base where the former one was; the last rename is the one that counts.

    A log left by a crash beside the former base would be played into the new one: it goes first. Both are written
    into their base before, so that neither is needed whenever we are killed.
    """
    for base in (neuve, fichier):
        if base.exists():
            with closing(sqlite3.connect(base)) as connexion, suppress(sqlite3.DatabaseError):
                connexion.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    for suffixe in _VOISINS:
        voisin = neuve.with_name(neuve.name + suffixe)
        if voisin.exists():
            voisin.replace(fichier.with_name(fichier.name + suffixe))
    for suffixe in ("-wal", "-shm"):
        fichier.with_name(fichier.name + suffixe).unlink(missing_ok=True)
    neuve.replace(fichier)
