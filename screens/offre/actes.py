"""What keys do to the calendar: move, add, remove, read a file, tell and print who is booked."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from guichet import formats
from guichet.erreurs.activites import CalendrierIllisible
from guichet.fiches.reservations.lignes import LigneTouchee
from guichet.formats.chemins import lire_chemin
from guichet.regles.socle.droits import Droit
from screens.modales.choisir import Choix, ModaleChoisir, ModaleConfirmer
from screens.modales.demander import ModaleDemander, Question
from screens.modales.message import ModaleMessage
from screens.modales.touchees import ModaleTouchees, ecrire_sachant, imprimer
from screens.offre.grille import GrilleAnnee
from screens.offre.lignes import Entree, dire_entree, dire_retrait
from screens.socle.ecran import EcranBase

FORME = "Une période par ligne, sous la tête nature;du;au;libelle;site;activite. Le fichier entier, ou rien."


class ActesCalendrier(EcranBase[None]):
    """The screen gives the grid, the list and the way to read them again."""

    @property
    def grille(self) -> GrilleAnnee:
        """The year itself."""
        raise NotImplementedError

    def entrees_du_jour(self) -> list[Entree]:
        """Periods and bank holiday of the day under the cursor, what closes it first."""
        raise NotImplementedError

    def activite_id(self, code: str) -> int | None:
        """Number of an activity, None for all."""
        raise NotImplementedError

    async def relire(self) -> None:
        """Read the year again."""
        raise NotImplementedError

    # Changing

    def action_nouvelle(self) -> None:
        """F6: a period from the day under the cursor on."""
        self.faire(self._nouvelle())

    async def _nouvelle(self) -> None:
        self.ctx.exiger(Droit.GERER_ACTIVITES)
        await self.aller("periode", jour=self.grille.jour)

    def action_retirer(self) -> None:
        """Suppr."""
        self.faire(self._retirer())

    async def _retirer(self) -> None:
        from guichet.services.offre import calendrier

        self.ctx.exiger(Droit.GERER_ACTIVITES)
        entree = await self._laquelle()
        if entree is None or entree.periode is None:
            return
        numero = entree.periode.periode_id
        prevu = await self.lire(calendrier.retrait, numero)
        question = ModaleConfirmer(
            "Retirer du calendrier\u00a0?", dire_retrait(entree, prevu), oui="retirer", non="garder"
        )
        if await self.demander(question):
            await self.ecrire(calendrier.retirer, periode_id=numero)
            await self.relire()
            self.notify(f"Retiré\u00a0: {dire_entree(entree)}.", markup=False)

    async def _laquelle(self) -> Entree | None:
        """The period of that day; asked when there are several, told when there is none."""
        ici = [e for e in self.entrees_du_jour() if e.periode is not None]
        if len(ici) > 1:
            choix = [Choix(e, f"{e.sorte.signe} {e.libelle}", formats.plage_courte(e.du, e.au)) for e in ici]
            return await self.demander(ModaleChoisir("Quelle période\u00a0?", choix))
        if not ici:
            phrase = "Aucune période ne contient ce jour\u00a0: Page ↑ et Page ↓ vont de l’une à l’autre."
            if self.entrees_du_jour():
                phrase = "Un jour férié ne se retire pas."
            await self.demander(ModaleMessage("Rien à retirer", phrase))
            return None
        return ici[0]

    def action_importer(self) -> None:
        """`i`: a file, whose every wrong line is named."""
        self.faire(self._importer())

    async def _importer(self) -> None:
        from guichet.services.offre import calendrier
        from screens.modales.fautes import ModaleFautes

        self.ctx.exiger(Droit.GERER_ACTIVITES)
        tape = ""
        while True:
            question = Question("Fichier", tape, controle=_fichier)
            reponse = await self.demander(ModaleDemander("Calendrier", [question], texte=FORME))
            fichier = _fichier(reponse[0]) if reponse is not None else None
            if reponse is None or fichier is None:
                return
            tape = reponse[0]
            try:
                fait = await ecrire_sachant(self, calendrier.importer, titre=fichier.name, fichier=fichier)
                break
            except CalendrierIllisible as refus:
                # The path stays: the agent mends the file and presses Entrée again.
                if refus.fautes:
                    await self.demander(ModaleFautes(fichier.name, refus.fautes))
                else:
                    await self.demander(ModaleMessage("Fichier illisible", refus.message, niveau="refus"))
        if fait is None:
            return
        await self.relire()
        faites = formats.pluriel(fait.resultat, "période ajoutée", "périodes ajoutées")
        self.notify(faites if fait.resultat else "Tout y était déjà.", title=fichier.name, markup=False)

    # Who is booked

    def action_reserves(self) -> None:
        """Entrée."""
        self.faire(self._reserves())

    async def _reserves(self) -> None:
        titre, du, au, lignes = await self._touches()
        if lignes:
            await self.demander(ModaleTouchees(titre, lignes, du, au, question=False))
        else:
            self.notify("Personne n’est réservé.", title=titre, markup=False)

    def action_imprimer(self) -> None:
        """F9."""
        self.faire(self._imprimer())

    async def _imprimer(self) -> None:
        titre, du, au, lignes = await self._touches()
        if lignes:
            self.notify(await imprimer(self, lignes, du, au), title="Familles à prévenir", markup=False)
        else:
            self.notify("Personne n’est réservé\u00a0: rien à imprimer.", title=titre, markup=False)

    async def _touches(self) -> tuple[str, date, date, tuple[LigneTouchee, ...]]:
        """Those booked in the period under the cursor, or on that day."""
        from guichet.services.offre import calendrier

        entree = next((e for e in self.entrees_du_jour() if e.periode is not None), None)
        if entree is None or entree.periode is None:
            jour = self.grille.jour
            lignes = await self.lire(calendrier.touches, du=jour, au=jour)
            return f"Réservés {formats.jour_long(jour)}", jour, jour, lignes
        p = entree.periode
        lignes = await self.lire(
            calendrier.touches, du=p.du, au=p.au, site=p.site, activite_id=self.activite_id(p.activite)
        )
        return f"Réservés pendant {dire_entree(entree)}", p.du, p.au, lignes


def _fichier(texte: str) -> Path | None:
    return lire_chemin(texte) if texte.strip() else None
