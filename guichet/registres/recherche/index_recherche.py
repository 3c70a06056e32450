"""The search index: one ready-to-show row per household, kept in the transaction that changes the data."""

from guichet.registres.recherche.ecarts import ecarts
from guichet.registres.recherche.ecriture import rafraichir, reconstruire

__all__ = ["ecarts", "rafraichir", "reconstruire"]
