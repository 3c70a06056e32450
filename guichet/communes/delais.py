"""Deadlines of a preset: each checked against the language of guichet.regles.offre.formes_delai as the file is read."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, BeforeValidator

from guichet.regles.offre.formes_delai import FORMES, forme_du_delai

__all__ = ["FORMES", "Delai", "Delais", "forme_du_delai"]


def _verifier(texte: str) -> str:
    forme_du_delai(texte)
    return texte


def _en_liste(valeur: object) -> object:
    return tuple(valeur) if isinstance(valeur, list) else (valeur,)


Delai = Annotated[str, AfterValidator(_verifier)]
Delais = Annotated[tuple[Delai, ...], BeforeValidator(_en_liste)]
"""One deadline, or several that each name the days they are for."""
