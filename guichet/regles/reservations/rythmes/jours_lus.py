"""Weekdays as they are typed in a rhythm: « lu », « lundi », « lumaje », « 1245 », « lu-ve », « lundi au vendredi »."""

from __future__ import annotations

import re
from collections.abc import Collection

from guichet.erreurs.reservations import RythmeIllisible
from guichet.formats import JOURS
from guichet.formats.mots import citer

EXEMPLE = "« can lu ma je ve » ou « mer 1/2 à partir du 9 nov »"

_OUVRABLES = JOURS[:6]
_DEUX_LETTRES = {nom[:2]: rang for rang, nom in enumerate(_OUVRABLES)}
_COLLES = re.compile(rf"(?:{'|'.join(_DEUX_LETTRES)})+")
_UN = rf"(?:{'|'.join(rf'{nom[:2]}(?:{nom[2]}(?:{nom[3:]}s?)?)?' for nom in _OUVRABLES)})\.?"
JOUR_DIT = _UN
"""One weekday, in a folded line."""
_PLAGE = re.compile(rf"(?<!\S)(?:(?:du|de) )?({_UN})(?: ?[-–—] ?| aux? | a )({_UN})(?!\S)(?! \d)")


def plages_soudees(texte: str) -> str:
    """The folded line with « du lundi au vendredi », « lu - ve » or « lu à ve » written « lundi-vendredi »."""
    return _PLAGE.sub(r"\1-\2", texte)


def est_un_jour(mot: str) -> bool:
    """Whether a folded word names weekdays and nothing else."""
    try:
        return bool(jours_du_mot(mot))
    except RythmeIllisible:
        return False


def jours_du_mot(mot: str, permis: Collection[int] = range(6)) -> frozenset[int]:
    """Weekdays a folded word names.

    Args:
        mot: one word; several days may stand in it.
        permis: weekdays of the kind of days meant: « lu-ve » of a school canteen has no Wednesday, which is kept
            only where it is named.

    Raises:
        RythmeIllisible: none; names the word.
    """
    if re.fullmatch(r"[1-6]+", mot):
        return frozenset(int(chiffre) - 1 for chiffre in mot)
    if (seul := _rang(mot)) is not None:
        return frozenset({seul})
    if _COLLES.fullmatch(mot):
        return frozenset(_DEUX_LETTRES[mot[i : i + 2]] for i in range(0, len(mot), 2))
    if len(bornes := re.split("[-–—]", mot)) == 2 and None not in (rangs := [_rang(b) for b in bornes]):
        return _plage(mot, rangs[0] or 0, rangs[1] or 0, permis)
    if len(parties := re.split("[/+&]", mot)) > 1 and all(_rang(p) is not None for p in parties):
        return frozenset(_rang(p) or 0 for p in parties)
    raise RythmeIllisible(f"{citer(mot)} n’est ni un jour, ni un rythme, ni une période : écrivez {EXEMPLE}.")


def _plage(mot: str, premier: int, dernier: int, permis: Collection[int]) -> frozenset[int]:
    gardes = frozenset(rang for rang in range(premier, dernier + 1) if rang in permis)
    if not gardes:
        court = f"{JOURS[min(premier, dernier)][:2]}-{JOURS[max(premier, dernier)][:2]}"
        raise RythmeIllisible(
            f"{citer(mot)} ne garde aucun jour : nommez-les un à un, ou le premier d’abord ({citer(court)})."
        )
    return gardes


def _rang(mot: str) -> int | None:
    nu = mot.removesuffix(".")
    return next((r for r, nom in enumerate(_OUVRABLES) if nu in {nom, f"{nom}s", nom[:3], nom[:2]}), None)
