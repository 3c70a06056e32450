"""Mail domains known to lose the portal's messages (rule 17, source 1.6): warn, never block."""

from __future__ import annotations

from collections.abc import Collection

from guichet.formats.proches import proche

DOMAINES_A_PROBLEME = ("yahoo.*", "ymail.*", "rocketmail.*")
"""The providers the source document names; a town may list others in its preset."""


DOMAINES_FREQUENTS = (
    "gmail.com", "orange.fr", "wanadoo.fr", "hotmail.com", "hotmail.fr", "outlook.com", "outlook.fr", "free.fr",
    "sfr.fr", "laposte.net", "yahoo.fr", "yahoo.com", "live.fr", "icloud.com", "bbox.fr", "neuf.fr", "numericable.fr",
    "gmx.fr", "gmx.com", "live.com", "msn.com", "aol.com", "me.com", "mail.com", "ymail.com",
)  # fmt: skip
"""Domains families have; the last of them only so that a short name is not taken for another one."""


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


def domaine_mal_ecrit(courriel: str) -> str:
    """« gmail.com ? » for an address whose domain is one slip away from one that everybody has; "" otherwise."""
    domaine = courriel.rpartition("@")[2].strip().casefold()
    if "@" not in courriel or not domaine or domaine in DOMAINES_FREQUENTS:
        return ""
    voulu = proche(domaine, DOMAINES_FREQUENTS, permis=1)
    return f"{voulu} ? L’adresse finit par {domaine} : relisez-la à la famille." if voulu else ""


def _concerne(motif: str, domaine: str) -> bool:
    if motif.endswith(".*"):
        return domaine.startswith(motif[:-1]) and len(domaine) >= len(motif)
    return domaine == motif
