"""Refusal of a whole form: every field that is wrong, at once."""

from __future__ import annotations

from collections.abc import Mapping

from guichet.erreurs.socle import SaisieInvalide, insecables
from guichet.signes import sans_effet


class SaisiesInvalides(SaisieInvalide):
    """A form with wrong fields; each carries its own sentence, shown under it.

    Attributes:
        erreurs: field → French sentence that starts with the field's label; members' fields are prefixed
            by their place, « responsable1.nom ».
    """

    def __init__(self, erreurs: Mapping[str, str]) -> None:
        self.erreurs = {champ: insecables(sans_effet(phrase)) for champ, phrase in erreurs.items()}
        super().__init__("\n".join(self.erreurs.values()), champ=next(iter(self.erreurs), ""))
