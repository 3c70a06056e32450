"""What the search says of its answer: how many, and the sentence under the box."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guichet import formats
from screens.recherche.premiers_champs import dite

if TYPE_CHECKING:
    from guichet.commandes import Commande
    from guichet.fiches.recherche.resultats import Resultats


TROUVEES, DERNIERS = "Trouvées", "Derniers passages"
TITRES = (TROUVEES, DERNIERS)
"""What names a list, and explains nothing."""


def compte(resultats: Resultats) -> str:
    """« 3 familles », « 1 famille · 4 proches », « plus de 50 familles »."""
    nombre, proches = len(resultats.lignes), len(resultats.proches)
    trouvees = f"plus de {nombre} familles" if resultats.tronque else formats.pluriel(nombre, "famille")
    return f"{trouvees} · {formats.pluriel(proches, 'proche')}" if proches else trouvees


def phrase(resultats: Resultats, touche: str) -> str:
    """What the box has to explain, else what the list is; nobody: what F6 would create, as it would be written."""
    if resultats.message or resultats.lignes:
        return resultats.message or TROUVEES
    qui = dite(resultats.texte)
    return f"Aucune famille : {touche} crée {qui}" if qui else "Aucune famille"


def commandee(commande: Commande, touche: str) -> str:
    """A command named in the box."""
    return f"Commande : {touche} {commande.libelle}. {commande.aide} Entrée l’exécute."
