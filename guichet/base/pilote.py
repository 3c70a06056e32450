"""PostgreSQL's driver: loaded for a base on a server only, and missed in words."""

from __future__ import annotations

import shlex
import sys
from types import ModuleType

from guichet.erreurs.base import PiloteAbsent


def charger() -> ModuleType:
    """Give psycopg.

    Raises:
        PiloteAbsent: it is not there, or lacks its own library (psycopg without its binary extra, nor libpq).
    """
    try:
        import psycopg
    except ImportError as erreur:
        msg = (
            "Le pilote de PostgreSQL n’est pas installé avec Guichet : tapez "
            f"« {shlex.quote(sys.executable)} -m pip install 'psycopg[binary]' », puis réessayez."
        )
        raise PiloteAbsent(msg) from erreur
    return psycopg
