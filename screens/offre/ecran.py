"""The town's calendar: a school year in one look, its periods beside it, corrected on the spot (rule 6)."""

from __future__ import annotations

from datetime import date

from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.content import Content
from textual.widgets import Static

from guichet import formats
from guichet.fiches.offre.activites import FicheActivite, FichePeriode
from guichet.regles.offre.annee import annee_de_rentree, libelle_annee
from guichet.regles.offre.calendrier import Calendrier
from screens.offre.actes import Periodes, Reserves
from screens.offre.annee import Annee, compte
from screens.offre.grille import LARGEUR, MOIS, GrilleAnnee
from screens.offre.lignes import Entree, dire_jour, dire_sans_vacances, du_jour, entrees, legende, rangees
from screens.socle.ecran import EcranBase
from screens.widgets.filet import Filet
from screens.widgets.page import Page

COTE_A_COTE = LARGEUR + 34
"""Columns from which the periods stand beside the year."""
AMPLE = 2 * MOIS + 9
"""Lines from which a blank one parts the months."""


class EcranCalendrier(EcranBase[None]):
    """The year, the day under the cursor in words, the signs, the periods."""

    ECRAN = "calendrier"
    DEFAULT_CSS = f"""
    EcranCalendrier #titre {{ height: 1; margin: 1 0 0 0; padding: 0 2; }}
    EcranCalendrier #cadre {{ height: 1fr; layout: horizontal; }}
    EcranCalendrier #annee {{ width: {LARGEUR + 2}; height: auto; }}
    EcranCalendrier #jour {{ height: 2; padding: 0 2; margin: 1 0; }}
    EcranCalendrier #legende {{ height: 1; padding: 0 2; }}
    EcranCalendrier.etroit #titre {{ margin: 0; }}
    EcranCalendrier.etroit Filet {{ display: none; }}
    EcranCalendrier.etroit #cadre {{ layout: vertical; }}
    EcranCalendrier.etroit #annee {{ width: 1fr; }}
    EcranCalendrier.etroit #jour {{ height: 1; margin: 0; }}
    EcranCalendrier #filet-periodes {{ display: none; }}
    EcranCalendrier.etroit #filet-periodes {{ display: block; }}
    """

    def __init__(self) -> None:
        super().__init__()
        self._debut = 0
        self._jour: date | None = None
        self._calendrier = Calendrier({}, ())
        self._periodes: tuple[FichePeriode, ...] = ()
        self._activites: tuple[FicheActivite, ...] = ()
        self._entrees: list[Entree] = []
        self.grille = GrilleAnnee()
        self.liste = Page(id="periodes", marge=1, fleches=False)
        self.periodes = Periodes(self, self)
        self.reserves = Reserves(self, self)

    @property
    def jour(self) -> date:
        """The day under the cursor."""
        return self.grille.jour

    def corps(self) -> ComposeResult:
        """Title, year and words at the left or above, periods at the right or below."""
        yield Static("", id="titre", markup=False)
        yield Filet()
        with Container(id="cadre"):
            with Vertical(id="annee"):
                yield self.grille
                yield Static("", id="jour", markup=False)
                yield Static(legende(), id="legende")
            yield Filet(id="filet-periodes")
            yield self.liste

    # Arrival

    async def preparer(self, annee: int | None = None) -> None:
        """Read a school year; the one of today at first."""
        from guichet.services.offre import activites, calendrier

        # Not the year one books for: from July on that is the coming one, and the summer would be hidden.
        self._debut = annee or self._debut or annee_de_rentree(self.ctx.aujourdhui())
        self._calendrier = await self.lire(calendrier.lire, self._debut)
        self._periodes = await self.lire(calendrier.periodes, self._debut)
        self._activites = await self.lire(activites.lister)

    def afficher(self) -> None:
        """Draw it, the cursor where it was, else on today."""
        annee = Annee(self._debut, self._calendrier)
        sites = {site.code: site.nom for site in self.ctx.commune.sites}
        self._entrees = entrees(annee, self._periodes, sites, {a.code: a.nom for a in self._activites})
        aujourdhui = self.ctx.aujourdhui()
        self.grille.montrer(annee, self._jour or aujourdhui, aujourdhui)
        ecole, mercredis = compte(annee)
        jours = (f" · {formats.pluriel(ecole, 'jour')} d’école, {formats.pluriel(mercredis, 'mercredi')}", "$discret")
        sans = dire_sans_vacances(annee)
        self.query_one("#titre", Static).update(
            Content.assemble(
                (f"Calendrier {libelle_annee(self._debut)}", "bold"),
                (f"   zone {self.ctx.commune.zone}", ""),
                (f"   {sans}", "bold $warning") if sans else jours,
            )
        )
        self._disposer()

    def _disposer(self) -> None:
        """Fit the list to what is left of the screen."""
        large = self.size.width >= COTE_A_COTE
        self.set_class(not large, "etroit")
        self.grille.set_class(large and self.size.height >= AMPLE, "ample")
        self.liste.montrer(
            rangees(self._entrees, self.size.width - LARGEUR - 2 if large else self.size.width, haute=large)
        )
        self._dire()

    def _dire(self) -> None:
        """What is under the cursor, in words and in the list."""
        self._jour = self.grille.jour
        ici = self.entrees_du_jour()
        texte = dire_jour(self.grille.jour, self.grille.sorte(), ici, self.ctx.aujourdhui())
        self.query_one("#jour", Static).update(texte, layout=False)
        # An ordinary day brings in sight what comes next.
        suivante = next((e for e in self._entrees if e.du > self.grille.jour), None)
        self.liste.viser(ici[0] if ici else suivante, choisie=bool(ici))

    def on_resize(self) -> None:
        """The list goes beside or below."""
        if self.is_mounted and self.grille.annee is not None:
            self._disposer()

    def entrees_du_jour(self) -> list[Entree]:
        """Periods and bank holiday of the day under the cursor, what closes it first."""
        return du_jour(self._entrees, self.grille.jour)

    def activite_id(self, code: str) -> int | None:
        """Number of an activity, None for all."""
        return next((a.activite_id for a in self._activites if a.code == code), None)

    # Acts

    def action_nouvelle(self) -> None:
        """F6: a period from the day under the cursor on."""
        self.faire(self.periodes.nouvelle())

    def action_retirer(self) -> None:
        """Suppr."""
        self.faire(self.periodes.retirer())

    def action_importer(self) -> None:
        """`i`: a file, whose every wrong line is named."""
        self.faire(self.periodes.importer())

    def action_reserves(self) -> None:
        """Entrée."""
        self.faire(self.reserves.reserves())

    def action_imprimer(self) -> None:
        """F9."""
        self.faire(self.reserves.imprimer())

    # Which year, which day

    async def relire(self) -> None:
        """Read the year again."""
        await self.preparer()
        self.afficher()

    def action_rafraichir(self) -> None:
        """F5, and each time one comes back."""
        self.faire(self.relire())

    def action_annee_suivante(self) -> None:
        """F8."""
        self.faire(self._autre_annee(1))

    def action_annee_precedente(self) -> None:
        """F7."""
        self.faire(self._autre_annee(-1))

    async def _autre_annee(self, pas: int) -> None:
        await self.preparer(self._debut + pas)
        self._jour = None
        self.afficher()

    def action_aujourdhui(self) -> None:
        """`j`."""
        self.faire(self._aujourdhui())

    async def _aujourdhui(self) -> None:
        await self.preparer(annee_de_rentree(self.ctx.aujourdhui()))
        self._jour = None
        self.afficher()

    def _aller(self, jour: date) -> None:
        self.grille.aller(jour)

    def on_grille_annee_bougee(self) -> None:
        """Another day under the cursor."""
        self._dire()

    def on_page_choisie(self) -> None:
        """A click on a period goes to its first day."""
        if isinstance(self.liste.cible, Entree) and self.grille.annee is not None:
            self._aller(self.grille.annee.depart(self.liste.cible.du))

    def action_page_bas(self) -> None:
        """Next period: the first that begins after this day."""
        annee = self.grille.annee
        if annee is not None:
            departs = sorted({annee.depart(e.du) for e in self._entrees if e.du >= annee.bornes[0]})
            self._aller(next((d for d in departs if d > self.grille.jour), self.grille.jour))

    def action_page_haut(self) -> None:
        """Former period."""
        annee = self.grille.annee
        if annee is not None:
            departs = sorted({annee.depart(e.du) for e in self._entrees if e.du >= annee.bornes[0]}, reverse=True)
            self._aller(next((d for d in departs if d < self.grille.jour), self.grille.jour))

    def action_gauche(self) -> None:
        """Left."""
        self._pas(-1)

    def action_droite(self) -> None:
        """Right."""
        self._pas(1)

    def _pas(self, pas: int) -> None:
        if self.grille.annee is not None:
            self._aller(self.grille.annee.voisin(self.grille.jour, pas))

    def action_haut(self) -> None:
        """Up."""
        self._mois(-1)

    def action_bas(self) -> None:
        """Down."""
        self._mois(1)

    def _mois(self, pas: int) -> None:
        if self.grille.annee is not None:
            self._aller(self.grille.annee.mois_voisin(self.grille.jour, pas))

    def action_retour(self) -> None:
        """Échap."""
        self.faire(self.revenir())
