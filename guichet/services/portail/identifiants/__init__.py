"""Portal identifiers: handed over, followed step by step, explained (issue 2, item 8; rules 13 to 18)."""

from guichet.services.portail.identifiants.emission import (
    changer_identifiant,
    emettre,
    lier,
    reinitialiser,
    remettre_tout,
    retablir,
)
from guichet.services.portail.identifiants.lecture import etat, exiger_remise
from guichet.services.portail.identifiants.suivi import (
    accepter_cgu,
    activer,
    avancer_etape,
    effacer,
    noter_connexion,
    suspendre,
)

__all__ = [
    "accepter_cgu",
    "activer",
    "avancer_etape",
    "changer_identifiant",
    "effacer",
    "emettre",
    "etat",
    "exiger_remise",
    "lier",
    "noter_connexion",
    "reinitialiser",
    "remettre_tout",
    "retablir",
    "suspendre",
]
