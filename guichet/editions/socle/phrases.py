"""Days and hours on paper, where there is room for sentences: the formats of the screen, in the counter's own time."""

from __future__ import annotations

from datetime import date, datetime

from guichet.formats import PARIS, jour_long


def local(quand: datetime) -> datetime:
    """The counter's own clock: bases keep UTC, papers never show it. A naive time is already local."""
    return quand.astimezone(PARIS) if quand.tzinfo else quand.replace(tzinfo=PARIS)


def jour(quand: date) -> str:
    """`samedi 28 novembre 2026`, the number and its month kept on one line."""
    semaine, date_ecrite = jour_long(local(quand) if isinstance(quand, datetime) else quand).split(" ", 1)
    return semaine + " " + date_ecrite.replace(" ", "\u00a0")


def heure(quand: datetime) -> str:
    """`14 h 07`."""
    quand = local(quand)
    return f"{quand.hour}\u00a0h\u00a0{quand.minute:02d}"


def jour_et_heure(quand: datetime) -> str:
    return f"{jour(quand)} à {heure(quand)}"


def echeance(quand: date | datetime) -> str:
    """A limit as a parent needs it: with the hour when the limit has one."""
    return jour_et_heure(quand) if isinstance(quand, datetime) else jour(quand)
