"""Days settled apart in an alternate custody: a wedding, a swapped weekend, a judgment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from guichet import formats
from guichet.erreurs import SaisieInvalide
from guichet.erreurs.saisie import SaisiesInvalides
from guichet.erreurs.socle import insecables
from guichet.regles.garde.jours import Garde, Sejour
from screens.formulaires.champs import Champ, ChampSaisie, Section, completer, forme_jour
from screens.garde.forme import FormulaireGarde

ICI, AILLEURS = "ici", "ailleurs"


class EcranException(FormulaireGarde):
    """From one day to another the child is here, or elsewhere, whatever the weeks say."""

    @property
    def titre(self) -> str:
        """Which child."""
        return f"{super().titre} · exception"

    def sections(self) -> Sequence[Section]:
        """Two days and a place."""
        return (
            Section(
                "Jours à part",
                (
                    Champ(
                        "du", "Premier jour", aide="Une vraie date\u00a0: 24/11/2026, ou 24112026.", forme=forme_jour
                    ),
                    Champ("au", "Dernier jour", aide="Compris\u00a0; laissé vide, ce seul jour.", forme=forme_jour),
                    Champ(
                        "ou", "Où est l’enfant", aide="Dans ce foyer, ou ailleurs.", choix=(ICI, AILLEURS), defaut=ICI
                    ),
                ),
            ),
        )

    def en_projet(self) -> Garde | None:
        """What is settled, with these days on top."""
        garde = self.fiche.garde
        try:
            du, au = self._jours({s.champ.nom: s.retenue for s in self.saisies()})
        except SaisieInvalide:
            return garde
        return garde if au < du else replace(garde, sejours=(Sejour(du, au, ici=self._ici()), *garde.sejours))

    def _ici(self) -> bool:
        ou = self.saisie("ou")
        return ou is None or completer(ou.champ, ou.value) != AILLEURS

    @staticmethod
    def _jours(valeurs: Mapping[str, str]) -> tuple[date, date]:
        du = formats.lire_date(valeurs["du"], champ="du")
        return du, formats.lire_date(valeurs["au"], champ="au") if valeurs["au"].strip() else du

    def aide_de(self, saisie: ChampSaisie) -> str:
        """Help of a field, then the exceptions settled already."""
        deja = [
            f"{formats.plage_courte(s.du, s.au)} {ICI if s.ici else AILLEURS}"
            for s in self.fiche.garde.sejours
            if s.au >= self.ctx.aujourdhui()
        ]
        lignes = [saisie.champ.aide]
        if deja:
            lignes.append(f"Déjà réglées\u00a0: {', '.join(deja)}")
        return insecables("\n".join(lignes))

    async def enregistrer(self, valeurs: Mapping[str, str]) -> None:
        """Write it, then back to the custody."""
        from guichet.services.garde import alternee

        try:
            du, au = self._jours(valeurs)
        except SaisieInvalide as refus:
            raise SaisiesInvalides({refus.champ: refus.message}) from refus
        await self.ecrire(alternee.ajouter_exception, lien_id=self.lien_id, du=du, au=au, ici=valeurs["ou"] != AILLEURS)
        await self.dire_a_rendre()
        await self.revenir()
