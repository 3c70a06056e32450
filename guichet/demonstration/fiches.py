"""What a family of the demonstration town is, beyond what a file could say of it.

People are named by their place among the members (`rang`), moments by how long ago they were.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from guichet.fiches.familles.imports import FamilleLue, PersonneLue
from guichet.regles.portail.compte_portail import EtatComptePortail
from guichet.regles.socle.domaine import EtatCle, EtatPassage


@dataclass(frozen=True, slots=True)
class CompteDemo:
    """A portal account in some state, issued `jours` days ago."""

    rang: int
    etat: EtatComptePortail
    jours: int
    guichet: bool = False
    """Handed over at the counter rather than sent by mail, where the town has both ways."""


@dataclass(frozen=True, slots=True)
class CleDemo:
    """A Clé Enfance in some state, issued `jours` days ago."""

    rang: int
    etat: EtatCle
    jours: int


@dataclass(frozen=True, slots=True)
class TacheDemo:
    """Forgotten identifiers, asked so many working days ago, `decalage` minutes after this time of day."""

    rang: int
    jours_ouvres: int
    decalage: int


@dataclass(frozen=True, slots=True)
class VisiteDemo:
    """A visit opened so many minutes ago."""

    minutes: int
    poste: str
    agent: str
    etat: EtatPassage = EtatPassage.CLOS
    actes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SecondFoyer:
    """A child of another household who also lives here, one week in two: code of that household, place in it."""

    code: str
    rang: int


@dataclass(frozen=True, slots=True)
class FamilleDemo:
    """A family with its history."""

    famille: FamilleLue
    anciennete: int
    """Days since the counter knows it."""
    source_qf: str = "CAF"
    electronique: bool = False
    comptes: tuple[CompteDemo, ...] = ()
    cles: tuple[CleDemo, ...] = ()
    taches: tuple[TacheDemo, ...] = ()
    visites: tuple[VisiteDemo, ...] = ()
    seconds: tuple[SecondFoyer, ...] = ()


def famille(
    code: str, adresse: str, lieu: tuple[str, str, str], membres: list[PersonneLue], **autres: object
) -> FamilleLue:
    """Build a household; `lieu` is post code, town and residence. The first responsable pays."""
    code_postal, ville, residence = lieu
    premier = replace(membres[0], payeur=True)
    return FamilleLue(0, code, adresse, code_postal, ville, residence, (premier, *membres[1:]), **autres)  # type: ignore[arg-type]
