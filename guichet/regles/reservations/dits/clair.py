"""Days as a parent reads them on a paper: « les lundis et jeudis, du 7 septembre au 18 décembre 2026 »."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date
from itertools import pairwise
from math import gcd

from guichet.formats.jours import JOURS, jours_longs, plage_longue
from guichet.formats.mots import enumerer
from guichet.regles.offre.annee import lundi_de

NOMMES = 3
"""Days named one by one, beyond which weekdays and a period tell more."""
_SEMAINE = frozenset(range(5))
_SUR = {2: "deux", 3: "trois", 4: "quatre"}
_SEMAINES = 3
"""Weeks from which one in two is seen."""


def en_clair(jours: Collection[date]) -> str:
    """Which days, in French and nothing else; a weekday that comes once is named by its date, not as « les jeudis »."""
    tries = sorted(set(jours))
    fois = Counter(jour.weekday() for jour in tries)
    suivis = [jour for jour in tries if len(tries) > NOMMES and fois[jour.weekday()] > 1]
    seuls = [jour for jour in tries if jour not in suivis]
    dits = []
    if suivis:
        rangs = sorted({jour.weekday() for jour in suivis})
        dits.append(f"{_rangs_dits(rangs)}{_cadence(suivis)}, {plage_longue(suivis[0], suivis[-1])}")
    if seuls:
        dits.append(jours_longs(seuls))
    return ", et ".join(dits)


def _rangs_dits(rangs: Sequence[int]) -> str:
    if set(rangs) == _SEMAINE:
        return "du lundi au vendredi"
    return f"les {enumerer([f'{JOURS[rang]}s' for rang in rangs])}"


def _cadence(jours: Sequence[date]) -> str:
    """« , une semaine sur deux », where every week but those is left out."""
    lundis = sorted({lundi_de(jour) for jour in jours})
    pas = gcd(*((apres - avant).days // 7 for avant, apres in pairwise(lundis)))
    return f", une semaine sur {_SUR[pas]}" if len(lundis) >= _SEMAINES and pas in _SUR else ""
