"""Deadlines and windows of a preset: each checked against its language as the file is read."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, BeforeValidator

from guichet.regles.offre.formes_delai import FORMES, forme_du_delai
from guichet.regles.offre.formes_ouverture import lire_ouverture

__all__ = ["FORMES", "Delai", "Delais", "Ouvertures", "forme_du_delai"]


def _verifier(texte: str) -> str:
    forme_du_delai(texte)
    return texte


def _en_liste(valeur: object) -> object:
    return tuple(valeur) if isinstance(valeur, list) else (valeur,)


def _verifier_ouverture(texte: str) -> str:
    lire_ouverture(texte)
    return texte


Delai = Annotated[str, AfterValidator(_verifier)]
Delais = Annotated[tuple[Delai, ...], BeforeValidator(_en_liste)]
"""One deadline, or several that each name the days they are for."""
Ouvertures = Annotated[tuple[Annotated[str, AfterValidator(_verifier_ouverture)], ...], BeforeValidator(_en_liste)]
"""Windows bookings are open in, one or several."""
