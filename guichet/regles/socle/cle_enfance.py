"""Clé Enfance (rule 15): the secret a parent types once on the portal to find the children of the household.

Eleven characters drawn from 31 and one check character: 54.5 bits. It is copied by hand from paper, hence no
0/O/1/I/L, and a check character that tells a slip from a revoked key. Only its keyed hash is ever stored.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Callable

from guichet.regles.socle.code_famille import ALPHABET, cle_controle

_TIRES = 11
_LONGUEUR = _TIRES + 1
_GROUPE = 4
_SIGNES = frozenset(ALPHABET)
# What people put between the groups, dashes of word processors included.
_SEPARATEURS = str.maketrans("", "", " -.\u00a0\u202f\u2010\u2011\u2012\u2013\u2014")


def tirer(choisir: Callable[[str], str] = secrets.choice) -> str:
    """A new key in its canonical form, twelve characters without separators."""
    corps = "".join(choisir(ALPHABET) for _ in range(_TIRES))
    return corps + cle_controle(corps)


def normaliser(texte: str) -> str:
    """Canonical form of what was typed: capitals, no separators."""
    return texte.translate(_SEPARATEURS).upper()


def affichee(cle: str) -> str:
    """« 4F7H-KM2P-9WXR », as printed and shown."""
    canonique = normaliser(cle)
    return "-".join(canonique[i : i + _GROUPE] for i in range(0, len(canonique), _GROUPE))


def valide(texte: str) -> bool:
    """Whether this can be a key at all: twelve characters of the alphabet, the last one right."""
    canonique = normaliser(texte)
    return (
        len(canonique) == _LONGUEUR and _SIGNES.issuperset(canonique) and cle_controle(canonique[:-1]) == canonique[-1]
    )


def ressemble(texte: str) -> bool:
    """Whether the search box should try it as a key; long pasted text is dismissed without reading it."""
    return _LONGUEUR <= len(texte) <= 2 * _LONGUEUR and valide(texte)


def empreinte(cle: str, secret: bytes) -> str:
    """HMAC-SHA256 of the canonical form, in hexadecimal: what is stored, and what the search compares."""
    return hmac.new(secret, normaliser(cle).encode(), hashlib.sha256).hexdigest()
