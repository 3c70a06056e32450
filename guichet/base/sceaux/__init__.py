"""Seals of rows: made at the end of each write transaction with a key kept outside the base (docs/decisions/0018)."""

from guichet.base.sceaux import colonnes
from guichet.base.sceaux.apposition import Cle, apposer, sceller_tout, structure
from guichet.base.sceaux.cachet import Cachet
from guichet.base.sceaux.etat import Etat

__all__ = ["Cachet", "Cle", "Etat", "apposer", "colonnes", "sceller_tout", "structure"]
