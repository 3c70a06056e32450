"""Screen 2: the whole family on one screen, and the visit beside it."""

from __future__ import annotations

import time
from typing import cast

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from guichet.fiches.comptoir.taches import FicheTache
from guichet.fiches.dossier.dossier import Dossier
from guichet.fiches.familles.foyer import Membre
from guichet.regles.socle.code_famille import affiche
from screens.comptoir import passage
from screens.dossier import visite
from screens.dossier.actes import ActesDossier
from screens.dossier.entree import EntreeDossier, sans_objet
from screens.dossier.lignes import depart, lignes_dossier
from screens.socle.ecran import EcranBase
from screens.widgets.filet import Filet
from screens.widgets.page import Page

DEUX_FOIS_S = 4.0
"""Échap twice within this time suspends the visit (ecrans.md, Common to all)."""

CADRE = 6
"""Lines around the page: town, title and its rules, what was done, keys."""


class EcranDossier(EcranBase[None]):
    """Alerts, members, accounts; every action is one letter."""

    ECRAN = "dossier"
    DEFAULT_CSS = f"""
    EcranDossier #titre {{ height: 1; margin: 1 0 0 0; padding: 0 2; }}
    EcranDossier #passage {{ width: {visite.LARGEUR}; padding: 0 2 0 1; }}
    EcranDossier.etroit #passage {{ display: none; }}
    EcranDossier #passage-bas {{ height: auto; max-height: 2; padding: 0 2; color: $discret; display: none; }}
    EcranDossier.etroit #passage-bas {{ display: block; }}
    """

    def __init__(self) -> None:
        super().__init__()
        self._dossier: Dossier | None = None
        self._echap = 0.0
        self._tache: FicheTache | None = None
        self.page = Page(id="page")
        self.actes = ActesDossier(self, lambda: self.dossier, self.relire)
        self.entree = EntreeDossier(self, self.actes, lambda: self.dossier, self.relire)

    @property
    def famille_id(self) -> int | None:
        """Household shown, for Ctrl+O and Ctrl+G from elsewhere."""
        return None if self._dossier is None else self._dossier.famille.famille_id

    @property
    def dossier(self) -> Dossier:
        """What is shown."""
        assert self._dossier is not None, "shown before it was read"  # noqa: S101
        return self._dossier

    def corps(self) -> ComposeResult:
        """Title, page, visit."""
        yield Static("", id="titre", markup=False)
        yield Filet()
        with Horizontal():
            yield self.page
            yield Static("", id="passage", markup=False)
        yield Static("", id="passage-bas", markup=False)

    # Arrival

    async def preparer(self, famille_id: int | None = None, tache: FicheTache | None = None) -> None:
        """Read the household in one snapshot; `tache` is what is due to it, for which it is opened."""
        from guichet.services.dossier import dossiers

        cible = famille_id if famille_id is not None else self.famille_id
        self._dossier = await self.lire(dossiers.lire, cast("int", cible))
        if famille_id is not None:
            self._tache = tache
            # Opened, not come back to: the same keys lead to the same line at every visit.
            self.page.viser(None, choisie=False)

    def afficher(self) -> None:
        """Draw it, then open its visit."""
        self._montrer()
        p = self.dossier.passage
        if p is None or p.etat != "ouvert" or p.terminal != self.ctx.ici:
            self.faire(self._ouvrir_passage())

    async def _ouvrir_passage(self) -> None:
        from guichet.services.comptoir import passages

        # What was done was for the family that has left.
        self.guichet.statut.changer_de_famille()
        ouvert = await self.ecrire(passages.ouvrir, famille_id=self.dossier.famille.famille_id)
        if dit := visite.a_savoir(ouvert):
            self.annoncer(dit)
        await self.relire()

    async def relire(self) -> None:
        """Read and draw again."""
        await self.preparer()
        self._montrer()

    def action_rafraichir(self) -> None:
        """F5, and each time one comes back from a form."""
        if self._dossier is not None:
            self.faire(self.relire())

    # Drawing

    def on_resize(self) -> None:
        """Below 110 columns the visit goes under the page."""
        self.set_class(self.size.width < 110, "etroit")
        if self._dossier is not None and self.is_mounted:
            self._montrer()

    def _montrer(self) -> None:
        d = self.dossier
        self.set_class(self.size.width < 110, "etroit")
        largeur = self.size.width - (0 if self.has_class("etroit") else visite.LARGEUR)
        f = d.famille
        self.query_one("#titre", Static).update(
            Content.assemble(
                (d.nom, "bold"),
                "   ",
                (affiche(f.code), "bold $primary"),
                (
                    f"   {f.ville or 'sans adresse'} · famille connue depuis {self.ctx.local(f.creee_le).year}",
                    "$discret",
                ),
            )
        )
        hauteur = self.size.height - CADRE - self.has_class("etroit")
        lignes = lignes_dossier(self.ctx, d, largeur, hauteur)
        self.page.montrer(lignes, depart=depart(d, lignes, self._tache))
        self.query_one("#passage", Static).update(visite.lignes(self.ctx, d.passage))
        self.query_one("#passage-bas", Static).update(visite.derniere(self.ctx, d.passage))
        self.habiller()

    # Acts: each a key

    def action_identifiants(self) -> None:
        """`g`."""
        self.faire(self.actes.aller("identifiants"))

    def action_reserver(self) -> None:
        """`r`: of the child under the cursor, of the first one elsewhere."""
        self.faire(self.actes.reserver(self.page.cible))

    def action_historique(self) -> None:
        """`h`."""
        self.faire(self.actes.aller("historique"))

    def action_modifier(self) -> None:
        """F2: the sheet under the cursor."""
        self.faire(self.actes.modifier(self.page.cible))

    def action_entrer(self) -> None:
        """Entrée: what the line under the cursor is about."""
        self.faire(self.entree.entrer(self.page.cible))

    def action_demenager(self) -> None:
        """`d`."""
        self.faire(self.actes.aller("demenagement"))

    def action_ajouter(self) -> None:
        """F6."""
        self.faire(self.actes.ajouter())

    def action_expliquer(self) -> None:
        """`!`: every alert with its reason and its cure."""
        self.faire(self.actes.expliquer())

    def action_ici(self) -> None:
        """`i`: who stands here."""
        self.faire(self.actes.ici())

    def action_envoi_factures(self) -> None:
        """`e`: electronic or paper."""
        self.faire(self.actes.envoi_factures())

    def action_verifier(self) -> None:
        """`v`: mail, telephone and address were read over with the parent."""
        self.faire(self.actes.verifier())

    def action_foyer(self) -> None:
        """`c`: custody of the child under the cursor."""
        self.faire(self.actes.foyer(self.page.cible))

    def action_reunir(self) -> None:
        """`m`: another file of this family, or two sheets of one person."""
        self.faire(self.actes.reunir(self.page.cible))

    def action_retirer(self) -> None:
        """Suppr: the member under the cursor leaves the household."""
        if isinstance(self.page.cible, Membre):
            self.faire(self.actes.retirer(self.page.cible))

    def caches(self) -> frozenset[str]:
        """The footer says what serves on the line under the cursor."""
        return sans_objet(self.page.cible)

    def action_monter(self) -> None:
        """Up."""
        self.page.bouger(-1)
        self.habiller_pied()

    def action_descendre(self) -> None:
        """Down."""
        self.page.bouger(1)
        self.habiller_pied()

    def action_page_haut(self) -> None:
        """Page up."""
        self.page.defiler(1 - self.page.size.height)

    def action_page_bas(self) -> None:
        """Page down."""
        self.page.defiler(self.page.size.height - 1)

    def suite(self) -> str:
        """`u`, as long as what was last done can be taken back."""
        return f"{self.touche('defaire')} défait" if self.actes.a_defaire() is not None else ""

    def action_defaire(self) -> None:
        """`u`: what was just done, back as it was."""
        self.faire(self.actes.defaire())

    # End of the visit

    def action_clore(self) -> None:
        """Ctrl+S: close, print the summary when something was done, back to the box."""
        self.faire(passage.clore(self, self.dossier.famille.famille_id))

    def action_imprimer(self) -> None:
        """F9: the summary so far."""
        self.faire(self._imprimer())

    async def _imprimer(self) -> None:
        p = self.dossier.passage
        if p is not None:
            await passage.imprimer(self, p.passage_id)

    def action_suspendre(self) -> None:
        """Échap: nothing done closes the visit; something done asks for a second Échap, which suspends it."""
        p = self._dossier.passage if self._dossier else None
        if p is None or not p.actes:
            self.faire(passage.clore(self, self.dossier.famille.famille_id, finie=False))
        elif time.monotonic() - self._echap < DEUX_FOIS_S:
            self.faire(self._suspendre())
        else:
            self._echap = time.monotonic()
            phrase = "Échap encore : suspendre le passage. Ctrl+S : le clore."
            self.indiquer(phrase)

    async def _suspendre(self) -> None:
        from guichet.services.comptoir import passages

        p = self.dossier.passage
        if p is not None:
            await self.ecrire(passages.suspendre, p.passage_id)
        await self.sortir(clos=False)
