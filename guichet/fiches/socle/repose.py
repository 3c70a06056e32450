"""« Ce qui repose sur » : a fact about to change, what rests on it, and the refusal that shows it first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from guichet.erreurs.socle import ErreurMetier


class Change(StrEnum):
    """What changes in a person's place."""

    DEPART = "depart"
    """The person leaves the household."""
    ROLE = "role"
    """A responsable becomes something else in it."""


class Sujet(StrEnum):
    """What may rest on a fact."""

    COMPTE = "compte"
    CLE = "cle"
    ENVOI = "envoi"


@dataclass(frozen=True, slots=True)
class Fait:
    """A person's place in a household, about to change.

    Attributes:
        change: what changes.
        personne_id: who.
        famille_id: in which household.
        role: place held until then (regles.socle.domaine.RoleLien).
        le: first day it holds no more.
    """

    change: Change
    personne_id: int
    famille_id: int
    role: str
    le: date


@dataclass(frozen=True, slots=True)
class LigneRepose:
    """One thing that rests on it.

    Attributes:
        cle: what it is, stable from a preview to the write: « compte:12 ».
        quoi: what rests.
        devient: what becomes of it.
    """

    cle: str
    quoi: str
    devient: str

    @property
    def phrase(self) -> str:
        """Both, in one sentence."""
        return f"{self.quoi} : {self.devient}."


class ReposeDessus(ErreurMetier):
    """Something rests on what changes, and was not shown to whoever changes it: nothing was written."""

    regle = "ce qui repose sur"

    def __init__(self, lignes: tuple[LigneRepose, ...]) -> None:
        """Say all of it: there is no more than a few lines on one person.

        Args:
            lignes: everything that rests on the fact.
        """
        dites = " ".join(ligne.phrase for ligne in lignes)
        super().__init__(f"{dites} Rien n’a été enregistré : relisez, puis confirmez.")
        self.lignes = lignes
