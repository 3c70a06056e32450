"""Is this poste's clock to be believed? The last act of the base is the only witness there is."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

TOLERANCE = timedelta(minutes=2)
"""Two counters on two machines may differ by so much: later than that, acts would be told in a false order."""
SAUT = timedelta(days=60)
"""No counter stays closed so long: a clock that far ahead of the last act has jumped, or the base has slept."""
VECU = timedelta(days=7)
"""A date is believed enough to forget by it once acts of a week ago agree with it."""


class Heure(StrEnum):
    """What a clock is beside the last act."""

    JUSTE = "juste"
    EN_RETARD = "en_retard"
    EN_AVANCE = "en_avance"


def juger(maintenant: datetime, dernier: datetime | None) -> Heure:
    """Judge a clock.

    Args:
        maintenant: aware instant it gives.
        dernier: aware instant of the last act, None where there is none.
    """
    if dernier is None:
        return Heure.JUSTE
    if dernier - maintenant > TOLERANCE:
        return Heure.EN_RETARD
    return Heure.EN_AVANCE if maintenant - dernier > SAUT else Heure.JUSTE


def oubli_permis(maintenant: datetime, vecu: datetime | None) -> bool:
    """Whether what is too old may be forgotten: never on the word of a clock that has just jumped.

    Args:
        maintenant: aware instant.
        vecu: last act that is VECU old at least, None where there is none.
    """
    return vecu is not None and maintenant - vecu <= SAUT
