"""The recovery code of a base: printed once, kept as a hash, typed once by whoever lost the way in."""

from __future__ import annotations

import secrets

PARAMETRE = "code_secours"
"""Where the base keeps its hash."""

_SIGNES = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""None that is taken for another on paper."""
_BLOCS, _LONGUEUR = 5, 5
"""31^25: some 123 bits, that no lock-out needs to protect."""


def tirer() -> str:
    """Draw a code: « K7WQ2-… », five blocks of five signs."""
    return "-".join("".join(secrets.choice(_SIGNES) for _ in range(_LONGUEUR)) for _ in range(_BLOCS))


def lire(texte: str) -> str:
    """Read a code as typed: small letters, spaces and missing dashes do no harm."""
    signes = "".join(s for s in texte.upper() if s in _SIGNES)
    return "-".join(signes[i : i + _LONGUEUR] for i in range(0, len(signes), _LONGUEUR))
