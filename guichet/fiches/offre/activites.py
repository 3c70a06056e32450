"""What a town offers, and who is registered: as services give it to screens and commands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class FicheUnite:
    """What is booked on one day; minutes after midnight."""

    unite_id: int
    code: str
    nom: str
    lettre: str
    debut_minute: int
    fin_minute: int


@dataclass(frozen=True, slots=True)
class FicheGroupe:
    """Children who attend together; ages in months, half-open."""

    groupe_id: int
    code: str
    nom: str
    site: str
    ecole: str
    age_min_mois: int
    age_max_mois: int
    session_du: date | None
    session_au: date | None
    classes: str = ""
    """« PS,MS,GS », "" for any."""


@dataclass(frozen=True, slots=True)
class FicheActivite:
    """An activity; groups, units and rules are read by `montrer` only."""

    activite_id: int
    code: str
    nom: str
    sigle: str
    genre: str
    groupes: tuple[FicheGroupe, ...] = ()
    unites: tuple[FicheUnite, ...] = ()
    regles: tuple[tuple[date, str, str], ...] = ()
    """(in force from, canonical JSON of ReglesActivite, article), newest first."""


@dataclass(frozen=True, slots=True)
class JourCorrige:
    """One unit of one group on a day set right, and what followed."""

    capacite: int | None
    """None: no limit."""
    prises: int
    restantes: int | None
    fermee: bool
    motif: str
    annulees: int
    """Bookings cancelled, since the day closes."""
    propositions: int
    """Families who wait and are to be called."""


@dataclass(frozen=True, slots=True)
class FichePeriode:
    """One period of the calendar, as it may be removed."""

    periode_id: int
    nature: str
    du: date
    au: date
    libelle: str
    site: str
    activite: str
    """Code of the only activity concerned, "" for all."""
    source: str


@dataclass(frozen=True, slots=True)
class FicheInscription:
    """Right of a child to attend."""

    inscription_id: int
    personne_id: int
    enfant: str
    activite_id: int
    activite: str
    groupe_id: int
    groupe: str
    du: date
    au: date
    etat: str
    """Value of EtatInscription."""
    manquantes: tuple[str, ...] = ()
    """Required documents not seen yet; empty once complete."""
    sans_rang: bool = False
    """While one is missing, its demands take neither place nor rank: the town's choice (source 1.9)."""
    site: str = ""
    """Code of the group's site."""
    rang: int = 0
    """Rank among those who wait for the same group then, from 1; 0 when it does not wait."""
