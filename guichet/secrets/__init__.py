"""What must stay outside the base: the key of its seals and Clés Enfance, and apart, the tokens of sessions.

Order (dependances.md): systemd's credentials directory (`guichet-cles`, read only), a 0600 key file named by
GUICHET_CLES, the keyring when it has a real backend, and last a 0600 file of our own, with a notice the user sees.
A base shared with a group keeps its keys beside it, the group's as it is, and so does a training base. Keys may be
copied from one account to another; tokens never are: they stand in the account's own keyring or 0600 file.
"""

from guichet.secrets.choix import Couches, ouvrir_jetons, ouvrir_secrets
from guichet.secrets.cles import cle_hmac, garder_remplacante, poser_cle_hmac
from guichet.secrets.depots import Secrets, SecretsFichier, SecretsMemoire
from guichet.secrets.jetons import POUR_SCRIPT, Jetons
from guichet.secrets.sceaux import cle_des_sceaux
from guichet.secrets.trousseau import SecretsTrousseau

__all__ = [
    "POUR_SCRIPT",
    "Couches",
    "Jetons",
    "Secrets",
    "SecretsFichier",
    "SecretsMemoire",
    "SecretsTrousseau",
    "cle_des_sceaux",
    "cle_hmac",
    "garder_remplacante",
    "ouvrir_jetons",
    "ouvrir_secrets",
    "poser_cle_hmac",
]
