"""Is the journal the one that was written? Row by row, in flat memory (rules 19 and 20)."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from guichet.registres.socle.journal import empreinte

if TYPE_CHECKING:
    from guichet.base.lecture import Lecture, Ligne

_COLONNES = ("le", "agent", "poste", "type", "objet", "contenu", "precedent", "empreinte")
# Bytes, not text: a row damaged in the middle of an accent must be named, not stop the check. A value whose kind
# changed reads the same and is not the same.
_TEXTES = " AND ".join(f"typeof({c}) = 'text'" for c in _COLONNES)
_OCTETS = ", ".join(f"CAST({c} AS BLOB)" for c in _COLONNES)
_CONVERTIS = ", ".join(f"convert_to({c}, 'UTF8')" for c in _COLONNES)
_SQLITE = f"SELECT seq, typeof(seq) = 'integer' AND {_TEXTES}, {_OCTETS} FROM journal ORDER BY seq"  # noqa: S608 - ours
_POSTGRES = f"SELECT seq, TRUE, {_CONVERTIS} FROM journal ORDER BY seq"  # noqa: S608 - our own column names
_EMPREINTES = "SELECT seq, empreinte FROM journal WHERE seq BETWEEN :bas AND :haut"

PAS = 2000


class Rupture(NamedTuple):
    """First bad row and what is wrong with it."""

    ligne: int | None
    phrase: str


class Tete(NamedTuple):
    """Last row reached while all was well."""

    seq: int
    empreinte: str


def suivre(s: Lecture, avancement: Callable[[int], None] | None = None) -> tuple[Tete, Rupture | None]:
    """Follow the chain from the first row; stops at the first bad one."""
    tete = Tete(0, "")
    for lot in s.parcourir(_POSTGRES if s.postgres else _SQLITE, PAS):
        for ligne in lot:
            suivante = _enchainer(tete, ligne)
            if isinstance(suivante, Rupture):
                return tete, suivante
            tete = suivante
        if avancement is not None:
            avancement(tete.seq)
    return tete, None


def _enchainer(tete: Tete, ligne: Ligne) -> Tete | Rupture:
    seq, entiere, *octets = ligne
    attendu = tete.seq + 1
    if not isinstance(seq, int) or seq < attendu:
        numero = seq if isinstance(seq, int) else attendu
        return Rupture(numero, f"La ligne {seq} du journal n’est pas à sa place : la ligne {attendu} était attendue.")
    if seq > attendu:
        return Rupture(attendu, f"La ligne {attendu} du journal manque : la suivante porte le numéro {seq}.")
    try:
        *champs, precedent, hache = (bytes(o).decode() for o in octets)
    except (UnicodeDecodeError, TypeError):
        entiere = False
    if not entiere:
        return Rupture(seq, f"La ligne {seq} du journal est abîmée : une valeur n’est plus du texte.")
    if precedent != tete.empreinte:
        return Rupture(seq, f"La ligne {seq} du journal ne suit pas la précédente : son chaînage a été changé.")
    if empreinte(precedent, seq, *champs) != hache:
        return Rupture(seq, f"La ligne {seq} du journal a été modifiée : son empreinte ne correspond plus.")
    return Tete(seq, hache)


def comparer_temoin(s: Lecture, temoin: Path, tete: Tete) -> tuple[int, int, Rupture | None]:
    """Compare the witness file with the journal: a tail cut off or an old copy put back does not break the chain.

    The base may be ahead of its witness (a crash between the two). Returns the lines compared, those unreadable
    (torn by a power cut), and the first contradiction.
    """
    compte = torn = 0
    for lot in _lots(temoin):
        lus = [paire for paire in map(_lire_temoin, lot) if paire is not None]
        torn += len(lot) - len(lus)
        compte += len(lus)
        if not lus:
            continue
        bornes = {"bas": min(lus)[0], "haut": max(lus)[0]}
        vraies: dict[int, str] = dict(s.lignes(_EMPREINTES, bornes))
        for seq, hache in lus:
            if seq > tete.seq and seq not in vraies:
                manque = tete.seq + 1
                return compte, torn, Rupture(manque, _phrase_coupee(manque, seq, temoin))
            if vraies.get(seq) != hache:
                return compte, torn, Rupture(seq, _phrase_autre(seq, temoin))
    return compte, torn, None


def copier_temoin(temoin: Path, vers: Path, jusqu_a: int) -> None:
    """Give a copy of the base the witness of its own moment: what was written after it is left out."""
    fd = os.open(vers, os.O_CREAT | os.O_TRUNC | os.O_WRONLY | os.O_CLOEXEC, 0o600)
    with os.fdopen(fd, "wb") as sortie:
        if temoin.exists():
            for lot in _lots(temoin):
                lus = ((ligne, _lire_temoin(ligne)) for ligne in lot)
                sortie.writelines(ligne for ligne, lue in lus if lue is not None and lue[0] <= jusqu_a)
        sortie.flush()
        os.fsync(fd)


def _phrase_coupee(manque: int, seq: int, temoin: Path) -> str:
    return (
        f"La fin du journal manque à partir de la ligne {manque} : "
        f"le témoin {temoin.name} connaît la ligne {seq}. "
        "Une ancienne copie a été remise, ou des lignes ont été coupées."
    )


def _phrase_autre(seq: int, temoin: Path) -> str:
    return (
        f"La ligne {seq} du journal n’est pas celle que le témoin {temoin.name} a vue : "
        "le journal a été récrit, ou une ancienne copie a été remise."
    )


def _lots(temoin: Path) -> Iterator[list[bytes]]:
    with temoin.open("rb") as flux:
        while lot := flux.readlines(PAS * 72):
            yield lot


def _lire_temoin(ligne: bytes) -> tuple[int, str] | None:
    seq, _, hache = ligne.strip().partition(b" ")
    if not seq.isdigit() or len(hache) != 64:
        return None
    return int(seq), hache.decode("ascii", "replace")
