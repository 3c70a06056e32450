"""What one may do from the dossier: each a key, its question when it needs one, its service."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guichet.fiches.dossier.dossier import Dossier
from guichet.fiches.familles.foyer import Membre
from guichet.fiches.reservations.refus import ReservationsTouchees
from guichet.regles.socle.code_famille import affiche
from guichet.regles.socle.domaine import EnvoiFactures, Presence
from screens.dossier.lignes import Adresse
from screens.widgets.avec_page import AvecPage
from screens.widgets.page import Page

if TYPE_CHECKING:
    from screens.modales.choisir import Choix


class ActesDossier(AvecPage):
    """Acts on the household shown; `dossier` and `relire` come from the screen itself."""

    @property
    def dossier(self) -> Dossier:
        """Household shown."""
        raise NotImplementedError

    async def relire(self) -> None:
        """Read and draw again."""
        raise NotImplementedError

    def _cible(self) -> object:
        return self.query_one(Page).cible

    def _membre(self) -> Membre | None:
        cible = self._cible()
        return cible if isinstance(cible, Membre) else None

    def _aller(self, nom: str, **donnees: object) -> None:
        self.faire(self.aller(nom, famille_id=self.dossier.famille.famille_id, **donnees))

    def action_identifiants(self) -> None:
        """`g`."""
        self._aller("identifiants")

    def action_reserver(self) -> None:
        """`r`."""
        self._aller("reservations")

    def action_historique(self) -> None:
        """`h`."""
        self._aller("historique")

    def action_modifier(self) -> None:
        """F2: the sheet under the cursor."""
        membre = self._membre()
        if membre is not None:
            self._aller("membre", lien_id=membre.lien_id)
        elif isinstance(self._cible(), Adresse):
            self._aller("adresse")

    def on_page_choisie(self) -> None:
        """A click modifies as F2 does."""
        self.action_modifier()

    def action_demenager(self) -> None:
        """`d`."""
        self._aller("adresse")

    def action_ajouter(self) -> None:
        """F6."""
        self.faire(self._ajouter())

    async def _ajouter(self) -> None:
        role = await self._choix(
            "Ajouter",
            ("enfant", "un enfant", "naissance, arrivée"),
            ("responsable", "un responsable", "co-représentant, parent"),
            ("contact", "un contact", "à prévenir, autorisé à venir chercher"),
        )
        if role is not None:
            await self.aller("membre", famille_id=self.dossier.famille.famille_id, role=role)

    async def _choix(self, titre: str, *choix: tuple[str, str, str], question: str = "") -> str | None:
        from screens.modales.choisir import Choix, ModaleChoisir

        lignes: list[Choix[str]] = [Choix(*c) for c in choix]
        return await self.demander(ModaleChoisir(titre, lignes, question=question))

    def action_expliquer(self) -> None:
        """`!`: every alert with its reason and its cure."""
        from screens.modales.alertes import ModaleAlertes
        from screens.modales.message import ModaleMessage

        if self.dossier.alertes:
            self.app.push_screen(ModaleAlertes(self.dossier.alertes))
        else:
            self.app.push_screen(ModaleMessage("Pourquoi", "Rien ne demande attention dans ce dossier.", niveau="ok"))

    def action_ici(self) -> None:
        """`i`: who stands here."""
        self.faire(self._ici())

    async def _ici(self) -> None:
        from guichet.services.comptoir import passages

        p = self.dossier.passage
        if p is None:
            return
        choix = [(str(m.personne_id), f"{m.prenom} {m.nom.upper()}", "au guichet") for m in self.dossier.responsables]
        choix.append(("telephone", "la famille téléphone", "aucun secret donné, aucun paiement pris"))
        retenu = await self._choix("Qui est ici\u00a0?", *choix)
        if retenu == "telephone":
            await self.ecrire(passages.qui_est_la, p.passage_id, None, presence=Presence.TELEPHONE.value)
        elif retenu is not None:
            await self.ecrire(passages.qui_est_la, p.passage_id, int(retenu), presence=Presence.SUR_PLACE.value)
        await self.relire()

    def action_envoi_factures(self) -> None:
        """`e`: electronic or paper, in one key and its confirmation by what is shown."""
        self.faire(self._factures())

    async def _factures(self) -> None:
        from guichet.services import familles

        f = self.dossier.famille
        papier = f.envoi_factures == EnvoiFactures.PAPIER
        envoi = EnvoiFactures.ELECTRONIQUE if papier else EnvoiFactures.PAPIER
        await self.ecrire(familles.choisir_factures, famille_id=f.famille_id, envoi=envoi.value)
        await self.relire()

    def action_verifier(self) -> None:
        """`v`: mail, telephone and address were read over with the parent."""
        self.faire(self._verifier())

    async def _verifier(self) -> None:
        from guichet.services import familles

        await self.ecrire(familles.confirmer_coordonnees, self.dossier.famille.famille_id)
        await self.relire()

    def action_foyer(self) -> None:
        """`c`: custody of the child under the cursor, settled with a second household when there is none yet."""
        membre = self._membre()
        if membre is not None and membre.role == "enfant":
            self._aller("garde" if membre.autre_foyer else "foyer", lien_id=membre.lien_id)
        else:
            self.notify("Placez d’abord le curseur sur un enfant.", markup=False)

    def action_retirer(self) -> None:
        """Suppr: the member under the cursor leaves the household."""
        membre = self._membre()
        if membre is not None:
            self.faire(self._retirer(membre))

    async def _retirer(self, membre: Membre) -> None:
        from guichet.services import familles
        from screens.modales.choisir import ModaleConfirmer
        from screens.reservations.desinscrire import sort

        question = (
            f"Retirer {membre.prenom} {membre.nom.upper()} de la famille {affiche(self.dossier.famille.code)} "
            "à compter d’aujourd’hui\u00a0? Son historique est gardé."
        )
        if await self.demander(ModaleConfirmer("Retirer", question, oui="retirer", non="garder")):
            quoi = {"lien_id": membre.lien_id, "le": self.ctx.aujourdhui()}
            try:
                await self.ecrire(familles.retirer_membre, **quoi)
            except ReservationsTouchees as refus:
                choisi = await sort(self, refus, sinon="l’enfant reste dans le foyer")
                if not choisi:
                    return
                await self.ecrire(familles.retirer_membre, **quoi, futures=choisi)
            await self.relire()
