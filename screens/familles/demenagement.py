"""The household moves: a blank address to fill in, the one it leaves beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from guichet.erreurs.saisie import SaisiesInvalides
from guichet.fiches.familles.refus import FicheModifiee
from guichet.textes import LIBELLES_CHAMPS
from screens.familles.forme_adresse import NOMS, FormulaireAdresse
from screens.formulaires.champs import Champ, Section

PROPOSES = frozenset({"code_postal", "ville"})
"""Most families move within their town: dim, kept when nothing else is typed."""


class EcranDemenagement(FormulaireAdresse):
    """`d`: nothing of the former address is left to be erased, nor to stay by mistake."""

    @property
    def creation(self) -> bool:
        """A new address."""
        return True

    @property
    def titre(self) -> str:
        """Whose move."""
        return f"{self._dossier.nom} · déménagement"

    def sections(self) -> Sequence[Section]:
        """Four lines to fill in."""
        return (Section("Nouvelle adresse", (*self.champs(), *self.question())),)

    def champs(self) -> Iterator[Champ]:
        """The same lines, blank, each with what it was."""
        for champ in super().champs():
            propose = champ.valeur if champ.nom in PROPOSES else ""
            aide = f"Jusqu’ici : {champ.valeur or 'rien'}." if champ.nom not in PROPOSES else champ.aide
            yield replace(champ, valeur="", defaut=propose, aide=aide)

    async def enregistrer(self, valeurs: Mapping[str, str]) -> None:
        """Write where they live now."""
        from guichet.services import familles

        if not any(s.value.strip() for s in self.saisies() if s.champ.nom in NOMS):
            phrase = f"{LIBELLES_CHAMPS['adresse']} : tapez la nouvelle ; Échap garde celle d’avant."
            raise SaisiesInvalides({"adresse": phrase})
        avant = {nom: str(getattr(self._dossier.famille, nom)) for nom in NOMS}
        try:
            await self.ecrire_adresse(familles.demenager, avant, valeurs)
        except FicheModifiee as refus:
            # What they leave is what the sheet holds now; what was typed of the new one stays.
            await self.preparer(famille_id=self.famille_id)
            refus.changements = ()
            raise
