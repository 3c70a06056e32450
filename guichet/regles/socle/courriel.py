"""Mail domains known to lose the portal's messages (rule 17, source 1.6): warn, never block."""

from __future__ import annotations

from collections.abc import Collection

DOMAINES_A_PROBLEME = ("yahoo.*", "ymail.*", "rocketmail.*")
"""The providers the source document names; a town may list others in its preset."""


def domaine_a_probleme(courriel: str, domaines: Collection[str] = DOMAINES_A_PROBLEME) -> str | None:
    """The warning to show under an address, or None when its domain is not a listed one.

    Args:
        courriel: the address, possibly still being typed.
        domaines: « yahoo.* » for every country of a provider, « exemple.fr » for one domain.
    """
    domaine = courriel.rpartition("@")[2].strip().casefold()
    if "@" not in courriel or not any(_concerne(motif.casefold(), domaine) for motif in domaines):
        return None
    return (
        f"Les adresses {domaine} reçoivent mal les messages du portail : proposez une autre adresse, "
        "ou gardez celle-ci s’il n’y en a pas d’autre."
    )


def _concerne(motif: str, domaine: str) -> bool:
    if motif.endswith(".*"):
        return domaine.startswith(motif[:-1]) and len(domaine) >= len(motif)
    return domaine == motif
