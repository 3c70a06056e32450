"""Keys that must stay outside the base: the HMAC key of Clés Enfance, the token of a command-line session.

Order (dependances.md): systemd's credentials directory (`guichet-cles`, read only), a 0600 key file named by
GUICHET_CLES, the keyring when it has a real backend, and last a 0600 file of our own, with a notice the user sees.
A training base keeps its keys beside it: they protect nothing.
"""

from guichet.secrets.choix import Couches, ouvrir_secrets
from guichet.secrets.cles import cle_hmac, poser_cle_hmac
from guichet.secrets.depots import Secrets, SecretsFichier, SecretsMemoire
from guichet.secrets.trousseau import SecretsTrousseau

__all__ = [
    "Couches",
    "Secrets",
    "SecretsFichier",
    "SecretsMemoire",
    "SecretsTrousseau",
    "cle_hmac",
    "ouvrir_secrets",
    "poser_cle_hmac",
]
