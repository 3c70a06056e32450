"""Screen 3: a school year on one screen. Nothing is written until Ctrl+S, and then all of it at once."""

from __future__ import annotations

from datetime import date

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from guichet.regles.offre.annee import libelle_annee
from guichet.regles.socle.code_famille import affiche
from screens.reservations.enfant import ActesEnfant
from screens.reservations.enregistrement import Enregistrement
from screens.reservations.feuille import Feuille
from screens.reservations.gestes import Gestes
from screens.reservations.mots import en_cours, sous_le_curseur, sous_le_curseur_bref
from screens.reservations.planning import GrillePlanning
from screens.reservations.pourquoi import Pourquoi
from screens.reservations.utiles import muettes
from screens.socle.ecran import EcranBase
from screens.widgets.filet import Filet

LARGEUR_DETAIL = 42
MARGES = 4
"""Columns kept blank on both sides of the title."""


class EcranReservations(EcranBase[None]):
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
        self.feuille = Feuille()
        self.grille = GrillePlanning()
        self.gestes = Gestes(self, self.feuille, self.grille, self._brouillon_change)
        self.enfant = ActesEnfant(self, self.feuille, self.grille, self.relire)
        self.enregistrement = Enregistrement(self, self.feuille, self.relire)
        self.pourquoi = Pourquoi(self, self.feuille, self.grille)

    def corps(self) -> ComposeResult:
        """Title, planner and detail, running count."""
        yield Static("", id="titre", markup=False)
        yield Filet()
        with Horizontal():
            yield self.grille
            yield Static("", id="detail", markup=False)
        yield Static("", id="detail-bas", markup=False)
        yield Filet()
        yield Static("", id="en-cours", markup=False)

    def caches(self) -> frozenset[str]:
        """What would only say why it does nothing: on an empty planner, « i » comes first."""
        if not self.feuille.lue:
            return frozenset()
        p = self.feuille.planning
        return muettes(
            colonnes=bool(p.colonnes),
            enfants=len(p.enfants),
            brouillon=self.feuille.brouillon,
            case=self.grille.case(),
            ailleurs=any(
                e in self.feuille.enfants_montres() for e, _, _ in p.ailleurs - self.feuille.brouillon.voulus.keys()
            ),
        )

    # Arrival

    async def preparer(
        self, famille_id: int | None = None, personne_id: int | None = None, jour: date | None = None
    ) -> None:
        """Read the year in one snapshot, on that child and that day; another family starts an empty draft."""
        from guichet.services import reservations

        # A child of two households must not open the second one where the first was left.
        if (famille_id is not None and self.feuille.changer(famille_id)) or jour is not None:
            self.grille.oublier(jour)
        self.feuille.lire(await self.lire(reservations.planning, self.feuille.famille_id))
        if personne_id is not None:
            self.feuille.viser(personne_id)

    def afficher(self) -> None:
        """Draw it, the cursor on the day asked for, where it was, or on today."""
        self.montrer()

    def montrer(self) -> None:
        """Draw title, cells, detail and count again."""
        p = self.feuille.planning
        self.set_class(self.size.width < 110, "etroit")
        self.query_one("#titre", Static).update(self._titre())
        self.grille.montrer(p, self.feuille.enfants_montres(), self.feuille.brouillon)
        self.dire()
        self.habiller()

    def dire(self) -> None:
        """Tell what is under the cursor, and count the draft."""
        self.dire_case()
        compte = en_cours(self.feuille.planning, self.feuille.brouillon, self.size.width - 4)
        self.query_one("#en-cours", Static).update(compte, layout=False)
        self.habiller_pied()

    def dire_case(self) -> None:
        """Tell what is under the cursor; the count of the draft has not changed."""
        prenom = self.feuille.prenom_montre(self.grille)
        if self.has_class("etroit"):
            bref = sous_le_curseur_bref(self.feuille.planning, self.grille.case(), prenom, self.size.width - MARGES)
            self.query_one("#detail-bas", Static).update(bref, layout=False)
        else:
            detail = sous_le_curseur(self.feuille.planning, self.grille.case(), prenom)
            self.query_one("#detail", Static).update(detail, layout=False)

    def _titre(self) -> Content:
        p = self.feuille.planning
        morceaux: list[str | tuple[str, str]] = [(p.nom, "bold"), "   ", (affiche(p.code), "bold $primary"), "      "]
        montres = self.feuille.enfants_montres()
        for e in p.enfants:
            nom = f" {e.prenom} {e.classe} "
            morceaux.append((f"[{nom.strip()}]", "bold reverse") if e.personne_id in montres else (nom, "$discret"))
            morceaux.append(" ")
        qui, annee = Content.assemble(*morceaux), f"     année {libelle_annee(p.annee)}"
        # The children first: one of three whose name is cut is not known to be there.
        place = self.size.width - MARGES - qui.cell_length
        suites = (f"{annee}{f' · zone {p.zone}' if p.zone else ''}", annee, "")
        return qui + Content.styled(next(s for s in suites if len(s) <= max(0, place)), "$discret")

    def on_resize(self) -> None:
        """The planner follows the width."""
        if self.feuille.lue and self.is_mounted:
            self.montrer()

    def on_grille_planning_bougee(self) -> None:
        """Another cell under the cursor."""
        self.dire_case()
        self.habiller_pied()

    # Which children

    def action_enfant_suivant(self) -> None:
        """F8."""
        self._autre(1)

    def action_enfant_precedent(self) -> None:
        """F7."""
        self._autre(-1)

    def _autre(self, pas: int) -> None:
        if self.feuille.autre(pas):
            self.montrer()

    def action_tous(self) -> None:
        """`e`: all the children side by side, or one again."""
        self.feuille.tous()
        self.montrer()

    # Moving

    def action_haut(self) -> None:
        """Up."""
        self.grille.bouger(-1, 0)

    def action_bas(self) -> None:
        """Down."""
        self.grille.bouger(1, 0)

    def action_gauche(self) -> None:
        """Left."""
        self.grille.bouger(0, -1)

    def action_droite(self) -> None:
        """Right."""
        self.grille.bouger(0, 1)

    def action_bloc_haut(self) -> None:
        """Maj+↑."""
        self.grille.bouger(-1, 0, bloc=True)

    def action_bloc_bas(self) -> None:
        """Maj+↓."""
        self.grille.bouger(1, 0, bloc=True)

    def action_bloc_gauche(self) -> None:
        """Maj+←."""
        self.grille.bouger(0, -1, bloc=True)

    def action_bloc_droite(self) -> None:
        """Maj+→."""
        self.grille.bouger(0, 1, bloc=True)

    def action_page_haut(self) -> None:
        """Page up."""
        self.grille.page(-1)

    def action_page_bas(self) -> None:
        """Page down."""
        self.grille.page(1)

    # The draft

    def _brouillon_change(self, bloc: bool) -> None:
        self.grille.repeindre(bloc=bloc)
        self.dire()

    def action_cocher(self) -> None:
        """Espace: tick or untick the cell or the block."""
        self.gestes.cocher()

    def action_repeter(self) -> None:
        """`.`: the last gesture again, from the cell under the cursor."""
        self.gestes.repeter()

    def action_ailleurs(self) -> None:
        """`g`: untick what is booked on days of the other household."""
        self.gestes.rendre_ailleurs()

    def action_annuler(self) -> None:
        """`u`: undo."""
        self.gestes.annuler()

    def action_rythme(self) -> None:
        """`r`: a typed rhythm, for the children shown."""
        self.faire(self.gestes.rythme())

    def action_copier(self) -> None:
        """`c`: from a sibling or from last year."""
        self.faire(self.gestes.copier())

    def action_deroger(self) -> None:
        """`d`: an exception for the cells ticked under the cursor or in the block, with its reason."""
        self.faire(self.gestes.deroger())

    def action_expliquer(self) -> None:
        """`!`: what would become of the cell under the cursor, and why."""
        self.faire(self.pourquoi.expliquer())

    # The child under the cursor

    def action_inscrire(self) -> None:
        """`i`: the right to attend an activity."""
        self.faire(self.enfant.inscrire())

    def action_inscriptions(self) -> None:
        """`l`: the registrations of the household; the draft waits."""
        self.faire(self.enfant.inscriptions())

    def action_absence(self) -> None:
        """`a`: the day under the cursor, or those of the block."""
        self.faire(self.enfant.absence())

    def action_reprendre(self) -> None:
        """Suppr: an absence noted by mistake, of the day or of the block."""
        self.faire(self.enfant.reprendre())

    # Writing

    async def relire(self) -> None:
        """Read the year again; the draft keeps what still makes sense."""
        await self.preparer()
        self.montrer()

    def action_rafraichir(self) -> None:
        """F5."""
        if self.feuille.lue:
            self.faire(self.relire())

    def action_enregistrer(self) -> None:
        """Ctrl+S: preview, then one transaction."""
        self.faire(self.enregistrement.enregistrer())

    # Leaving

    def perdrait_une_saisie(self) -> bool:
        """Whether a draft would be lost."""
        return bool(self.feuille.brouillon)

    async def confirmer_abandon(self) -> bool:
        """Ask once."""
        from screens.modales.abandon import abandonner

        if reponse := await abandonner(self, "Le brouillon n’est pas enregistré. L’abandonner ?"):
            self.feuille.brouillon.vider()
        return reponse

    def action_retour(self) -> None:
        """Échap: back to the dossier."""
        self.faire(self._retour())

    async def _retour(self) -> None:
        if not self.perdrait_une_saisie() or await self.confirmer_abandon():
            await self.revenir()
