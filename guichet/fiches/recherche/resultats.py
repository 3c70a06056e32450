"""Rows of the search screen."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LigneFamille:
    """One household in a list of results, ready to show."""

    famille_id: int
    code: str
    """Body of the code; shown with its check character by regles.socle.code_famille.affiche."""
    famille: str
    """Names of the adults, family name in capitals: "LÉGER-MARTIN Sophie, Karim"."""
    enfants: str
    """Children with their class: "Léa CE1 · Tom PS"."""
    ville: str
    residence: str
    telephone: str
    """First telephone, canonical digits; formats.telephone shows it."""
    alertes: str
    """Short words: "sans courriel", "2 pièces"; "" when nothing calls for attention."""
    raison: str = ""
    """What was meant by what was typed, short, where the row does not show it: « contact Yamina »."""
    pourquoi: str = ""
    """The same in full, with the name and the number."""


@dataclass(frozen=True, slots=True)
class Resultats:
    """Answer to what stands in the search box."""

    texte: str
    lignes: tuple[LigneFamille, ...] = ()
    tronque: bool = False
    """More households match than are shown: one more letter narrows."""
    message: str = ""
    """One sentence when the box needs an explanation: mistyped code, Clé Enfance unknown…"""
    proches: tuple[LigneFamille, ...] = ()
    """Near misses, filled by recherche.proches only."""
