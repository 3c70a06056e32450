"""A new period of the calendar: closure, bridge day or holidays; who is booked is told before it is accepted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from guichet import formats
from guichet.fiches.offre.activites import FicheActivite
from guichet.regles.offre.calendrier import NaturePeriode
from guichet.regles.offre.jours_dits import lire_jour
from screens.formulaires.champs import Champ, Section, forme_jour
from screens.formulaires.formulaire import FormulaireBase
from screens.modales.touchees import ecrire_sachant

NATURES = tuple(nature.value for nature in (NaturePeriode.FERMETURE, NaturePeriode.PONT, NaturePeriode.VACANCES))


class EcranPeriode(FormulaireBase):
    """Nature, name, days, then the one site or activity concerned."""

    _jour: date
    _sites: tuple[str, ...]
    _activites: tuple[FicheActivite, ...]

    async def preparer(self, *, jour: date) -> None:
        """Read what a period may be kept to."""
        from guichet.services.listes import releves
        from guichet.services.offre import activites

        self._jour = jour
        self._sites = await self.lire(releves.sites)
        self._activites = await self.lire(activites.lister)

    @property
    def titre(self) -> str:
        """What is added."""
        return "Calendrier · nouvelle période"

    def sections(self) -> Sequence[Section]:
        """The period, then whom it concerns."""
        noms = tuple(a.nom for a in self._activites)
        forme = forme_jour(self.ctx.aujourdhui())
        return (
            Section(
                "Période",
                (
                    Champ(
                        "nature",
                        "Nature",
                        aide="Une fermeture (grève, travaux) et un pont ferment tout ce qui suit ; des vacances "
                        "ferment l’école et le mercredi, pas les activités de vacances.",
                        choix=NATURES,
                        defaut=NATURES[0],
                    ),
                    Champ(
                        "libelle",
                        "Nom",
                        aide="Ce que lira l’agent à une famille : « grève ».",
                        exige=True,
                    ),
                    Champ(
                        "du",
                        "Premier jour",
                        aide="23/11, 23 nov., demain ou 23/11/2026.",
                        defaut=formats.date_num(self._jour),
                        forme=forme,
                    ),
                    Champ(
                        "au",
                        "Dernier jour",
                        aide="Compris. Laissé vide : le premier seulement.",
                        forme=forme,
                    ),
                ),
            ),
            Section(
                "Qui est concerné",
                (
                    Champ("site", "Site", aide="Laissé vide : tous les sites.", choix=self._sites),
                    Champ("activite", "Activité", aide="Laissé vide : toutes les activités.", choix=noms),
                ),
            ),
        )

    def _lire(self, champ: str, valeurs: Mapping[str, str]) -> date:
        return lire_jour(valeurs[champ], aujourdhui=self.ctx.aujourdhui(), champ=champ)

    async def enregistrer(self, valeurs: Mapping[str, str]) -> None:
        """Tell who is booked, write, go back to the calendar."""
        from guichet.services.offre import calendrier

        du = self._lire("du", valeurs)
        au = self._lire("au", valeurs) if valeurs["au"].strip() else du
        fait = await ecrire_sachant(
            self,
            calendrier.ajouter_periode,
            titre=f"Réservés : {valeurs['libelle']}",
            jours=(du, au),
            nature=NaturePeriode(valeurs["nature"]),
            du=du,
            au=au,
            libelle=valeurs["libelle"],
            site=valeurs["site"],
            activite_id=next((a.activite_id for a in self._activites if a.nom == valeurs["activite"]), None),
        )
        if fait is None:
            return
        await self.revenir()
        suite = ""
        if fait.combien:
            mot = "annulée" if fait.annulees else "gardée"
            suite = f" : {formats.pluriel(fait.combien, f'réservation {mot}', f'réservations {mot}s')}"
        self.annoncer(f"ajouté au calendrier{suite}", valeurs["libelle"])
