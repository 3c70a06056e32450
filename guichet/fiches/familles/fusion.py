"""Two files about to be made one, side by side; what was made one today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Cote(StrEnum):
    """Which of the two files a value comes from."""

    GARDE = "garde"
    """The one that is kept."""
    FONDU = "fondu"
    """The one that is absorbed."""


@dataclass(frozen=True, slots=True)
class ChampFusion:
    """One field of the two files, as people read it."""

    cle: str
    """What a choice is told by: « foyer.adresse », « 12.courriel » (12: the person kept)."""
    libelle: str
    garde: str
    fondu: str
    valeur: str
    """What the one file will say."""
    cote: Cote | None
    """The side kept, where they disagree and the agent chooses; None elsewhere."""


@dataclass(frozen=True, slots=True)
class BlocFusion:
    """The fields of one thing both files have: the household, or a person."""

    titre: str
    champs: tuple[ChampFusion, ...]
    personne_id: int | None = None
    """The person of the absorbed file; None: the household."""
    raisons: tuple[str, ...] = ()
    """Why it is thought to be the same person."""


@dataclass(frozen=True, slots=True)
class ApercuFusion:
    """Everything a merge will do, before it does."""

    famille_id: int
    """The household kept."""
    fondu_id: int | None
    """The one absorbed; None: two people of one household."""
    code: str
    code_fondu: str
    """Codes as shown; of two people of one household, the same."""
    nom: str
    nom_fondu: str
    blocs: tuple[BlocFusion, ...]
    rejoignent: tuple[str, ...]
    """Who of the absorbed household joins the other as they are."""
    deplaces: tuple[tuple[str, int], ...]
    """What is moved: « réservations », how many."""
    suites: tuple[str, ...]
    """What is decided where both have the same thing: an account suspended, a day booked twice."""
    empreinte: str
    """Fingerprint of all this: what is done is what was shown."""

    @property
    def choix(self) -> tuple[ChampFusion, ...]:
        """Fields where the two files disagree."""
        return tuple(champ for bloc in self.blocs for champ in bloc.champs if champ.cote is not None)


@dataclass(frozen=True, slots=True)
class FusionFaite:
    """A merge that was done."""

    fusion_id: int
    famille_id: int
    code: str
    code_fondu: str
    """As shown; "" when two people of one household were made one."""
    le: datetime
    agent: str
    """Name of who did it."""
