"""Screen 4: portal accounts and Clés Enfance; one gesture issues, identity seen first (rule 16)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from guichet.fiches.portail.identifiants import FicheIdentifiants, FicheResponsable, SecretsRemis
from guichet.regles.portail.compte_portail import EtatComptePortail, ModeComptePortail
from guichet.regles.portail.etapes import ETAPES, Oubli, etapes, fini, oublis
from guichet.regles.portail.motifs import LIBELLES_MOTIFS, MotifSuspension
from guichet.regles.socle.code_famille import affiche
from guichet.regles.socle.domaine import LIBELLES, PieceIdentite
from screens.comptoir import passage
from screens.modales.choisir import Choix, ModaleChoisir, ModaleConfirmer
from screens.modales.demander import ModaleDemander, Question
from screens.modales.message import ModaleMessage, ModaleTable
from screens.modales.secrets import ModaleSecrets
from screens.portail.lignes import lignes_identifiants
from screens.socle.ecran import EcranBase
from screens.widgets.filet import Filet
from screens.widgets.page import Page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from guichet.contexte import Contexte
    from guichet.fiches.portail.comptes_portail import FicheComptePortail

A_EMETTRE = (EtatComptePortail.A_EMETTRE.value, EtatComptePortail.EFFACE.value)


class EcranIdentifiants(EcranBase[None]):
    """One block per responsable; letters act on the one under the cursor."""

    ECRAN = "identifiants"
    DEFAULT_CSS = "EcranIdentifiants #titre { height: 1; margin: 1 0 0 0; padding: 0 2; }"

    def __init__(self) -> None:
        super().__init__()
        self._fiche: FicheIdentifiants | None = None
        self._famille_id = 0

    def corps(self) -> ComposeResult:
        """Title and page."""
        yield Static("", id="titre", markup=False)
        yield Filet()
        yield Page(id="page")

    async def preparer(self, famille_id: int | None = None) -> None:
        """Read the household's accounts in one snapshot."""
        from guichet.services.portail import identifiants

        if famille_id is not None:
            self._famille_id = famille_id
        self._fiche = await self.lire(identifiants.etat, self._famille_id)

    def afficher(self) -> None:
        """Draw them."""
        fiche = self._fiche
        if fiche is None:
            return
        self.query_one("#titre", Static).update(
            Content.assemble(
                (fiche.responsables[0].destinataire.famille if fiche.responsables else "", "bold"),
                "   ",
                (affiche(fiche.code), "bold $primary"),
                (f"   compte du portail et {self.ctx.commune.mots_portail.cle_enfance}", "$discret"),
            )
        )
        self.query_one(Page).montrer(lignes_identifiants(self.ctx, fiche, self.size.width))
        self.habiller()

    def on_resize(self) -> None:
        """Sentences follow the width."""
        if self._fiche is not None and self.is_mounted:
            self.afficher()

    def action_rafraichir(self) -> None:
        """F5."""
        self.faire(self._relire())

    async def _relire(self) -> None:
        await self.preparer()
        self.afficher()

    # Who, and with which document

    def _responsable(self) -> FicheResponsable:
        cible = self.query_one(Page).cible
        fiche = self._fiche
        assert fiche is not None, "shown before it was read"  # noqa: S101
        return next((r for r in fiche.responsables if r.destinataire.personne_id == cible), fiche.responsables[0])

    async def _choix(self, titre: str, choix: Sequence[Choix[str]], question: str = "") -> str | None:
        return await self.demander(ModaleChoisir(titre, choix, question=question))

    async def _identite(self, r: FicheResponsable) -> PieceIdentite | None:
        pieces = [Choix(p.value, LIBELLES[p]) for p in PieceIdentite]
        question = f"Quelle pièce de {r.destinataire.personne} avez-vous vue ?"
        vue = await self._choix("Identité", pieces, question)
        return None if vue is None else PieceIdentite(vue)

    async def _remettre(self, service: Callable[..., SecretsRemis], r: FicheResponsable, **quoi: Any) -> None:
        """Identity, then the act, then what it gave, shown once; only closing it reads the page again.

        Read first, a base that fails at that moment would leave an account issued whose password nobody ever saw.
        """
        piece = await self._identite(r)
        if piece is None:
            return
        await self.demander(ModaleSecrets(await self.ecrire(service, piece=piece, **quoi)))
        await self._relire()

    async def _ecrire(self, service: Callable[..., object], *args: Any, **kwargs: Any) -> None:
        await self.ecrire(service, *args, **kwargs)
        await self._relire()

    # Issuing

    def action_generer(self) -> None:
        """`g`: issue, or issue again."""
        self.faire(self._generer(self._responsable()))

    async def _generer(self, r: FicheResponsable) -> None:
        from guichet.services.portail import identifiants

        if r.compte is not None and r.compte.etat not in A_EMETTRE:
            if r.compte.etat == EtatComptePortail.SUSPENDU:
                await self._remettre(identifiants.retablir, r, compte_id=r.compte.compte_id, version=r.compte.version)
            else:
                await self._remettre(
                    identifiants.reinitialiser, r, compte_id=r.compte.compte_id, version=r.compte.version
                )
        else:
            await self._remettre(identifiants.emettre, r, **self._qui(r), mode=self._mode_guichet(r))

    def action_tout(self) -> None:
        """`t`: identifiers and Clé on one slip, as at a first registration."""
        from guichet.services.portail import identifiants

        r = self._responsable()
        self.faire(self._remettre(identifiants.remettre_tout, r, **self._qui(r), mode=self._mode_guichet(r)))

    def _qui(self, r: FicheResponsable) -> dict[str, int]:
        return {"famille_id": r.destinataire.famille_id, "personne_id": r.destinataire.personne_id}

    def _mode_guichet(self, r: FicheResponsable) -> ModeComptePortail:
        """At the counter the way that hands over a password is the natural one, when the town has it."""
        modes = self._fiche.modes if self._fiche else ()
        return ModeComptePortail.GUICHET if ModeComptePortail.GUICHET.value in modes else ModeComptePortail(r.mode)

    def action_cle(self) -> None:
        """`k`."""
        from guichet.services.portail import cles

        d = self._responsable().destinataire
        suite = self._remettre(cles.emettre, self._responsable(), famille_id=d.famille_id, responsable_id=d.personne_id)
        self.faire(suite)

    # Following

    def action_bloque(self) -> None:
        """`b`: where are you stuck? One key per step gives the sentence to say."""
        self.faire(self._bloque(self._responsable()))

    async def _bloque(self, r: FicheResponsable) -> None:
        from guichet.services.portail import identifiants

        mots = self.ctx.commune.mots_portail
        suite = etapes(mots)
        choix = [Choix(str(rang), e.titre, e.voit) for rang, e in enumerate(suite, 1)]
        choix.append(Choix("fini", "C’est fait, tout marche", fini(mots)))
        question = f"Que voit {r.destinataire.personne} à l’écran ?"
        choisi = await self._choix("Où êtes-vous bloqué ?", choix, question)
        if choisi is None:
            return
        passees = len(ETAPES) if choisi == "fini" else int(choisi) - 1
        if r.compte is not None and r.compte.etat == EtatComptePortail.EMIS and passees > r.compte.etape:
            await self._ecrire(identifiants.avancer_etape, r.compte.compte_id, passees)
        if choisi != "fini":
            await self.demander(ModaleMessage(suite[passees].titre, suite[passees].dire))

    def action_oubli(self) -> None:
        """`o`: forgotten, and the parent does not wait: due within 24 working hours."""
        self.faire(self._oubli(self._responsable()))

    async def _oubli(self, r: FicheResponsable) -> None:
        from guichet.services.comptoir import taches

        textes = oublis(self.ctx.commune.mots_portail)
        choix = [Choix(o.value, textes[o].titre, textes[o].faire) for o in Oubli]
        cas = await self._choix("Qu’a perdu le parent ?", choix)
        if cas is not None:
            await self._ecrire(taches.demander_identifiants, **self._qui(r))
            await self.demander(ModaleMessage("À dire au parent", textes[Oubli(cas)].dire))

    def action_suspendre(self) -> None:
        """`s`: suspend, or lift the suspension with a new password."""
        self.faire(self._suspendre(self._responsable()))

    async def _suspendre(self, r: FicheResponsable) -> None:
        from guichet.services.portail import identifiants

        if r.compte is None:
            await self.demander(ModaleMessage("Suspendre", "Ce responsable n’a pas de compte.", niveau="attention"))
        elif r.compte.etat == EtatComptePortail.SUSPENDU:
            await self._remettre(identifiants.retablir, r, compte_id=r.compte.compte_id, version=r.compte.version)
        else:
            motifs = [Choix(m.value, LIBELLES_MOTIFS[m]) for m in MotifSuspension]
            motif = await self._choix("Suspendre le compte", motifs, "Pour quelle raison ?")
            if motif is not None:
                await self._ecrire(
                    identifiants.suspendre, r.compte.compte_id, MotifSuspension(motif), version=r.compte.version
                )

    def action_cgu(self) -> None:
        """`c`."""
        from guichet.services.portail import identifiants

        self.faire(self._sur_compte(identifiants.accepter_cgu))

    def action_efface(self) -> None:
        """`x`: the portal erased an unused account."""
        from guichet.services.portail import identifiants

        question = "Le portail a-t-il effacé ce compte ? Il faudra en émettre un autre."
        self.faire(self._sur_compte(identifiants.effacer, question))

    async def _sur_compte(self, geste: Callable[[Contexte, int], FicheComptePortail], question: str = "") -> None:
        r = self._responsable()
        if r.compte is None:
            await self.demander(ModaleMessage("Compte", "Ce responsable n’a pas de compte.", niveau="attention"))
        elif not question or await self.demander(ModaleConfirmer("Compte", question)):
            await self._ecrire(geste, r.compte.compte_id)

    def action_lier(self) -> None:
        """`l`: the parent created the account and typed the Clé."""
        self.faire(self._nommer("Compte créé par le parent", lier=True))

    def action_renommer(self) -> None:
        """`n`: the parent changed the identifier on the portal; the former one still finds the family."""
        self.faire(self._nommer("Identifiant changé", lier=False))

    async def _nommer(self, titre: str, *, lier: bool) -> None:
        from guichet.services.portail import identifiants

        r = self._responsable()
        if not lier and r.compte is None:
            await self.demander(ModaleMessage(titre, "Ce responsable n’a pas de compte.", niveau="attention"))
            return
        texte = f"Identifiant que {r.destinataire.personne} tape sur le portail."
        reponse = await self.demander(ModaleDemander(titre, [Question("Identifiant")], texte=texte))
        if reponse is None or not reponse[0].strip():
            return
        if lier:
            await self._ecrire(identifiants.lier, **self._qui(r), identifiant=reponse[0])
        elif r.compte is not None:
            await self._ecrire(identifiants.changer_identifiant, compte_id=r.compte.compte_id, identifiant=reponse[0])

    def action_utiliser(self) -> None:
        """`u`: the parent typed the Clé on the portal."""
        self.faire(self._utiliser())

    async def _utiliser(self) -> None:
        from guichet.services.portail import cles

        question = ModaleDemander(
            "Clé utilisée",
            [Question(self.ctx.commune.mots_portail.cle_enfance, cache=True)],
            texte="Clé tapée par le parent.",
        )
        reponse = await self.demander(question)
        if reponse is not None:
            await self._ecrire(cles.utiliser, reponse[0])

    def action_revoquer(self) -> None:
        """Suppr."""
        self.faire(self._revoquer(self._responsable()))

    async def _revoquer(self, r: FicheResponsable) -> None:
        from guichet.services.portail import cles

        if r.cle is None:
            await self.demander(ModaleMessage("Révoquer", "Ce responsable n’a pas de Clé.", niveau="attention"))
            return
        mot = self.ctx.commune.mots_portail.cle_enfance
        question = f"Révoquer la {mot} ? Elle n’ouvrira plus rien."
        if await self.demander(ModaleConfirmer("Révoquer", question)):
            await self._ecrire(cles.revoquer, cle_id=r.cle.cle_id)

    def action_expliquer(self) -> None:
        """`!`: what each account's state means, and what to do."""
        fiche = self._fiche
        lignes = [(r.destinataire.personne, "", r.diagnostic.phrase) for r in (fiche.responsables if fiche else ())]
        self.app.push_screen(ModaleTable("Ce que cela veut dire", lignes))

    def action_monter(self) -> None:
        """Up."""
        self.query_one(Page).bouger(-1)

    def action_descendre(self) -> None:
        """Down."""
        self.query_one(Page).bouger(1)

    # Leaving

    def action_clore(self) -> None:
        """Ctrl+S: close the visit from here too."""
        self.faire(passage.clore(self, self._famille_id))

    def action_retour(self) -> None:
        """Échap."""
        self.faire(self.revenir())
