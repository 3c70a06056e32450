"""What was meant by a name nobody knows: the nearest of those that exist, or none of them."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import takewhile

DEBUT = 2
"""Letters from which the beginning of a name is enough to mean it."""


def proche(tape: str, connus: Iterable[str], *, permis: int = 0) -> str | None:
    """The name meant by what was typed: one that begins so, or one a few slips away; None when nothing is near.

    One slip (a letter added, missing, changed, or two swapped) in three letters at most: « --agent » is not
    « --aide », and a wrong proposal costs more than none. `permis` says how many slips otherwise.
    """
    lu = _nu(tape)
    if len(lu) < DEBUT:
        return None
    permis = permis or max(1, len(lu) // 3)
    notes = ((_ecart(lu, _nu(connu)), -_debut(lu, _nu(connu)), connu) for connu in connus)
    return min((note for note in notes if note[0] <= permis), default=(0, 0, None))[2]


def _debut(lu: str, connu: str) -> int:
    return sum(1 for _ in takewhile(lambda paire: paire[0] == paire[1], zip(lu, connu, strict=False)))


def _nu(nom: str) -> str:
    return nom.lstrip("-").casefold().replace("-", "_")


def _ecart(lu: str, connu: str) -> int:
    """Slips between the two (optimal string alignment), none where one is the other's beginning."""
    if connu.startswith(lu):
        return 0
    avant: list[int] = []
    rang = list(range(len(connu) + 1))
    for i, lettre in enumerate(lu, start=1):
        dessus, avant, rang = avant, rang, [i]
        for j, autre in enumerate(connu, start=1):
            cout = min(avant[j] + 1, rang[j - 1] + 1, avant[j - 1] + (lettre != autre))
            if i > 1 and j > 1 and lettre == connu[j - 2] and lu[i - 2] == autre:
                cout = min(cout, dessus[j - 2] + 1)
            rang.append(cout)
    return rang[-1]
