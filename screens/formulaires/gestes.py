"""Keys of a form that write nothing: from field to field, from section to section, and the list of a field."""

from __future__ import annotations

from screens.formulaires.champs import VIRGULE, Champ, ChampSaisie, completer, decouper
from screens.formulaires.parcours import ZoneChamps
from screens.socle.ecran import EcranBase


class GestesChamps(EcranBase[None]):
    """Going among fields, choosing."""

    @property
    def zone(self) -> ZoneChamps:
        """The fields, and the way from one to the other."""
        return self.query_one(ZoneChamps)

    def action_monter(self) -> None:
        """Former field."""
        self.zone.bouger(-1)

    def action_descendre(self) -> None:
        """Next field."""
        self.zone.bouger(1)

    def action_section_apres(self) -> None:
        """F8: the next section, on its first field that waits for something."""
        self.zone.changer_de_section(1)

    def action_section_avant(self) -> None:
        """F7: the former section."""
        self.zone.changer_de_section(-1)

    def action_ajouter(self) -> None:
        """F6: forms that can grow override it."""

    def action_choisir(self) -> None:
        """F4: the list of the field."""
        if isinstance(self.focused, ChampSaisie):
            self.faire(self._choisir(self.focused))

    async def _choisir(self, saisie: ChampSaisie) -> None:
        retenu = await self.choix_de(saisie.champ, saisie.value)
        if retenu is not None:
            saisie.value = retenu
            saisie.cursor_position = len(retenu)

    async def choix_de(self, champ: Champ, texte: str) -> str | None:
        """What F4 gives for a field; a list chosen in a dialog unless a form knows better."""
        from screens.modales.choisir import Choix, ModaleChoisir
        from screens.modales.cocher import ModaleCocher

        if not champ.choix:
            return None
        if champ.plusieurs:
            coches = [c for c in decouper(completer(champ, texte)) if c]
            retenus = await self.demander(ModaleCocher(champ.libelle, champ.choix, coches))
            return None if retenus is None else VIRGULE.join(retenus)
        choix = [Choix(c, c) for c in champ.choix]
        return await self.demander(ModaleChoisir(champ.libelle, choix, courant=completer(champ, texte), a_choisir=True))
