"""« Ce qui repose sur » : facts about to change, what rests on them, and the refusal that shows it first."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from guichet.erreurs.socle import ErreurMetier


class Change(StrEnum):
    """What changes of a person or of a household."""

    DEPART = "depart"
    """The person leaves the household."""
    ROLE = "role"
    """The person stays in it as something else."""
    AUTORITE = "autorite"
    """A responsable loses parental authority."""
    GROUPE = "groupe"
    """School, class or birth date of a child: what decides which group takes them."""
    GARDE = "garde"
    """The days of a shared child in the household; told once written, in the transaction the refusal undoes."""
    RESIDENCE = "residence"
    """The household comes to live in the town, or elsewhere."""


class Sujet(StrEnum):
    """What may rest on a fact."""

    COMPTE = "compte"
    CLE = "cle"
    ENVOI = "envoi"
    INSCRIPTION = "inscription"
    RESERVATIONS = "reservations"
    PAI = "pai"
    PAYEUR = "payeur"
    RESPONSABLE = "responsable"
    """The household would have nobody who answers for it."""
    RANG = "rang"


class Sort(StrEnum):
    """What becomes of what rests on a fact, where the agent has the choice."""

    DEPLACER = "deplacer"
    """It follows the fact: the bookings go to the new school."""
    ANNULER = "annuler"
    GARDER = "garder"
    """It stays as it was, said and sealed."""


@dataclass(frozen=True, slots=True)
class Fait:
    """A fact about to change.

    Attributes:
        change: what changes.
        famille_id: the household it is told in.
        le: first day it holds.
        personne_id: of whom, None when it is of the whole household.
        role: place held until then (regles.socle.domaine.RoleLien), "" for a household.
        avant: former values of the fields that change (`ecole`, `classe`, `naissance`, `residence`); of a departure,
            whether they were the `payeur`; of a custody, numbers of the bookings that were `hors` of it already.
        apres: their new values; of a departure, its `motif` and the `payeur` who was named, where there is one.
    """

    change: Change
    famille_id: int
    le: date
    personne_id: int | None = None
    role: str = ""
    avant: Mapping[str, object] = field(default_factory=dict)
    apres: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LigneRepose:
    """One thing that rests on it.

    Attributes:
        cle: what it is, stable from a preview to the write: « compte:12 ».
        quoi: what rests.
        devient: what becomes of it, where there is no choice.
        sorts: what becomes of it by each fate the agent may choose; empty where there is no choice.
        personne_id: of whom, None when it is of the whole household.
    """

    cle: str
    quoi: str
    devient: str = ""
    sorts: Mapping[Sort, str] = field(default_factory=dict)
    personne_id: int | None = None

    @property
    def phrase(self) -> str:
        """What rests, and what becomes of it; every fate where there is a choice."""
        return f"{self.quoi} : {self.devient or ' ; ou '.join(self.sorts.values())}."

    def selon(self, sort: Sort | None) -> str:
        """What rests, and what becomes of it by the fate that was chosen."""
        return f"{self.quoi} : {self.sorts.get(sort, self.devient) if sort else self.devient}."


def sorts_proposes(lignes: Collection[LigneRepose]) -> tuple[Sort, ...]:
    """Fates there is a choice of, in the order they are told; none when nothing is to be chosen."""
    return tuple(dict.fromkeys(sort for ligne in lignes for sort in ligne.sorts))


class ReposeDessus(ErreurMetier):
    """Something rests on what changes, and was not shown to whoever changes it: nothing was written."""

    regle = "ce qui repose sur"

    def __init__(self, lignes: tuple[LigneRepose, ...]) -> None:
        """Say all of it: there is no more than a few lines on one person.

        Args:
            lignes: everything that rests on the facts.
        """
        dites = " ".join(ligne.phrase for ligne in lignes)
        cure = "dites ce que cela devient" if sorts_proposes(lignes) else "relisez, puis confirmez"
        super().__init__(f"{dites} Rien n’a été enregistré : {cure}.")
        self.lignes = lignes
