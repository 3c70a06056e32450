"""Screen 3: a school year on one screen. Nothing is written until Ctrl+S, and then all of it at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from guichet.fiches.reservations.planning import Planning
from guichet.fiches.reservations.refus import ApercuPerime
from guichet.regles.offre.annee import libelle_annee
from guichet.regles.socle.code_famille import affiche
from screens.reservations.brouillon import Brouillon
from screens.reservations.enfant import ActesEnfant
from screens.reservations.mots import en_cours, sous_le_curseur, sous_le_curseur_bref
from screens.reservations.planning import GrillePlanning
from screens.widgets.filet import Filet

if TYPE_CHECKING:
    from guichet.fiches.reservations.planning import Apercu

LARGEUR_DETAIL = 42


class EcranReservations(ActesEnfant):
    """The planner, what is under its cursor, the running count of the draft."""

    ECRAN = "reservations"
    DEFAULT_CSS = f"""
    EcranReservations #titre {{ height: 1; margin: 1 0 0 0; padding: 0 2; }}
    EcranReservations #detail {{ width: {LARGEUR_DETAIL}; height: 16; max-height: 100%; padding: 0 2; }}
    EcranReservations.etroit #detail {{ display: none; }}
    EcranReservations #detail-bas {{ height: 2; padding: 0 2; display: none; }}
    EcranReservations.etroit #detail-bas {{ display: block; }}
    EcranReservations #en-cours {{ height: 1; padding: 0 2; }}
    """

    def __init__(self) -> None:
        super().__init__()
        self._planning: Planning | None = None
        self._brouillon = Brouillon({})
        self._famille_id = 0
        self._rang = 0
        self._tous = False

    @property
    def planning(self) -> Planning:
        """What is shown."""
        assert self._planning is not None, "shown before it was read"  # noqa: S101
        return self._planning

    @property
    def brouillon(self) -> Brouillon:
        """Changes not written yet."""
        return self._brouillon

    @property
    def grille(self) -> GrillePlanning:
        """The planner itself."""
        return self.query_one(GrillePlanning)

    def corps(self) -> ComposeResult:
        """Title, planner and detail, running count."""
        yield Static("", id="titre", markup=False)
        yield Filet()
        with Horizontal():
            yield GrillePlanning()
            yield Static("", id="detail", markup=False)
        yield Static("", id="detail-bas", markup=False)
        yield Filet()
        yield Static("", id="en-cours", markup=False)

    # Arrival

    async def preparer(self, famille_id: int | None = None) -> None:
        """Read the year in one snapshot; another family starts an empty draft."""
        from guichet.services import reservations

        if famille_id is not None and famille_id != self._famille_id:
            self._famille_id, self._rang, self._tous = famille_id, 0, False
            self._brouillon = Brouillon({})
            if self.is_mounted:
                # A child of two households must not open the second one where the first was left.
                self.grille.oublier()
        self._planning = await self.lire(reservations.planning, self._famille_id)
        self._brouillon.suivre(self._planning.cases)

    def afficher(self) -> None:
        """Draw it, the cursor on today."""
        self.montrer()

    def montrer(self) -> None:
        """Draw title, cells, detail and count again."""
        p = self.planning
        self.set_class(self.size.width < 110, "etroit")
        self.query_one("#titre", Static).update(self._titre())
        self.grille.montrer(p, self.enfants_montres(), self._brouillon)
        self.dire()
        self.habiller()

    def dire(self) -> None:
        """Tell what is under the cursor, and count the draft."""
        self.dire_case()
        compte = en_cours(self.planning, self._brouillon, self.size.width - 4)
        self.query_one("#en-cours", Static).update(compte, layout=False)

    def dire_case(self) -> None:
        """Tell what is under the cursor; the count of the draft has not changed."""
        if self.has_class("etroit"):
            bref = sous_le_curseur_bref(self.planning, self.grille.case())
            self.query_one("#detail-bas", Static).update(bref, layout=False)
        else:
            detail = sous_le_curseur(self.planning, self.grille.case())
            self.query_one("#detail", Static).update(detail, layout=False)

    def _titre(self) -> Content:
        p = self.planning
        morceaux: list[str | tuple[str, str]] = [(p.nom, "bold"), "   ", (affiche(p.code), "bold $primary"), "      "]
        montres = self.enfants_montres()
        for e in p.enfants:
            nom = f" {e.prenom} {e.classe} "
            morceaux.append((f"[{nom.strip()}]", "bold reverse") if e.personne_id in montres else (nom, "$discret"))
            morceaux.append(" ")
        morceaux.append((f"     année {libelle_annee(p.annee)} · zone {p.zone}", "$discret"))
        return Content.assemble(*morceaux)

    def enfants_montres(self) -> list[int]:
        """One child, or all of them side by side."""
        tous = [e.personne_id for e in self.planning.enfants]
        return tous if self._tous else tous[self._rang : self._rang + 1]

    def on_resize(self) -> None:
        """The planner follows the width."""
        if self._planning is not None and self.is_mounted:
            self.montrer()

    def on_grille_planning_bougee(self) -> None:
        """Another cell under the cursor."""
        self.dire_case()

    # Which children

    def action_enfant_suivant(self) -> None:
        """F8."""
        self._autre(1)

    def action_enfant_precedent(self) -> None:
        """F7."""
        self._autre(-1)

    def _autre(self, pas: int) -> None:
        nombre = len(self.planning.enfants)
        if nombre:
            self._tous, self._rang = False, (self._rang + pas) % nombre
            self.montrer()

    def action_tous(self) -> None:
        """`e`: all the children side by side, or one again."""
        self._tous = not self._tous and len(self.planning.enfants) > 1
        self.montrer()

    # Writing

    async def relire(self) -> None:
        """Read the year again; the draft keeps what still makes sense."""
        await self.preparer()
        self.montrer()

    def action_rafraichir(self) -> None:
        """F5."""
        if self._planning is not None:
            self.faire(self.relire())

    def action_enregistrer(self) -> None:
        """Ctrl+S: preview, then one transaction."""
        self.faire(self._enregistrer())

    async def _enregistrer(self) -> None:
        from guichet.services import reservations
        from screens.modales.apercu import ModaleApercu
        from screens.modales.message import ModaleMessage

        demandes = self._brouillon.demandes()
        if not demandes:
            await self.demander(
                ModaleMessage("Brouillon vide", "Cochez d’abord des cases\u00a0: Espace.", niveau="info")
            )
            return
        perime = False
        while True:
            apercu: Apercu = await self.lire(reservations.apercu, demandes, famille_id=self._famille_id)
            if not await self.demander(ModaleApercu(apercu)):
                if perime:
                    # The agent goes back to what is true now, not to what was when the draft began.
                    await self.relire()
                return
            try:
                fait: Apercu = await self.ecrire(
                    reservations.enregistrer, demandes=demandes, attendu=apercu, famille_id=self._famille_id
                )
                break
            except ApercuPerime as refus:
                # Somebody was quicker, or a moment passed: told before anything is written, then seen again.
                perime = True
                await self.demander(ModaleMessage("À relire", refus.message, niveau="attention"))
        self._brouillon.vider()
        await self.relire()
        if fait.refusees or fait.attente:
            await self.demander(ModaleApercu(fait, fait=True))

    # Leaving

    def perdrait_une_saisie(self) -> bool:
        """Whether a draft would be lost."""
        return bool(self._brouillon)

    async def confirmer_abandon(self) -> bool:
        """Ask once."""
        from screens.modales.choisir import ModaleConfirmer

        question = "Le brouillon n’est pas enregistré. L’abandonner\u00a0?"
        modale = ModaleConfirmer("Abandonner\u00a0?", question, oui="abandonner", non="rester")
        reponse = await self.demander(modale) is True
        if reponse:
            self._brouillon.vider()
        return reponse

    def action_retour(self) -> None:
        """Échap: back to the dossier."""
        self.faire(self._retour())

    async def _retour(self) -> None:
        if not self.perdrait_une_saisie() or await self.confirmer_abandon():
            await self.revenir()
