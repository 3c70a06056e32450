"""Screen 4: portal accounts and Clés Enfance; one gesture issues, identity seen first (rule 16)."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from guichet.fiches.portail.identifiants import FicheIdentifiants, FicheResponsable
from guichet.regles.socle.code_famille import affiche
from screens.comptoir import passage
from screens.modales.message import ModaleTable
from screens.portail.cles import Cles
from screens.portail.comptes import Comptes
from screens.portail.lignes import lignes_identifiants
from screens.portail.remises import Remises
from screens.socle.ecran import EcranBase
from screens.widgets.filet import Filet
from screens.widgets.page import Page


class EcranIdentifiants(EcranBase[None]):
    """One block per responsable; letters act on the one under the cursor."""

    ECRAN = "identifiants"
    DEFAULT_CSS = "EcranIdentifiants #titre { height: 1; margin: 1 0 0 0; padding: 0 2; }"

    def __init__(self) -> None:
        super().__init__()
        self._fiche: FicheIdentifiants | None = None
        self._famille_id = 0
        self.remises = Remises(self, lambda: self.fiche.modes, self._relire)
        self.comptes = Comptes(self, self.remises, self._relire)
        self.cles = Cles(self, self._relire)

    @property
    def fiche(self) -> FicheIdentifiants:
        """What is shown."""
        assert self._fiche is not None, "shown before it was read"  # noqa: S101
        return self._fiche

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

    def _responsable(self) -> FicheResponsable:
        cible = self.query_one(Page).cible
        responsables = self.fiche.responsables
        return next((r for r in responsables if r.destinataire.personne_id == cible), responsables[0])

    # Acts: each a key

    def action_generer(self) -> None:
        """`g`: issue, or issue again."""
        self.faire(self.remises.generer(self._responsable()))

    def action_tout(self) -> None:
        """`t`: identifiers and Clé on one slip, as at a first registration."""
        self.faire(self.remises.tout(self._responsable()))

    def action_cle(self) -> None:
        """`k`: a Clé."""
        self.faire(self.remises.cle(self._responsable()))

    def action_bloque(self) -> None:
        """`b`: where are you stuck?"""
        self.faire(self.comptes.bloque(self._responsable()))

    def action_oubli(self) -> None:
        """`o`: forgotten, and the parent does not wait."""
        self.faire(self.comptes.oubli(self._responsable()))

    def action_suspendre(self) -> None:
        """`s`: suspend, or lift the suspension with a new password."""
        self.faire(self.comptes.suspendre(self._responsable()))

    def action_cgu(self) -> None:
        """`c`: conditions accepted."""
        self.faire(self.comptes.cgu(self._responsable()))

    def action_efface(self) -> None:
        """`x`: the portal erased an unused account."""
        self.faire(self.comptes.efface(self._responsable()))

    def action_lier(self) -> None:
        """`l`: the parent created the account and typed the Clé."""
        self.faire(self.comptes.lier(self._responsable()))

    def action_renommer(self) -> None:
        """`n`: the parent changed the identifier on the portal."""
        self.faire(self.comptes.renommer(self._responsable()))

    def action_utiliser(self) -> None:
        """`u`: the parent typed the Clé on the portal."""
        self.faire(self.cles.utiliser())

    def action_revoquer(self) -> None:
        """Suppr: the Clé opens nothing any more."""
        self.faire(self.cles.revoquer(self._responsable()))

    def action_expliquer(self) -> None:
        """`!`: what each account's state means, and what to do."""
        lignes = [(r.destinataire.personne, "", r.diagnostic.phrase) for r in self.fiche.responsables]
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
