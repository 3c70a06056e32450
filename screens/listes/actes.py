"""What one may do from a list: go to a date, keep one site, print, save, change a rank, offer a place."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from guichet import formats
from guichet.erreurs import SaisieInvalide
from guichet.erreurs.attente import PasEnAttente
from guichet.fiches.listes.effectifs import FileAttente
from guichet.fiches.reservations.lignes import LigneAttente
from guichet.formats.chemins import lire_chemin
from guichet.regles.reservations.rang import nouveau_rang
from guichet.regles.socle.droits import Droit
from screens.listes.attente import Attente
from screens.listes.vue import Contenu, Vue, nom_site
from screens.widgets.avec_page import AvecPage
from screens.widgets.page import Page

if TYPE_CHECKING:
    from datetime import date


class ActesListes(AvecPage):
    """Acts on the list shown; what is shown comes from the screen itself."""

    @property
    def vue(self) -> Vue:
        """What is looked at."""
        raise NotImplementedError

    @property
    def contenu(self) -> Contenu:
        """What was read."""
        raise NotImplementedError

    async def regarder(self, vue: Vue) -> None:
        """Read something else and show it."""
        raise NotImplementedError

    async def relire(self) -> None:
        """Read the same again."""
        raise NotImplementedError

    # Where to look

    def action_aller(self) -> None:
        """`g`: a date; today when none is typed."""
        self.faire(self._aller())

    async def _aller(self) -> None:
        from screens.modales.demander import ModaleDemander, Question

        aujourdhui = self.ctx.aujourdhui()

        def jour(texte: str) -> date:
            return _jour(texte, aujourdhui) if texte.strip() else aujourdhui

        question = Question("Jour", controle=jour)
        texte = "16/11, 16 nov. ou 16/11/2026. Entrée seule revient à aujourd’hui."
        reponse = await self.demander(ModaleDemander("Aller à une date", [question], texte=texte))
        if reponse is not None:
            await self.regarder(replace(self.vue, jour=jour(reponse[0])))

    def action_site(self) -> None:
        """F4: one site, or all of them."""
        self.faire(self._site())

    async def _site(self) -> None:
        from guichet.services.listes import releves
        from screens.modales.choisir import Choix, ModaleChoisir

        codes = await self.lire(releves.sites)
        choix = [Choix("", "Tous les sites"), *(Choix(code, nom_site(self.ctx, code)) for code in codes)]
        retenu = await self.demander(ModaleChoisir("Site", choix, courant=self.vue.site))
        if retenu is not None:
            await self.regarder(replace(self.vue, site=retenu))

    # Papers

    def action_imprimer(self) -> None:
        """F9: the poster; a file where there is no printer."""
        self.faire(self._imprimer())

    async def _imprimer(self) -> None:
        if self._rien_a_sortir():
            return
        impression = await self.imprimer(self.contenu.edition)
        self.notify(impression.message, title="Affiche", markup=False)

    def action_exporter(self) -> None:
        """`x`: a table for a spreadsheet."""
        self.faire(self._exporter())

    async def _exporter(self) -> None:
        from guichet.services.listes import affiches
        from screens.modales.demander import ModaleDemander, Question

        if self._rien_a_sortir():
            return
        question = Question("Fichier", f"{self.vue.liste}-{self.vue.du.isoformat()}.csv", controle=_fichier)
        texte = (
            "Un tableau pour Excel ou LibreOffice, rangé avec les papiers sauf si vous écrivez un autre dossier. "
            "Il contient des noms d’enfants\u00a0: effacez-le après usage."
        )
        reponse = await self.demander(ModaleDemander("Exporter", [question], texte=texte))
        if reponse is None:
            return
        rangees = await asyncio.to_thread(self.contenu.rangees, self.ctx)
        impression = await self.ecrire(affiches.enregistrer, rangees, fichier=reponse[0])
        self.notify(impression.message, title="Tableau", markup=False)

    def _rien_a_sortir(self) -> bool:
        if self.contenu.vide:
            self.notify(f"{self.contenu.vide}\u00a0: il n’y a rien à sortir.", markup=False)
        return bool(self.contenu.vide)

    # The waiting list

    def demande(self) -> tuple[FileAttente, LigneAttente, int] | None:
        """The demand under the cursor, with the places it waits for and its household."""
        contenu = self.contenu
        return contenu.trouver(self.query_one(Page).cible) if isinstance(contenu, Attente) else None

    def _sur_une_demande(self) -> tuple[FileAttente, LigneAttente, int] | None:
        trouvee = self.demande()
        if trouvee is None:
            self.notify("Placez d’abord le curseur sur une demande de la liste d’attente.", markup=False)
        return trouvee

    def action_rang(self) -> None:
        """`c`: another priority, with its reason."""
        self.faire(self._rang())

    async def _rang(self) -> None:
        from guichet.services.reservations import attente
        from screens.modales.choisir import ModaleConfirmer
        from screens.modales.demander import ModaleDemander, Question

        trouvee = self._sur_une_demande()
        if trouvee is None:
            return
        # Told before anything is typed: a reason written for nothing is a parent kept waiting.
        self.ctx.exiger(Droit.DEROGER)
        file, x, _ = trouvee
        if not x.rang:
            raise PasEnAttente("Cette demande est incomplète\u00a0: elle prend rang quand ses pièces sont vues.")
        rangees = sum(bool(d.rang) for d in file.lignes)
        texte = (
            f"{x.enfant}, rang {x.rang} sur {rangees}. La plus grande priorité passe d’abord\u00a0; "
            "à priorité égale, l’heure de la demande. La raison est gardée au journal."
        )
        questions = [
            Question("Priorité", defaut=str(x.priorite), controle=_priorite),
            Question("Raison", controle=_raison),
        ]
        reponse = await self.demander(ModaleDemander("Changer le rang", questions, texte=texte))
        if reponse is None:
            return
        priorite = _priorite(reponse[0])
        question = _dire_rang(x, *nouveau_rang(file.lignes, x, priorite))
        if not await self.demander(ModaleConfirmer("Changer le rang", question, oui="changer", propose=True)):
            return
        rang = await self.ecrire(
            attente.changer_priorite, reservation_id=x.reservation_id, priorite=priorite, motif=reponse[1]
        )
        await self.relire()
        self.notify(f"{x.enfant}\u00a0: rang {x.rang} → {rang}.", title="Liste d’attente", markup=False)

    def action_offrir(self) -> None:
        """`o`: every place that is free, to those who wait for it, in order."""
        self.faire(self._offrir())

    async def _offrir(self) -> None:
        from guichet.services.reservations import attente
        from screens.modales.choisir import ModaleConfirmer

        contenu = self.contenu
        if not isinstance(contenu, Attente) or not contenu.a_proposer:
            self.notify("Aucune place libre à proposer sur cette liste.", markup=False)
            return
        question = (
            f"Proposer {formats.pluriel(contenu.a_proposer, 'place libre', 'places libres')} aux premiers qui les "
            "attendent\u00a0? Leur réponse se note dans «\u00a0À traiter\u00a0»."
        )
        if not await self.demander(ModaleConfirmer("Liste d’attente", question, oui="proposer", propose=True)):
            return
        proposees = 0
        for file in contenu.files:
            if file.a_proposer:
                proposees += await self.ecrire(
                    attente.proposer, groupe_id=file.groupe_id, unite_id=file.unite_id, jour=file.jour
                )
        await self.relire()
        dites = formats.pluriel(proposees, "place proposée", "places proposées")
        self.notify(f"{dites}.", title="Liste d’attente", markup=False)


def _dire_rang(x: LigneAttente, rang: int, depasses: Sequence[str]) -> str:
    if rang == x.rang:
        return f"{x.enfant} garderait le rang {rang}."
    devant = f", devant {', '.join(depasses[:3])}" + (" et d’autres" if len(depasses) > 3 else "") if depasses else ""
    return f"{x.enfant} passerait du rang {x.rang} au rang {rang}{devant}."


def _jour(texte: str, aujourdhui: date) -> date:
    """A day typed in full, or said as in a rhythm."""
    from guichet.regles.offre.periodes_dites import lire_jour
    from guichet.regles.reservations.rythmes.lus import plier

    try:
        return formats.lire_date(texte)
    except SaisieInvalide:
        return lire_jour(plier(texte), aujourdhui=aujourdhui)


def _fichier(texte: str) -> str:
    if not texte.strip():
        raise SaisieInvalide("Indiquez où enregistrer le tableau.")
    lire_chemin(texte)
    return texte


def _priorite(texte: str) -> int:
    try:
        return int(texte.strip())
    except ValueError:
        raise SaisieInvalide("Écrivez un nombre entier, par exemple 1.") from None


def _raison(texte: str) -> str:
    if not texte.strip():
        raise SaisieInvalide("Indiquez pourquoi le rang change.")
    return texte
