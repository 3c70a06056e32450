"""French written out in full for paper, where there is room for sentences: dates, hours, limits."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")

JOURS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MOIS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip


def local(quand: datetime) -> datetime:
    """The counter's own clock: bases keep UTC, papers never show it. A naive time is already local."""
    return quand.astimezone(PARIS) if quand.tzinfo else quand.replace(tzinfo=PARIS)


def jour(quand: date) -> str:
    """`samedi 28 novembre 2026`, the number and its month kept on one line."""
    if isinstance(quand, datetime):
        quand = local(quand)
    numero = "1er" if quand.day == 1 else str(quand.day)
    return f"{JOURS[quand.weekday()]} {numero}\u00a0{MOIS[quand.month - 1]}\u00a0{quand.year}"


def heure(quand: datetime) -> str:
    quand = local(quand)
    return f"{quand.hour}\u00a0h\u00a0{quand.minute:02d}"


def jour_et_heure(quand: datetime) -> str:
    return f"{jour(quand)} à {heure(quand)}"


def echeance(quand: date | datetime) -> str:
    """A limit as a parent needs it: with the hour when the limit has one."""
    return jour_et_heure(quand) if isinstance(quand, datetime) else jour(quand)
