"""What this machine must offer a counter, looked at without changing anything."""

from __future__ import annotations

import locale
import os
import shutil
import sqlite3
import sys
from pathlib import Path

from guichet.fiches.socle.diagnostic import Constat, EtatConstat
from guichet.formats.mots import entier

_MO = 1024 * 1024
_ESPACE_REFUS_MO = 50
_ESPACE_ATTENTION_MO = 500
_POLICES = ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf", "NotoSansMono-Bold.ttf")


def constat(nom: str, phrase: str, etat: EtatConstat = EtatConstat.OK) -> Constat:
    """One finding, well by default."""
    return Constat(nom, etat, phrase)


def python() -> Constat:
    """The interpreter."""
    version = ".".join(map(str, sys.version_info[:3]))
    return constat("python", f"Python {version} ({sys.prefix}).")


def sqlite() -> Constat:
    """The SQLite library, with the full-text search the search box needs."""
    version = sqlite3.sqlite_version
    connexion = sqlite3.connect(":memory:")
    try:
        connexion.execute("CREATE VIRTUAL TABLE essai USING fts5(mots, prefix='1 2')")
    except sqlite3.OperationalError:
        return constat(
            "sqlite",
            f"SQLite {version} n’a pas la recherche plein texte (FTS5) : installez un Python qui l’a.",
            EtatConstat.REFUS,
        )
    finally:
        connexion.close()
    return constat("sqlite", f"SQLite {version}, recherche plein texte présente.")


def espace(dossier: Path) -> Constat:
    """Room left where the base is."""
    existant = next((d for d in (dossier, *dossier.parents) if d.exists()), Path("/"))
    libre = shutil.disk_usage(existant).free // _MO
    phrase = f"{entier(libre)} Mo libres dans {existant}"
    if libre < _ESPACE_REFUS_MO:
        return constat("disque", f"{phrase} : libérez de la place avant de travailler.", EtatConstat.REFUS)
    if libre < _ESPACE_ATTENTION_MO:
        return constat("disque", f"{phrase} : il faudra bientôt libérer de la place.", EtatConstat.ATTENTION)
    return constat("disque", f"{phrase}.")


def terminal() -> Constat:
    """Whether accents and rules can be drawn."""
    codage = locale.getpreferredencoding(False)
    if codage.lower().replace("-", "") != "utf8":
        return constat(
            "terminal",
            f"Ce terminal écrit en {codage} : lancez Guichet avec LANG=C.UTF-8.",
            EtatConstat.ATTENTION,
        )
    if os.environ.get("TERM", "dumb") == "dumb":
        return constat(
            "terminal",
            "Ce terminal ne place pas le curseur (TERM=dumb) : les commandes marchent, pas l’écran.",
            EtatConstat.ATTENTION,
        )
    return constat("terminal", f"UTF-8, {os.environ['TERM']}.")


def polices() -> Constat:
    """The fonts of the papers."""
    from guichet.donnees import chemin_donnees

    dossier = chemin_donnees() / "polices"
    absentes = [nom for nom in _POLICES if not (dossier / nom).is_file()]
    if absentes:
        return constat(
            "polices",
            f"Il manque {', '.join(absentes)} dans {dossier} : réinstallez Guichet.",
            EtatConstat.REFUS,
        )
    return constat("polices", f"Polices des papiers présentes dans {dossier}.")
