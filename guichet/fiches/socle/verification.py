"""What `guichet verifier` looked at and found."""

from __future__ import annotations

from dataclasses import dataclass, field

from guichet.erreurs import IntegriteRompue
from guichet.erreurs.socle import PROSE


@dataclass(frozen=True, slots=True)
class Anomalie:
    """One thing that is wrong, in a French sentence."""

    controle: str
    phrase: str = field(metadata=PROSE)
    ligne: int | None = None
    """Number of the first bad row, for the journal."""


@dataclass(frozen=True, slots=True)
class Controle:
    """One check that was made: how many things it looked at."""

    nom: str
    """Short French name, « journal »."""
    nombre: int
    quoi: str
    """What was counted, in the plural: « lignes chaînées »."""
    remarque: str = field(default="", metadata=PROSE)
    """What the reader should know although nothing is wrong."""


@dataclass(frozen=True, slots=True)
class RapportVerification:
    """Whole result; `tete` is the journal's head, to be compared with a printed one."""

    controles: tuple[Controle, ...]
    anomalies: tuple[Anomalie, ...]
    tete_seq: int
    tete_empreinte: str

    @property
    def sain(self) -> bool:
        """Whether nothing is wrong."""
        return not self.anomalies

    def exiger(self) -> None:
        """Refuse a base that does not verify.

        Raises:
            IntegriteRompue: states the first anomaly, and how many others there are.
        """
        if self.sain:
            return
        autres = len(self.anomalies) - 1
        suite = f" ({autres} autre{'s' if autres > 1 else ''} anomalie{'s' if autres > 1 else ''})" if autres else ""
        raise IntegriteRompue(f"{self.anomalies[0].phrase}{suite}")
