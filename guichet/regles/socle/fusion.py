"""Two agents on one sheet: what one of them typed, against what the base holds now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

Valeurs = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Fusion:
    """What is to be written, and what somebody else changed meanwhile."""

    a_ecrire: dict[str, object]
    conflits: tuple[str, ...]


def fusionner(avant: Valeurs, apres: Valeurs, actuel: Valeurs) -> Fusion:
    """Compare a form with the base, field by field.

    A field that was on the form and has changed in the base is a conflict even when this agent did not touch it:
    a street typed by one and a post code typed by the other would make an address nobody gave. Unless both
    typed the same, which harms nobody.

    Args:
        avant: values the form opened with; a field absent here was not shown, and is taken as it stands.
        apres: values it holds now.
        actuel: values of the base, for every field of the other two.
    """
    conflits = tuple(
        champ for champ, lue in avant.items() if actuel[champ] != lue and actuel[champ] != apres.get(champ, lue)
    )
    return Fusion({c: v for c, v in apres.items() if v != actuel[c]}, conflits)
