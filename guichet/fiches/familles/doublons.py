"""A household that may already be the one about to be created."""

from __future__ import annotations

from dataclasses import dataclass

from guichet.formats.naissances import Naissance


@dataclass(frozen=True, slots=True)
class Doublon:
    """A person known to the base who looks like the one typed."""

    famille_id: int
    code: str
    """Body of the code famille."""
    personne_id: int
    personne: str
    """« LÉGER-MARTIN Sophie »."""
    role: str
    naissance: Naissance
    ville: str
    score: int
    """0 to 100: how sure the likeness is."""
    raisons: tuple[str, ...]
    """Why, in French: « même téléphone », « nom et prénom proches »."""
    pour: str = ""
    """Which typed person it looks like, « Sophie Léger »."""
    ancien: bool = False
    """Was in the very household they are added to: comes back rather than is created."""


@dataclass(frozen=True, slots=True)
class PaireDossiers:
    """Two files that may be one family, by the two people who look the most alike."""

    famille_id: int
    code: str
    personne: str
    autre_id: int
    autre_code: str
    autre_personne: str
    score: int
    """0 to 100: how sure the likeness is."""
    raisons: tuple[str, ...]
