"""Writing households: create, modify, move, add and remove people."""

from guichet.services.familles.arrivees import ajouter_membre, partis, reprendre_membre, ressemblants
from guichet.services.familles.creation import creer
from guichet.services.familles.departs import ce_qui_repose, retirer_membre
from guichet.services.familles.foyer import (
    choisir_factures,
    confirmer_coordonnees,
    demenager,
    modifier_famille,
)
from guichet.services.familles.membres import modifier_membre
from guichet.services.familles.pai import modifier_pai, voir_pai

__all__ = [
    "ajouter_membre",
    "ce_qui_repose",
    "choisir_factures",
    "confirmer_coordonnees",
    "creer",
    "demenager",
    "modifier_famille",
    "modifier_membre",
    "modifier_pai",
    "partis",
    "reprendre_membre",
    "ressemblants",
    "retirer_membre",
    "voir_pai",
]
