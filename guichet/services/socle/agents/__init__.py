"""Agents of the counter: logging in, choosing a password, managing accounts."""

from guichet.services.socle.agents.connexion import (
    changer_mot_de_passe,
    connecter,
    connecter_formation,
    deverrouiller_poste,
    relire,
)
from guichet.services.socle.agents.gestion import (
    creer,
    debloquer,
    desactiver,
    lister,
    modifier_role,
    reactiver,
    reinitialiser,
)
from guichet.services.socle.agents.secours import renouveler_code, secourir

__all__ = [
    "changer_mot_de_passe",
    "connecter",
    "connecter_formation",
    "creer",
    "debloquer",
    "desactiver",
    "deverrouiller_poste",
    "lister",
    "modifier_role",
    "reactiver",
    "reinitialiser",
    "relire",
    "renouveler_code",
    "secourir",
]
