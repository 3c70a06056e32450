"""Texts of a preset whose type alone would let nonsense through: each with its refusal."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, Field

_CODE_POSTAL = re.compile(r"\d{5}")
# Shown and printed as it is written: any country's, and an emergency one of fewer digits is no town hall's.
_TELEPHONE = re.compile(r"\+?[0-9]{10,15}")
_DOMAINE = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:\*|[a-z]{2,})", re.IGNORECASE)


def _code_postal(texte: str) -> str:
    if texte and not _CODE_POSTAL.fullmatch(texte):
        raise ValueError(f"code postal « {texte} » illisible : cinq chiffres, par exemple « 78320 ».")
    return texte


def _telephone(texte: str) -> str:
    from guichet.formats.contacts import chiffres_telephone

    if texte and not _TELEPHONE.fullmatch(chiffres_telephone(texte)):
        raise ValueError(f"téléphone « {texte} » illisible : dix chiffres, par exemple « 01 45 91 70 70 ».")
    return texte


def _domaine(texte: str) -> str:
    if not _DOMAINE.fullmatch(texte):
        raise ValueError(f"domaine « {texte} » illisible : écrivez exemple.fr, ou yahoo.*, sans arobase.")
    return texte


Texte = Annotated[str, Field(min_length=1)]
"""One text of a list: an empty one would be shown as an empty line, or match everything."""
Mot = Annotated[str, Field(min_length=1, max_length=60)]
"""A word of the parent's screen: quoted in sentences, never empty."""
CodePostal = Annotated[str, AfterValidator(_code_postal)]
Telephone = Annotated[str, AfterValidator(_telephone)]
DomaineCourriel = Annotated[str, AfterValidator(_domaine)]
