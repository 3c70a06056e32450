"""Where to look in the lists: a date, a site."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from screens.listes.vue import ListeMontree, nom_site
from screens.socle.ecran import Poste


class OuRegarder:
    """Asks where, then has the list read there."""

    def __init__(self, poste: Poste, liste: ListeMontree) -> None:
        self._poste, self._liste = poste, liste

    async def a_la_date(self) -> None:
        """A date; today when none is typed."""
        from guichet.regles.offre.jours_dits import EXEMPLES, lire_jour
        from screens.modales.demander import ModaleDemander, Question

        aujourdhui = self._poste.ctx.aujourdhui()

        def jour(texte: str) -> date:
            return lire_jour(texte, aujourdhui=aujourdhui) if texte.strip() else aujourdhui

        question = Question("Jour", controle=jour)
        texte = f"{EXEMPLES}. Entrée seule revient à aujourd’hui."
        reponse = await self._poste.demander(ModaleDemander("Aller à une date", [question], texte=texte))
        if reponse is not None:
            await self._liste.regarder(replace(self._liste.vue, jour=jour(reponse[0])))

    async def site(self) -> None:
        """One site, or all of them."""
        from guichet.services.listes import releves
        from screens.modales.choisir import Choix, ModaleChoisir

        codes = await self._poste.lire(releves.sites)
        choix = [Choix("", "Tous les sites"), *(Choix(code, nom_site(self._poste.ctx, code)) for code in codes)]
        retenu = await self._poste.demander(ModaleChoisir("Site", choix, courant=self._liste.vue.site))
        if retenu is not None:
            await self._liste.regarder(replace(self._liste.vue, site=retenu))
