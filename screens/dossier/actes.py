"""What one may do from the dossier: each a key, its question when it needs one, its service."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING, Any

from guichet.fiches.dossier.dossier import Dossier
from guichet.fiches.familles.doublons import Doublon
from guichet.fiches.familles.foyer import Membre
from guichet.formats.mots import de
from guichet.regles.socle.code_famille import affiche
from guichet.regles.socle.domaine import LIBELLES, EnvoiFactures, MotifDepart, Presence, RoleLien
from screens.dossier import defaire
from screens.dossier.cibles import Adresse, Semaines
from screens.socle.ecran import Poste

if TYPE_CHECKING:
    from guichet.accompli import Accompli
    from screens.modales.choisir import Choix


RETOUR = "retour"


class ActesDossier:
    """Acts on the household shown."""

    def __init__(self, poste: Poste, dossier: Callable[[], Dossier], relire: Callable[[], Awaitable[None]]) -> None:
        """Act on a household.

        Args:
            poste: asks, writes and goes elsewhere.
            dossier: the household, as it was last read.
            relire: reads it again and draws it, once something was written.
        """
        self._poste, self._dossier, self._relire = poste, dossier, relire

    async def aller(self, nom: str, **donnees: object) -> None:
        """Go to another screen of this household."""
        await self._poste.aller(nom, famille_id=self._dossier().famille.famille_id, **donnees)

    async def modifier(self, cible: object) -> None:
        """Open the sheet of a line: a member, the address."""
        if isinstance(cible, Membre):
            await self.aller("membre", lien_id=cible.lien_id)
        elif isinstance(cible, Adresse):
            await self.aller("adresse")
        elif cible is not None:
            self._poste.indiquer("F2 modifie une personne ou l’adresse : placez-y d’abord le curseur.")

    def a_defaire(self) -> Accompli | None:
        """What was last done here, when it can be taken back."""
        accompli = self._poste.guichet.statut.accompli
        if accompli is None:
            return None
        return accompli if defaire.possible(accompli, self._dossier().famille.famille_id) else None

    async def defaire(self) -> None:
        """Take back what was just done, once asked."""
        if await defaire.defaire(self._poste, self.a_defaire(), self._dossier().famille.famille_id):
            await self._relire()

    async def reserver(self, cible: object) -> None:
        """Open the planner on the child of a line."""
        enfant = isinstance(cible, Semaines) or (isinstance(cible, Membre) and cible.role == "enfant")
        await self.aller("reservations", personne_id=cible.personne_id if enfant else None)  # type: ignore[attr-defined]

    async def ajouter(self) -> None:
        """Somebody joins the household."""
        from guichet.services import familles

        partis = await self._poste.lire(familles.partis, self._dossier().famille.famille_id)
        retour = [(RETOUR, "quelqu’un qui revient", "retiré de ce foyer, repris tel qu’il était")] if partis else []
        role = await self._choix(
            "Ajouter",
            ("enfant", "un enfant", "naissance, arrivée"),
            ("responsable", "un responsable", "co-représentant, parent"),
            ("contact", "un contact", "à prévenir, autorisé à venir chercher"),
            *retour,
        )
        if role == RETOUR:
            await self._reprendre(partis)
        elif role is not None:
            await self.aller("membre", role=role)

    async def _reprendre(self, partis: Sequence[Doublon]) -> None:
        """Who comes back, then what comes back with them, in the question itself."""
        from guichet.services import familles
        from screens.modales.choisir import ModaleConfirmer

        choix = [(str(d.personne_id), d.personne, f"{d.role}, {d.raisons[0]}") for d in partis]
        choisi = await self._choix("Qui revient ?", *choix)
        if choisi is None:
            return
        d = next(x for x in partis if str(x.personne_id) == choisi)
        avec = " ; ".join(d.raisons[1:]) or "sa fiche et son historique"
        question = f"{d.personne} revient dans ce foyer ({d.role}), avec ce qu’il y avait : {avec} ?"
        if await self._poste.demander(ModaleConfirmer("Revenir", question, oui="reprendre", non="renoncer")):
            quoi = {"famille_id": self._dossier().famille.famille_id, "personne_id": d.personne_id}
            await self._poste.ecrire(familles.reprendre_membre, **quoi)
            await self._relire()

    async def _choix(self, titre: str, *choix: tuple[str, str, str], question: str = "") -> str | None:
        from screens.modales.choisir import Choix, ModaleChoisir

        lignes: list[Choix[str]] = [Choix(*c) for c in choix]
        return await self._poste.demander(ModaleChoisir(titre, lignes, question=question))

    async def expliquer(self) -> None:
        """Every alert with its reason and its cure."""
        from screens.modales.alertes import ModaleAlertes
        from screens.modales.message import ModaleMessage

        if self._dossier().alertes:
            await self._poste.demander(ModaleAlertes(self._dossier().alertes))
        else:
            phrase = "Rien ne demande attention dans ce dossier."
            await self._poste.demander(ModaleMessage("Pourquoi", phrase, niveau="ok"))

    async def ici(self) -> None:
        """Who stands here."""
        from guichet.services.comptoir import passages

        p = self._dossier().passage
        if p is None:
            return
        choix = [
            (str(m.personne_id), f"{m.prenom} {m.nom.upper()}", "au guichet") for m in self._dossier().responsables
        ]
        choix.append(("telephone", "la famille téléphone", "aucun secret donné, aucun paiement pris"))
        retenu = await self._choix("Qui est ici ?", *choix)
        if retenu == "telephone":
            await self._poste.ecrire(passages.qui_est_la, p.passage_id, None, presence=Presence.TELEPHONE.value)
        elif retenu is not None:
            await self._poste.ecrire(passages.qui_est_la, p.passage_id, int(retenu), presence=Presence.SUR_PLACE.value)
        await self._relire()

    async def envoi_factures(self) -> None:
        """Electronic or paper, in one key and its confirmation by what is shown."""
        from guichet.services import familles

        f = self._dossier().famille
        papier = f.envoi_factures == EnvoiFactures.PAPIER
        envoi = EnvoiFactures.ELECTRONIQUE if papier else EnvoiFactures.PAPIER
        await self._poste.ecrire(familles.choisir_factures, famille_id=f.famille_id, envoi=envoi.value)
        await self._relire()

    async def verifier(self) -> None:
        """Mail, telephone and address were read over with the parent."""
        from guichet.services import familles

        await self._poste.ecrire(familles.confirmer_coordonnees, self._dossier().famille.famille_id)
        await self._relire()

    async def foyer(self, cible: object) -> None:
        """Custody of a child, settled with a second household when there is none yet."""
        if isinstance(cible, Membre) and cible.role == "enfant":
            await self.aller("garde" if cible.autre_foyer else "foyer", lien_id=cible.lien_id)
        else:
            self._poste.indiquer("Placez d’abord le curseur sur un enfant.")

    async def reunir(self, cible: object) -> None:
        """Two files of this family made one, or taken apart."""
        from screens.dossier import reunion

        if await reunion.proposer(self._poste, self._dossier(), cible):
            await self._relire()

    async def retirer(self, membre: Membre) -> None:
        """A member leaves the household: why, who pays, then what goes with them, said in the question itself."""
        from guichet.fiches.familles.refus import PayeurADesigner
        from guichet.services import familles
        from screens.modales.repose import Decision, ModaleRepose, ecrire_sachant

        choisi = await self._choix("Retirer", *[(m.value, LIBELLES[m], "") for m in MotifDepart], question="Pourquoi ?")
        if choisi is None:
            return
        motif = MotifDepart(choisi)
        titre, question, oui, non = self._dire_depart(membre, motif)
        quoi: dict[str, Any] = {"lien_id": membre.lien_id, "le": self._poste.ctx.aujourdhui(), "motif": motif}
        try:
            lignes = await self._poste.lire(familles.ce_qui_repose, **quoi)
        except PayeurADesigner as refus:
            payeur = await self._payeur(refus.candidats)
            if payeur is None:
                return
            quoi["payeur"] = payeur
            lignes = await self._poste.lire(familles.ce_qui_repose, **quoi)
        modale = ModaleRepose(titre, question, lignes, oui=oui, non=non)
        dite: Decision | None = await self._poste.demander(modale)
        if dite is None:
            return
        if await ecrire_sachant(
            self._poste, familles.retirer_membre, titre=titre, question=question, premiere=dite, **quoi
        ):
            await self._relire()

    def _dire_depart(self, membre: Membre, motif: MotifDepart) -> tuple[str, str, str, str]:
        """Title, question and its two answers; nobody is « retiré » who died."""
        qui = f"{membre.prenom} {membre.nom.upper()}"
        if motif is not MotifDepart.DECES:
            ou = f"de la famille {affiche(self._dossier().famille.code)}"
            question = f"Retirer {qui} {ou} à compter d’aujourd’hui ({LIBELLES[motif]}) ? Son historique est gardé."
            return "Retirer", question, "retirer", "garder"
        question = f"Enregistrer le décès {de(qui)} ? Son historique est gardé."
        if membre.role == RoleLien.ENFANT.value:
            question += " Rien n’est dû pour les jours à venir, et rien n’est à demander à la famille."
        return "Décès", question, "enregistrer", "renoncer"

    async def _payeur(self, candidats: Sequence[tuple[int, str]]) -> int | None:
        """Who pays from now on."""
        choix = [(str(id_), prenom, "") for id_, prenom in candidats]
        question = "Cette personne recevait les factures du foyer. Qui paie désormais ?"
        choisi = await self._choix("Factures", *choix, question=question)
        return None if choisi is None else int(choisi)
