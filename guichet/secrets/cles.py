"""The key of the Clé Enfance hashes of a base (rule 15): drawn at init, checked at each use."""

from __future__ import annotations

import hashlib
import secrets as alea

from guichet.erreurs.base import CleDeBaseAbsente
from guichet.secrets.depots import Secrets


def poser_cle_hmac(secrets: Secrets, base_id: str) -> str:
    """Draw the key of the Clé Enfance hashes of a new base (32 random bytes); returns its fingerprint for the base."""
    valeur = alea.token_hex(32)
    secrets.ecrire(_nom(base_id), valeur)
    return _empreinte(valeur)


def cle_hmac(secrets: Secrets, base_id: str, empreinte: str) -> bytes:
    """Return the key of the Clé Enfance hashes of this base, checked against the fingerprint kept in the base.

    Raises:
        CleDeBaseAbsente: this machine does not hold the key, or holds another one.
    """
    valeur = secrets.lire(_nom(base_id))
    if valeur is None or _empreinte(valeur) != empreinte:
        raise CleDeBaseAbsente
    return bytes.fromhex(valeur)


def _nom(base_id: str) -> str:
    return f"{base_id}:cle-enfance"


def _empreinte(valeur: str) -> str:
    return hashlib.sha256(f"guichet:{valeur}".encode()).hexdigest()
