"""The class a child of some age is most often in: proposed, never supposed."""

from __future__ import annotations

from collections.abc import Collection

from guichet.formats.naissances import Naissance, bornes

_PAR_AGE = {2: "TPS", 3: "PS", 4: "MS", 5: "GS", 6: "CP", 7: "CE1", 8: "CE2", 9: "CM1", 10: "CM2"}
"""Years lived at the end of the calendar year the class begins in (code de l'éducation, D. 113-1 and L. 131-1)."""


def classe_probable(naissance: Naissance, annee: int, classes: Collection[str]) -> str:
    """The usual class of the school year that begins in `annee`, "" where the birth does not tell or no class is."""
    possibles = bornes(naissance)
    if possibles is None or possibles[0].year != possibles[1].year:
        return ""
    classe = _PAR_AGE.get(annee - possibles[0].year, "")
    return classe if classe in classes else ""
