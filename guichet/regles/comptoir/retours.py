"""What was written by one key and touches no booking: taken back as it was, when it is the last thing done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from guichet.regles.socle.actes import TypeActe


@dataclass(frozen=True, slots=True)
class Revers:
    """What one act changed, for its mirror.

    Attributes:
        acte: what was sealed.
        famille_id: for which household.
        avant: what it was, by name; empty when there was nothing.
        apres: what it became: changed since, it is not taken back.
    """

    acte: TypeActe
    famille_id: int
    avant: Mapping[str, object] = field(default_factory=dict)
    apres: Mapping[str, object] = field(default_factory=dict)


def a_rendre(actes: Sequence[TypeActe], revers: Sequence[Revers], famille_id: int) -> Revers | None:
    """What may be given back of what was done: one act alone, for this household; None: nothing."""
    seul = revers[0] if len(revers) == 1 else None
    return seul if seul and list(actes) == [seul.acte] and seul.famille_id == famille_id else None
