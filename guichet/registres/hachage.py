"""argon2id hashes of passwords: agents' and portal's (rule 14)."""

from __future__ import annotations

from functools import cache

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError

hacheur = PasswordHasher(type=Type.ID)
"""Library defaults (RFC 9106 low-memory profile): 0.17 s a check on a counter's machine. Tests put a cheaper one."""


def hacher(mot_de_passe: str) -> str:
    """Hash a password; slow on purpose: call it outside of the write transaction."""
    return hacheur.hash(mot_de_passe)


def conforme(hache: str | None, mot_de_passe: str) -> bool:
    """Tell whether a password is the one hashed. An unknown agent (None) costs the same time as a wrong password."""
    try:
        return hacheur.verify(hache or _leurre(), mot_de_passe) and hache is not None
    except (VerificationError, InvalidHashError):
        return False


@cache
def _leurre() -> str:
    return hacheur.hash("aucun agent")
