"""`guichet diagnostic`: everything a counter depends on, each in one sentence, whatever is broken."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from guichet.base import ouvrir_base
from guichet.base.place.identite import FILE
from guichet.contexte import horloge_systeme
from guichet.erreurs import ErreurMetier
from guichet.erreurs.base import REMEDE
from guichet.erreurs.socle import cause
from guichet.fiches.socle.diagnostic import Constat, EtatConstat
from guichet.formats import PARIS, instant_num
from guichet.formats.mots import entier
from guichet.registres.socle import droits_fichiers, heure, machine
from guichet.registres.socle.machine import constat
from guichet.registres.socle.temoins import restauration, temoignage

if TYPE_CHECKING:
    from guichet.base import Adresse, Base
    from guichet.base.temoin.registres import Registre


def diagnostiquer(adresse: Adresse, *, horloge: Callable[[], datetime] = horloge_systeme) -> tuple[Constat, ...]:
    """Look at the machine and at the base, without logging in nor changing anything; never raises a refusal."""
    dossier = Path.cwd() if adresse.fichier is None else adresse.fichier.absolute().parent
    constats = [
        machine.python(),
        machine.sqlite(),
        machine.terminal(),
        machine.polices(),
        machine.espace(dossier),
        *_reglages(),
    ]
    if adresse.fichier is not None and (droits := droits_fichiers.examiner(adresse.fichier)) is not None:
        constats.append(droits)
    try:
        base = ouvrir_base(adresse)
    except ErreurMetier as refus:
        return (*constats, Constat("base", EtatConstat.REFUS, refus.message))
    try:
        constats += [_base(base), *_tour(base), _horloge(base, horloge().astimezone(UTC)), _secrets(base)]
        constats += _temoin(base)
    except (ErreurMetier, sqlite3.DatabaseError, ValueError) as refus:
        constats.append(constat("base", f"La base ne se lit pas en entier ({refus}).", EtatConstat.REFUS))
    finally:
        base.fermer()
    return tuple(constats)


def _base(base: Base) -> Constat:
    fichier = base.adresse.fichier
    with base.lecture() as s:
        ((familles,),) = s.lignes("SELECT count(*) FROM famille WHERE fusionnee_dans IS NULL")
        compte = f"{entier(familles)} famille{'s' if familles > 1 else ''}"
        if fichier is None:
            ((version,),) = s.lignes("SHOW server_version")
            return constat("base", f"{base.adresse.affichee()} (PostgreSQL {version}), {compte}.")
        ((mode,),) = s.lignes("PRAGMA journal_mode")
    phrase = f"{fichier}, {entier(fichier.stat().st_size // 1024)} Ko, {compte}, journal {mode}"
    if mode != "wal":
        # Another program changed it; the next write puts it back.
        return constat("base", f"{phrase} : « wal » était attendu.", EtatConstat.ATTENTION)
    return constat("base", f"{phrase}.")


def _horloge(base: Base, maintenant: datetime) -> Constat:
    """What is told at opening, told here too."""
    with base.lecture() as s:
        avis = heure.dire(s, maintenant)
    if avis:
        return constat("horloge", avis, EtatConstat.ATTENTION)
    return constat("horloge", f"{instant_num(maintenant.astimezone(PARIS))}, heure de Paris.")


def _tour(base: Base) -> list[Constat]:
    """Who keeps the others from writing, where somebody does."""
    from guichet.base.place.ouvertures import qui_ecrit

    fichier = base.adresse.fichier
    qui = "" if fichier is None else qui_ecrit(fichier.with_name(fichier.name + FILE))
    return [constat("écriture", f"{qui}.", EtatConstat.ATTENTION)] if qui else []


def _secrets(base: Base) -> Constat:
    """Where keys are kept on this machine, and whether the key of the Clés Enfance is there."""
    from guichet.secrets import cle_hmac, ouvrir_secrets

    with base.lecture() as s:
        parametres: dict[str, str] = dict(s.lignes("SELECT cle, valeur FROM parametre"))
    base_id = parametres.get("base_id", "")
    if not base_id:
        return Constat("secrets", EtatConstat.REFUS, f"La base n’a plus son identifiant : {REMEDE}.")
    depot = ouvrir_secrets(base.adresse, base_id, formation=parametres.get("formation") == "1")
    try:
        cle_hmac(depot, base_id, parametres.get("empreinte_cle_enfance", ""))
        avis = depot.avis
    except ErreurMetier as refus:
        return Constat("secrets", EtatConstat.REFUS, refus.message)
    if avis:
        return Constat("secrets", EtatConstat.ATTENTION, avis)
    return constat("secrets", "Les clés de cette base sont sur cette machine, en lieu sûr.")


def _temoin(base: Base) -> list[Constat]:
    """The town's witness of a base on a server: whether there is one, whether it follows."""
    from guichet.base.temoin import ville
    from guichet.config import temoin_de_la_ville

    try:
        lieu = temoin_de_la_ville()
    except ErreurMetier:
        # Said of the settings already.
        return []
    if not base.postgres:
        dit = "Un témoin de la ville est nommé, et ne sert qu’à une base sur un serveur : celle-ci a le sien à côté."
        return [constat(temoignage.VILLE, dit, EtatConstat.ATTENTION)] if lieu else []
    with base.lecture() as s:
        ((base_id,),) = s.lignes("SELECT valeur FROM parametre WHERE cle = 'base_id'")
        tete = restauration.tete(s).seq
    try:
        de_la_ville = ville.ouvrir(lieu, base.adresse, base_id)
        phrase = temoignage.SANS_VILLE if de_la_ville is None else _suivi(de_la_ville.registre, tete)
    except ErreurMetier as refus:
        phrase = refus.message
    if phrase or de_la_ville is None:
        return [constat(temoignage.VILLE, phrase, EtatConstat.ATTENTION)]
    return [constat(temoignage.VILLE, f"Le témoin {de_la_ville.registre.nom} connaît tout le journal.")]


def _suivi(registre: Registre, tete: int) -> str:
    """What keeps the town's witness from following, "" where nothing does."""
    try:
        return temoignage.retard(tete, registre.derniere())
    except OSError as erreur:
        return f"Le témoin {registre.nom} ne se lit pas ({cause(erreur)}) : vérifiez ses droits."


def _reglages() -> list[Constat]:
    """The settings of this workstation, and the printer they name."""
    from guichet.config import chemin_config, dossier_editions, lire_config

    chemin = chemin_config()
    try:
        config = lire_config()
        dossier = dossier_editions()
    except ErreurMetier as refus:
        return [Constat("réglages", EtatConstat.REFUS, refus.message)]
    lu = f"Réglages lus dans {chemin}." if chemin.exists() else f"Pas de {chemin} : réglages habituels."
    return [constat("réglages", lu), _imprimante(config.impression.imprimante, dossier)]


def _imprimante(nom: str, dossier: Path) -> Constat:
    if nom and shutil.which("lp") is None:
        return constat(
            "imprimante",
            f"L’imprimante « {nom} » est réglée mais la commande lp manque : installez CUPS.",
            EtatConstat.REFUS,
        )
    if nom:
        return constat("imprimante", f"Les papiers vont à l’imprimante « {nom} ».")
    existant = next(d for d in (dossier, *dossier.parents) if d.exists())
    if not os.access(existant, os.W_OK):
        return constat(
            "imprimante",
            f"Les papiers iraient dans {dossier}, qui ne peut pas être écrit : changez-le dans guichet.toml.",
            EtatConstat.REFUS,
        )
    return constat("imprimante", f"Pas d’imprimante : les papiers vont dans {dossier}.", EtatConstat.ATTENTION)
