"""What `guichet restaurer` did, or would do."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from guichet.erreurs.socle import PROSE


@dataclass(frozen=True, slots=True)
class ActeManquant:
    """An act of the former base that the copy does not have."""

    ligne: int
    le: datetime
    acte: str = field(metadata=PROSE)
    """Label of the act, or its verb where this version does not know it."""
    objet: str
    """Code famille, most often."""


@dataclass(frozen=True, slots=True)
class Restauration:
    """A copy in the place of a base.

    Attributes:
        fichier: the base.
        copie: the file put in its place; None when an interrupted restoration was finished.
        tete: last row of the copy's journal.
        ancienne: last row of the former base's, as far as it is known; 0: there was none.
        manquent: acts of the former base that the copy does not have; None: the two cannot be compared.
        actes: those acts, where the former base can be read.
        lisible: whether it can.
        de_cote: where the former base is; None: there was none, or nothing was done.
        ouverte_par: who has it open, to be asked to leave before it is done.
    """

    fichier: Path
    copie: Path | None
    tete: int
    ancienne: int
    manquent: int
    actes: tuple[ActeManquant, ...]
    lisible: bool
    de_cote: Path | None
    ouverte_par: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RestaurationDeclaree:
    """What a base on a server is, once put back by the server's own tools.

    Attributes:
        base: where it is, without a password.
        commun: last row that its journal shares with the former one, as far as its witnesses know.
        tete: last row of its journal when it was declared.
        ancienne: last row of the former journal that a witness saw.
        manquent: rows of the former journal beyond those shared: acts to be done again.
        exacte: whether that is their number, or the most they can be.
        lignes: numbers of those that a witness saw.
        temoin_en_attente: why the town's witness does not say it yet, "" where it does or there is none.
    """

    base: str
    commun: int
    tete: int
    ancienne: int
    manquent: int
    exacte: bool
    lignes: tuple[int, ...]
    temoin_en_attente: str = field(default="", metadata=PROSE)
