"""Entrée on a line of the dossier does what the line is about (ecrans.md, The frame)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from guichet.fiches.comptoir.taches import Alerte, FicheTache
from guichet.fiches.familles.foyer import Membre
from guichet.regles.dossier.gestes import GESTES, Geste
from guichet.regles.socle.domaine import NatureTache, RoleLien
from screens.dossier.cibles import Adresse, Alertes, Portail, Semaines

if TYPE_CHECKING:
    from guichet.fiches.dossier.dossier import Dossier
    from screens.dossier.actes import ActesDossier
    from screens.socle.ecran import Poste


def sans_objet(cible: object) -> frozenset[str]:
    """Ids of commands that would do nothing on that line."""
    membre = isinstance(cible, Membre)
    servent = {
        # On a sheet F2 says the same, with its word.
        "entrer": isinstance(cible, Alertes | Semaines | Portail),
        "modifier": membre or isinstance(cible, Adresse),
        "retirer": membre,
        "foyer": isinstance(cible, Membre) and cible.role == RoleLien.ENFANT,
        "demenager": isinstance(cible, Adresse),
    }
    return frozenset(f"dossier.{nom}" for nom, sert in servent.items() if not sert)


@dataclass(frozen=True, slots=True)
class EntreeDossier:
    """From a line to what it asks for: a sheet, a screen, an answer to note."""

    poste: Poste
    actes: ActesDossier
    dossier: Callable[[], Dossier]
    relire: Callable[[], Awaitable[None]]

    async def entrer(self, cible: object) -> None:
        """Do what the line under the cursor is about."""
        if isinstance(cible, Membre | Adresse):
            await self.actes.modifier(cible)
        elif isinstance(cible, Semaines):
            await self.actes.aller("reservations", personne_id=cible.personne_id)
        elif isinstance(cible, Portail):
            await self.actes.aller("identifiants")
        elif isinstance(cible, Alertes):
            await self._alertes(cible.alertes)

    async def _alertes(self, alertes: tuple[Alerte, ...]) -> None:
        """One alone is done at once; of several on the line, the agent says which; without an act: why it is there."""
        from screens.modales.choisir import Choix, ModaleChoisir

        choisie: Alerte | None = alertes[0]
        if len(alertes) > 1:
            choix = [Choix(a, a.texte, GESTES[a.code].value if a.code in GESTES else "lire pourquoi") for a in alertes]
            choisie = await self.poste.demander(ModaleChoisir("Que faire ?", choix))
        if choisie is None:
            return
        if choisie.code in GESTES:
            await self._faire(choisie)
        else:
            await self.actes.expliquer()

    async def _faire(self, alerte: Alerte) -> None:
        geste, enfant = GESTES[alerte.code], alerte.objet or None
        d = self.dossier()
        membre = next((m for m in (*d.responsables, *d.enfants) if m.personne_id == alerte.objet), None)
        if geste is Geste.IDENTIFIANTS:
            await self.actes.aller("identifiants")
        elif geste is Geste.PLANNING:
            await self.actes.aller("reservations", personne_id=enfant, jour=alerte.jour)
        elif geste is Geste.INSCRIPTIONS:
            await self.actes.aller("inscriptions", personne_id=enfant, famille=(d.nom, d.famille.code))
        elif geste is Geste.ADRESSE:
            await self.actes.aller("adresse")
        elif geste is Geste.AJOUTER:
            await self.actes.ajouter()
        elif geste is Geste.GARDE:
            await self.actes.foyer(membre)
        elif geste is Geste.FICHE:
            await self.actes.modifier(membre)
        else:
            await self._repondre(alerte)

    async def _repondre(self, alerte: Alerte) -> None:
        """The family that sits here answers now: which place, for whom, taken or left."""
        from screens.comptoir.reponses import ecrire_reponse
        from screens.modales.choisir import Choix, ModaleChoisir

        tache: FicheTache | None = next((t for t in self.dossier().taches if t.tache_id == alerte.objet), None)
        if tache is None:
            return
        place = tache.nature == NatureTache.PLACE_LIBEREE
        choix = (
            (
                Choix(True, "la famille prend la place", "elle est réservée, et facturée comme un jour réservé"),
                Choix(False, "elle la laisse", "la famille suivante est appelée"),
            )
            if place
            else (Choix(True, "c’est fait", ""), Choix(False, "il n’y a rien à faire", ""))
        )
        titre = "Place libérée" if place else "Suite à donner"
        reponse = await self.poste.demander(ModaleChoisir(titre, choix, question=f"{tache.famille} : {tache.detail}"))
        if reponse is not None:
            await ecrire_reponse(self.poste, tache, oui=reponse)
            await self.relire()
