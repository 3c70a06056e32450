"""The base: one way to read (driver rows, read-only) and one way to write (one transaction, models)."""

from guichet.base.adresse import Adresse, lire_adresse
from guichet.base.controle import ouvrir_base
from guichet.base.lecture import Lecteur, Lecture
from guichet.base.moteur import Base
from guichet.base.transaction import transaction

__all__ = ["Adresse", "Base", "Lecteur", "Lecture", "lire_adresse", "ouvrir_base", "transaction"]
