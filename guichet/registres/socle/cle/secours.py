"""The recovery code of a base, kept as a hash (decision 0014)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guichet.regles.socle import code_secours

if TYPE_CHECKING:
    from guichet.base.ecriture import Ecriture
    from guichet.base.lecture import Lecteur


def garde(s: Lecteur) -> str | None:
    """The hash kept; None in a base that has no code."""
    ligne = s.une("SELECT valeur FROM parametre WHERE cle = :cle", {"cle": code_secours.PARAMETRE})
    return None if ligne is None else str(ligne[0])


def garder(s: Ecriture, hache: str) -> None:
    """Keep another one in its place."""
    valeurs = {"cle": code_secours.PARAMETRE, "hache": hache}
    if not s.ordre("UPDATE parametre SET valeur = :hache WHERE cle = :cle", valeurs):
        s.ordre("INSERT INTO parametre (cle, valeur) VALUES (:cle, :hache)", valeurs)
