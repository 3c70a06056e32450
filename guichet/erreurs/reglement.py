"""Refusals about loading a town's règlement over the one in force."""

from __future__ import annotations

from collections.abc import Sequence

from guichet.erreurs.socle import ErreurMetier


class ReglementImpossible(ErreurMetier):
    """A file that changes what cannot change while families live by it: every reason at once, nothing written."""

    regle = "règlement de la commune"

    def __init__(self, motifs: Sequence[str]) -> None:
        """One reason a line."""
        super().__init__("\n".join(motifs))
        self.motifs = tuple(motifs)
