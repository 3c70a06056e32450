"""Visits at the counter: opened with the family, listed as they go, closed by one slip (issue 2, item 9)."""

from guichet.services.comptoir.passages.recapitulatif import recapitulatif
from guichet.services.comptoir.passages.suivi import consulter, courant, du_jour, lire
from guichet.services.comptoir.passages.tenue import clore, ouvrir, qui_est_la, reprendre, suspendre

__all__ = [
    "clore",
    "consulter",
    "courant",
    "du_jour",
    "lire",
    "ouvrir",
    "qui_est_la",
    "recapitulatif",
    "reprendre",
    "suspendre",
]
