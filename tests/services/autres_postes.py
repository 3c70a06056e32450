"""Work done by other processes, as other workstations do it."""

from __future__ import annotations

from guichet.base import Adresse
from tests.fourches import Processus
from tests.patience import TROP_LONG_S

_ENTETE = """
import sys
from guichet.base import lire_adresse
from tests.bases import Horloge, contexte
from argon2 import PasswordHasher
from guichet.registres.socle import hachage
hachage.hacheur = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
from tests.patience import attendre_son_tour
attendre_son_tour()
ctx = contexte(lire_adresse(sys.argv[1]), Horloge())
"""


def lancer(adresse: Adresse, programme: str, *arguments: str, entete: str = _ENTETE) -> Processus:
    """Start a Python process with `ctx` open on the base; the program follows. Its input ends with the test."""
    place = adresse.url if adresse.fichier is None else str(adresse.fichier)
    return Processus(entete + programme, place, *arguments)


def finir(processus: Processus) -> str:
    """Wait for the end; returns what it printed, fails with its trace."""
    sortie, erreurs = processus.communicate(timeout=TROP_LONG_S)
    assert processus.returncode == 0, erreurs
    return sortie
