"""What is done to the calendar: a period added, removed, read from a file; who is booked, told and printed."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Protocol

from guichet import formats
from guichet.erreurs.activites import CalendrierIllisible
from guichet.erreurs.imports import ZoneADire
from guichet.fiches.offre.calendrier import CalendrierImporte
from guichet.fiches.reservations.lignes import LigneTouchee
from guichet.formats.chemins import lire_chemin
from guichet.regles.socle.droits import Droit
from screens.modales.choisir import Choix, ModaleChoisir, ModaleConfirmer
from screens.modales.demander import ModaleDemander, Question
from screens.modales.message import ModaleMessage
from screens.modales.touchees import Accepte, ModaleTouchees, ecrire_sachant, imprimer
from screens.offre.lignes import Entree, dire_entree, dire_retrait
from screens.socle.ecran import Poste

FORME = (
    "Une période par ligne, sous la tête nature;du;au;libelle;site;activite, ou le calendrier publié par le ministère. "
    "Le fichier entier, ou rien."
)


class AnneeMontree(Protocol):
    """The year on the screen, as what acts on it knows it."""

    @property
    def jour(self) -> date:
        """The day under the cursor."""

    def entrees_du_jour(self) -> list[Entree]:
        """Periods and bank holiday of that day, what closes it first."""

    def activite_id(self, code: str) -> int | None:
        """Number of an activity, None for all."""

    async def relire(self) -> None:
        """Read the year again."""


class Periodes:
    """Changes the calendar, for whoever may."""

    def __init__(self, poste: Poste, annee: AnneeMontree) -> None:
        self._poste, self._annee = poste, annee

    async def nouvelle(self) -> None:
        """A period from the day under the cursor on."""
        self._poste.ctx.exiger(Droit.GERER_ACTIVITES)
        await self._poste.aller("periode", jour=self._annee.jour)

    async def retirer(self) -> None:
        """The period under the cursor, once what it gives back is told."""
        from guichet.services.offre import calendrier

        self._poste.ctx.exiger(Droit.GERER_ACTIVITES)
        entree = await self._laquelle()
        if entree is None or entree.periode is None:
            return
        numero = entree.periode.periode_id
        prevu = await self._poste.lire(calendrier.retrait, numero)
        question = ModaleConfirmer("Retirer du calendrier ?", dire_retrait(entree, prevu), oui="retirer", non="garder")
        if await self._poste.demander(question):
            await self._poste.ecrire(calendrier.retirer, periode_id=numero)
            await self._annee.relire()
            self._poste.annoncer(f"Retiré : {dire_entree(entree)}")

    async def _laquelle(self) -> Entree | None:
        """The period of that day; asked when there are several, told when there is none."""
        ici = [e for e in self._annee.entrees_du_jour() if e.periode is not None]
        if len(ici) > 1:
            choix = [Choix(e, f"{e.sorte.signe} {e.libelle}", formats.plage_courte(e.du, e.au)) for e in ici]
            return await self._poste.demander(ModaleChoisir("Quelle période ?", choix))
        if not ici:
            phrase = "Aucune période ne contient ce jour : Page ↑ et Page ↓ vont de l’une à l’autre."
            if self._annee.entrees_du_jour():
                phrase = "Un jour férié ne se retire pas."
            await self._poste.demander(ModaleMessage("Rien à retirer", phrase))
            return None
        return ici[0]

    async def importer(self) -> None:
        """A file, whose every wrong line is named."""
        from screens.modales.fautes import ModaleFautes

        self._poste.ctx.exiger(Droit.GERER_ACTIVITES)
        tape = ""
        while True:
            question = Question("Fichier", tape, controle=_fichier)
            reponse = await self._poste.demander(ModaleDemander("Calendrier", [question], texte=FORME))
            fichier = _fichier(reponse[0]) if reponse is not None else None
            if reponse is None or fichier is None:
                return
            tape = reponse[0]
            try:
                fait = await self._envoyer(fichier)
                break
            except CalendrierIllisible as refus:
                # The path stays: the agent mends the file and presses Entrée again.
                if refus.fautes:
                    await self._poste.demander(ModaleFautes(fichier.name, refus.fautes))
                else:
                    await self._poste.demander(ModaleMessage("Fichier illisible", refus.message, niveau="refus"))
        if fait is None:
            return
        await self._annee.relire()
        ajoutees, sans_fin = fait.resultat.ajoutees, fait.resultat.sans_fin
        faites = formats.pluriel(ajoutees, "période ajoutée", "périodes ajoutées") if ajoutees else "tout y était déjà"
        suite = f" · fin à venir : {', '.join(sans_fin)}" if sans_fin else ""
        self._poste.annoncer(f"{faites}{suite}", fichier.name)

    async def _envoyer(self, fichier: Path, zone: str = "") -> Accepte[CalendrierImporte] | None:
        """Add a file; its zone is asked when it has several and the town none of them."""
        from guichet.services.offre import calendrier

        try:
            return await ecrire_sachant(
                self._poste, calendrier.importer, titre=fichier.name, fichier=fichier, zone=zone
            )
        except ZoneADire as refus:
            choix = [Choix(nom, nom) for nom in refus.zones]
            choisie = await self._poste.demander(ModaleChoisir("Quelle zone suit la commune ?", choix))
            return await self._envoyer(fichier, choisie) if choisie else None


class Reserves:
    """Those booked in the period under the cursor, or on that day."""

    def __init__(self, poste: Poste, annee: AnneeMontree) -> None:
        self._poste, self._annee = poste, annee

    async def reserves(self) -> None:
        """Who is booked, told."""
        titre, du, au, lignes = await self._touches()
        if lignes:
            await self._poste.demander(ModaleTouchees(titre, lignes, du, au, question=False))
        else:
            self._poste.indiquer(f"{titre} : personne n’est réservé.")

    async def imprimer(self) -> None:
        """The families to call, on paper."""
        titre, du, au, lignes = await self._touches()
        if lignes:
            self._poste.annoncer(await imprimer(self._poste, lignes, du, au), "Familles à prévenir")
        else:
            self._poste.indiquer(f"{titre} : personne n’est réservé, il n’y a rien à imprimer.")

    async def _touches(self) -> tuple[str, date, date, tuple[LigneTouchee, ...]]:
        """Those booked in the period under the cursor, or on that day."""
        from guichet.services.offre import calendrier

        entree = next((e for e in self._annee.entrees_du_jour() if e.periode is not None), None)
        if entree is None or entree.periode is None:
            jour = self._annee.jour
            lignes = await self._poste.lire(calendrier.touches, du=jour, au=jour)
            return f"Réservés {formats.jour_long(jour)}", jour, jour, lignes
        p = entree.periode
        lignes = await self._poste.lire(
            calendrier.touches, du=p.du, au=p.au, site=p.site, activite_id=self._annee.activite_id(p.activite)
        )
        return f"Réservés pendant {dire_entree(entree)}", p.du, p.au, lignes


def _fichier(texte: str) -> Path | None:
    return lire_chemin(texte) if texte.strip() else None
