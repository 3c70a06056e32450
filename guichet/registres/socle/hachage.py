"""argon2id hashes of passwords: agents' and portal's (rule 14)."""

from __future__ import annotations

import unicodedata
from base64 import b64encode

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError

hacheur = PasswordHasher(type=Type.ID)
"""Library defaults (RFC 9106 low-memory profile): 0.17 s a check on a counter's machine. Tests put a cheaper one."""


def hacher(mot_de_passe: str) -> str:
    """Hash a password; slow on purpose: call it outside of the write transaction."""
    return hacheur.hash(_octets(mot_de_passe))


def conforme(hache: str | None, mot_de_passe: str) -> bool:
    """Tell whether a password is the one hashed. An unknown agent (None) costs the same time as a wrong password."""
    try:
        return hacheur.verify(hache or _leurre(), _octets(mot_de_passe)) and hache is not None
    except (VerificationError, InvalidHashError):
        return False


def _leurre() -> str:
    """A hash of nothing with our own costs: written, not computed, or the first unknown agent would cost two checks."""
    sel, somme = b64encode(bytes(hacheur.salt_len)), b64encode(bytes(hacheur.hash_len))
    couts = f"m={hacheur.memory_cost},t={hacheur.time_cost},p={hacheur.parallelism}"
    return f"$argon2id$v=19${couts}${sel.decode().rstrip('=')}${somme.decode().rstrip('=')}"


def _octets(mot_de_passe: str) -> bytes:
    """One keyboard sends « é » as one sign, another as two: same password. Broken signs of a terminal do not crash."""
    return unicodedata.normalize("NFC", mot_de_passe).encode("utf-8", "surrogatepass")
