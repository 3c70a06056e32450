"""Is the journal the one that was written? Row by row, in flat memory (rules 19 and 20)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from guichet.base.temoin import Tete
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

PAS = 2000


class Rupture(NamedTuple):
    """First bad row and what is wrong with it."""

    ligne: int | None
    phrase: str


def suivre(s: Lecture, avancement: Callable[[int], None] | None = None) -> tuple[Tete, Rupture | None]:
    """Follow the chain from the first row; returns the last row reached while all was well, and the first bad one."""
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
