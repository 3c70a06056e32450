"""Days settled apart in an alternate custody: a wedding, a swapped weekend, a judgment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from guichet import formats
from guichet.erreurs import SaisieInvalide
from guichet.erreurs.saisie import SaisiesInvalides
from screens.formulaires.champs import Champ, ChampSaisie, Section, forme_jour
from screens.garde.forme import DONNES, FormulaireGarde
from screens.garde.projets import AILLEURS, ICI, garde_a_part, jours_a_part


class EcranException(FormulaireGarde):
    """From one day to another the child is here, or elsewhere, whatever the weeks say."""

    def __init__(self) -> None:
        super().__init__(garde_a_part)

    @property
    def titre(self) -> str:
        """Which child."""
        return f"{super().titre} · exception"

    def sections(self) -> Sequence[Section]:
        """Two days and a place."""
        forme = forme_jour(self.ctx.aujourdhui())
        return (
            Section(
                "Jours à part",
                (
                    Champ(
                        "du",
                        "Premier jour",
                        aide="Une vraie date : 24/11, 24 nov., demain ou 24/11/2026.",
                        forme=forme,
                        exige=True,
                    ),
                    Champ(
                        "au",
                        "Dernier jour",
                        aide="Compris ; laissé vide, ce seul jour.",
                        forme=forme,
                    ),
                    Champ(
                        "ou", "Où est l’enfant", aide="Dans ce foyer, ou ailleurs.", choix=(ICI, AILLEURS), defaut=ICI
                    ),
                ),
            ),
        )

    def aide_de(self, saisie: ChampSaisie) -> str:
        """Help of a field, then the exceptions settled already."""
        deja = [
            f"{formats.plage_courte(s.du, s.au)} {ICI if s.ici else AILLEURS}"
            for s in self.fiche.garde.sejours
            if s.au >= self.ctx.aujourdhui()
        ]
        lignes = [saisie.champ.aide]
        if deja:
            lignes.append(f"Déjà réglées : {', '.join(deja)}")
        return "\n".join(lignes)

    async def enregistrer(self, valeurs: Mapping[str, str]) -> None:
        """Write it, then back to the custody."""
        from guichet.services.garde import alternee
        from screens.modales.repose import ecrire_sachant

        try:
            du, au = jours_a_part(valeurs, self.ctx.aujourdhui())
        except SaisieInvalide as refus:
            raise SaisiesInvalides({refus.champ: refus.message}) from refus
        quoi: dict[str, Any] = {"lien_id": self.lien_id, "du": du, "au": au, "ici": valeurs["ou"] != AILLEURS}
        if not await ecrire_sachant(self, alternee.ajouter_exception, titre="Garde alternée", question=DONNES, **quoi):
            return
        await self.revenir()
