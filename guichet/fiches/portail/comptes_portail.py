"""A portal account and a Clé Enfance, as every screen shows them: no secret ever."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class FicheComptePortail:
    """Portal account of one responsable; no secret ever."""

    compte_id: int
    personne_id: int
    personne: str
    identifiant: str
    mode: str
    etat: str
    etape: int
    emis_le: datetime | None
    expire_le: datetime | None
    doit_changer: bool
    active_le: datetime | None
    cgu_version: str
    cgu_le: datetime | None
    france_connect: bool
    derniere_connexion: datetime | None
    emissions: int
    version: int


@dataclass(frozen=True, slots=True)
class CleAReemettre:
    """A responsable whose Clé Enfance went with a key of the base."""

    code_famille: str
    personne: str


@dataclass(frozen=True, slots=True)
class FicheCle:
    """Latest Clé Enfance of one responsable; never the Clé itself."""

    cle_id: int
    personne_id: int
    personne: str
    etat: str
    emission: int
    emise_le: datetime
    expire_le: datetime
    remise_le: datetime | None
    utilisee_le: datetime | None
