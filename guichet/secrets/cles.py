"""The key of a base: it seals what is written there and hashes its Clés Enfance (rule 15); checked at each use.

One that replaces another has a name of its own, with its fingerprint: the former stays, for the copies of before.
"""

from __future__ import annotations

import hashlib
import secrets as alea

from guichet.erreurs.acces import SecretsIndisponibles
from guichet.erreurs.base import CLE_ABSENTE, CLE_CHANGEE, CleDeBaseAbsente
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
    tenues = [secrets.lire(nom) for nom in (_nom(base_id), _nom_remplacante(base_id, empreinte))]
    for valeur in tenues:
        if valeur is not None and _empreinte(valeur) == empreinte:
            return bytes.fromhex(valeur)
    raise CleDeBaseAbsente(CLE_ABSENTE if tenues == [None, None] else CLE_CHANGEE)


def garder_remplacante(secrets: Secrets, base_id: str) -> str:
    """Draw a key in place of one that was lost or seen, and keep it beside the former; returns its fingerprint.

    Nothing is written over: no key of a base is worth more than the one this base is still sealed with.

    Raises:
        SecretsIndisponibles: it is not kept where it was put.
    """
    valeur = alea.token_hex(32)
    empreinte = _empreinte(valeur)
    nom = _nom_remplacante(base_id, empreinte)
    secrets.ecrire(nom, valeur)
    if secrets.lire(nom) != valeur:
        raise SecretsIndisponibles(
            "La clé neuve n’est pas restée là où elle a été mise : rien n’a été changé. Nommez par GUICHET_CLES un "
            "fichier où ce compte peut écrire, puis réessayez."
        )
    return empreinte


def _nom(base_id: str) -> str:
    return f"{base_id}:cle-enfance"


def _nom_remplacante(base_id: str, empreinte: str) -> str:
    return f"{_nom(base_id)}:{empreinte[:16]}"


def _empreinte(valeur: str) -> str:
    return hashlib.sha256(f"guichet:{valeur}".encode()).hexdigest()
