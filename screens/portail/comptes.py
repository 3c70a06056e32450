"""What becomes of a portal account once issued: each a key, its question when it needs one, its service."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from guichet.regles.portail.blocage import depart
from guichet.regles.portail.compte_portail import EtatComptePortail, ModeComptePortail
from guichet.regles.portail.etapes import ETAPES, Oubli, etapes, fini, oublis
from guichet.regles.portail.motifs import LIBELLES_MOTIFS, MotifSuspension
from screens.modales.choisir import Choix, ModaleChoisir, ModaleConfirmer
from screens.modales.demander import ModaleDemander, Question
from screens.modales.message import ModaleMessage
from screens.portail.remises import Remises, qui
from screens.socle.ecran import Poste

if TYPE_CHECKING:
    from collections.abc import Sequence

    from guichet.contexte import Contexte
    from guichet.fiches.portail.comptes_portail import FicheComptePortail
    from guichet.fiches.portail.identifiants import FicheResponsable


class Comptes:
    """Follows the account of a responsable."""

    def __init__(self, poste: Poste, remises: Remises, relire: Callable[[], Awaitable[None]]) -> None:
        """Follow accounts.

        Args:
            poste: asks and writes.
            remises: hands over the password of an account that opens again.
            relire: reads the household again and draws it, once something was written.
        """
        self._poste, self._remises, self._relire = poste, remises, relire

    async def bloque(self, r: FicheResponsable) -> None:
        """Where are you stuck? One key per step gives the sentence to say."""
        from guichet.services.portail import identifiants

        mots = self._poste.ctx.commune.mots_portail
        suite = etapes(mots)
        # Who got everything at the desk waits for no mail: the step numbers stay those of the guide.
        ignorees = depart(ModeComptePortail(r.compte.mode)) if r.compte is not None else 0
        choix = [Choix(str(rang), e.titre, e.voit) for rang, e in enumerate(suite, 1) if rang > ignorees]
        choix.append(Choix("fini", "C’est fait, tout marche", fini(mots)))
        question = f"Que voit {r.destinataire.personne} à l’écran ?"
        choisi = await self._choix("Où êtes-vous bloqué ?", choix, question)
        if choisi is None:
            return
        passees = len(ETAPES) if choisi == "fini" else int(choisi) - 1
        if r.compte is not None and r.compte.etat == EtatComptePortail.EMIS and passees > r.compte.etape:
            await self._ecrire(identifiants.avancer_etape, r.compte.compte_id, passees)
        if choisi != "fini":
            await self._poste.demander(ModaleMessage(suite[passees].titre, suite[passees].dire))

    async def oubli(self, r: FicheResponsable) -> None:
        """Forgotten, and the parent does not wait: due within 24 working hours."""
        from guichet.services.comptoir import taches

        textes = oublis(self._poste.ctx.commune.mots_portail)
        choix = [Choix(o.value, textes[o].titre, textes[o].faire) for o in Oubli]
        cas = await self._choix("Qu’a perdu le parent ?", choix)
        if cas is not None:
            await self._ecrire(taches.demander_identifiants, **qui(r))
            await self._poste.demander(ModaleMessage("À dire au parent", textes[Oubli(cas)].dire))

    async def suspendre(self, r: FicheResponsable) -> None:
        """Suspend, or lift the suspension with a new password."""
        from guichet.services.portail import identifiants

        compte = await self._compte(r, "Suspendre")
        if compte is None:
            return
        if compte.etat == EtatComptePortail.SUSPENDU:
            await self._remises.retablir(r, compte)
            return
        motifs = [Choix(m.value, LIBELLES_MOTIFS[m]) for m in MotifSuspension]
        motif = await self._choix("Suspendre le compte", motifs, "Pour quelle raison ?")
        if motif is not None:
            await self._ecrire(identifiants.suspendre, compte.compte_id, MotifSuspension(motif), version=compte.version)

    async def cgu(self, r: FicheResponsable) -> None:
        """The parent accepted the conditions."""
        from guichet.services.portail import identifiants

        await self._noter(r, identifiants.accepter_cgu)

    async def efface(self, r: FicheResponsable) -> None:
        """The portal erased an unused account."""
        from guichet.services.portail import identifiants

        question = "Le portail a-t-il effacé ce compte ? Il faudra en émettre un autre."
        await self._noter(r, identifiants.effacer, question)

    async def _noter(
        self, r: FicheResponsable, geste: Callable[[Contexte, int], FicheComptePortail], question: str = ""
    ) -> None:
        compte = await self._compte(r, "Compte")
        if compte is not None and (not question or await self._poste.demander(ModaleConfirmer("Compte", question))):
            await self._ecrire(geste, compte.compte_id)

    async def lier(self, r: FicheResponsable) -> None:
        """The parent created the account and typed the Clé."""
        from guichet.services.portail import identifiants

        identifiant = await self._identifiant(r, "Compte créé par le parent")
        if identifiant:
            await self._ecrire(identifiants.lier, **qui(r), identifiant=identifiant)

    async def renommer(self, r: FicheResponsable) -> None:
        """The parent changed the identifier on the portal; the former one still finds the family."""
        from guichet.services.portail import identifiants

        titre = "Identifiant changé"
        compte = await self._compte(r, titre)
        identifiant = await self._identifiant(r, titre) if compte is not None else ""
        if compte is not None and identifiant:
            await self._ecrire(identifiants.changer_identifiant, compte_id=compte.compte_id, identifiant=identifiant)

    async def _identifiant(self, r: FicheResponsable, titre: str) -> str:
        """What the parent types on the portal, "" when the agent gave up."""
        texte = f"Identifiant que {r.destinataire.personne} tape sur le portail."
        reponse = await self._poste.demander(
            ModaleDemander(
                titre,
                [Question("Identifiant", aide="Celui que le parent a sur le portail, lettre à lettre.")],
                texte=texte,
            )
        )
        return "" if reponse is None else reponse[0].strip()

    async def _compte(self, r: FicheResponsable, titre: str) -> FicheComptePortail | None:
        """The account, said when there is none."""
        if r.compte is None:
            phrase = "Ce responsable n’a pas de compte."
            await self._poste.demander(ModaleMessage(titre, phrase, niveau="attention"))
        return r.compte

    async def _choix(self, titre: str, choix: Sequence[Choix[str]], question: str = "") -> str | None:
        return await self._poste.demander(ModaleChoisir(titre, choix, question=question))

    async def _ecrire(self, service: Callable[..., object], *args: Any, **kwargs: Any) -> None:
        await self._poste.ecrire(service, *args, **kwargs)
        await self._relire()
