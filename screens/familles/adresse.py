"""The household's address, corrected: what stands is there to be mended."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from screens.familles.forme_adresse import FormulaireAdresse
from screens.formulaires.champs import Section


class EcranAdresse(FormulaireAdresse):
    """F2: what stands is corrected."""

    @property
    def creation(self) -> bool:
        """The address stands already."""
        return False

    @property
    def titre(self) -> str:
        """Whose address."""
        return f"{self._dossier.nom} · adresse du foyer"

    def sections(self) -> Sequence[Section]:
        """The four lines as they stand."""
        return (Section("Adresse", (*self.champs(), *self.question())),)

    async def enregistrer(self, valeurs: Mapping[str, str]) -> None:
        """Write what changed."""
        from guichet.services import familles

        await self.ecrire_adresse(familles.modifier_famille, self.depart, valeurs)
