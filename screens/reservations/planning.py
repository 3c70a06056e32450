"""The planner drawn line by line: weeks as rows, so that a rhythm is visible as a pattern (ecrans.md, 3)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from guichet.fiches.reservations.planning import CasePlanning, Place, Planning
from screens.reservations import entetes
from screens.reservations.brouillon import Brouillon
from screens.reservations.grille import Grille, debut_montre
from screens.reservations.signes import signe_de
from screens.widgets.peinte import PeinteParLignes, marquer
from screens.widgets.souris import presser

DEBUT = 12
"""Columns of the week's name."""

NOTE = 3
"""Columns before what is told at the right of a week."""

SEMAINES_AVANT = 1
"""Past weeks in sight when a planner opens, under the line of those folded: what is booked is what comes."""


class GrillePlanning(PeinteParLignes):
    """A cursor over cells, a block, a draft drawn over what is booked."""

    DEFAULT_CSS = """
    GrillePlanning { width: 1fr; height: 1fr; background: $background; color: $foreground; }
    GrillePlanning > .grille--curseur { background: $selection; color: $selection-texte; text-style: bold; }
    GrillePlanning > .grille--bloc { background: $panel; color: $foreground; text-style: bold; }
    GrillePlanning > .grille--titre { color: $discret; background: $background; }
    GrillePlanning > .grille--semaine { color: $primary; background: $background; text-style: bold; }
    GrillePlanning > .grille--libre { color: $discret; background: $background; }
    GrillePlanning > .grille--ferme { color: $filet; background: $background; }
    GrillePlanning > .grille--ok { color: $success; background: $background; }
    GrillePlanning > .grille--attente { color: $warning; background: $background; }
    GrillePlanning > .grille--attention { color: $warning; background: $background; text-style: bold; }
    GrillePlanning > .grille--fort { color: $foreground; background: $background; text-style: bold; }
    GrillePlanning > .grille--code { color: $primary; background: $background; text-style: bold; }
    GrillePlanning > .grille--refus { color: $error; background: $background; text-style: bold; }
    """
    COMPONENT_CLASSES = {  # noqa: RUF012
        f"grille--{nom}"
        for nom in "curseur bloc titre semaine libre ferme ok attente attention fort code refus".split()
    }

    class Bougee(Message):
        """The cursor is on another cell."""

    def __init__(self) -> None:
        super().__init__()
        self.grille: Grille | None = None
        self.brouillon = Brouillon({})
        self.y = self.x = 0
        self._ancre: tuple[int, int] | None = None
        self._haut = self._premier = 0
        self._passe = False
        """Whether the weeks gone by are unfolded."""
        self._voulu: date | None = None

    def montrer(self, planning: Planning, enfants: Sequence[int], brouillon: Brouillon) -> None:
        """Show these children; the cursor stays on its cell when it still exists, else goes to the day it was read."""
        avant = self.place()
        self.brouillon = brouillon
        depuis = None if self._passe else debut_montre(planning, enfants, SEMAINES_AVANT)
        vus = [jour for _, jour, _ in brouillon.voulus] + ([self._voulu] if self._voulu else [])
        if depuis is not None and any(jour < depuis for jour in vus):
            # Neither a draft nor the day one comes for is out of sight.
            self._passe, depuis = True, None
        self.grille = Grille(planning, tuple(enfants), max(60, self.size.width), DEBUT, depuis)
        self._ancre = None
        if avant is None or avant not in planning.cases or not self._aller(avant):
            self.y, self.x = self.grille.depart(self._voulu or planning.jour)
            self._haut = self._premier = 0
            if depuis is None:
                self._haut = self.y - SEMAINES_AVANT - 1
        self._voulu = None
        self._cadrer()
        self.refresh()

    def oublier(self, jour: date | None = None) -> None:
        """Forget where the cursor was: it comes on that day, else on the one the planner was read."""
        self.grille, self._voulu = None, jour
        self._passe = False

    def _deplier(self, g: Grille) -> Grille:
        """Show the weeks gone by, the cursor where it was; what is drawn from then on."""
        if g.rangees and g.rangees[0].passe:
            self._passe = True
            self.montrer(g.planning, g.enfants, self.brouillon)
        return self.grille or g

    def _aller(self, place: Place) -> bool:
        g = self.grille
        if g is None:
            return False
        for y in range(len(g.rangees)):
            for x, colonne in enumerate(g.colonnes):
                if g.place(y, colonne) == place:
                    self.y, self.x = y, x
                    return True
        return False

    def place(self) -> Place | None:
        """Cell under the cursor."""
        g = self.grille
        return g.place(self.y, g.colonnes[self.x]) if g is not None and g.colonnes else None

    def case(self) -> CasePlanning | None:
        """What is under the cursor."""
        g = self.grille
        return g.case(self.y, g.colonnes[self.x]) if g is not None and g.colonnes else None

    def choisies(self) -> list[Place]:
        """The block, or the cell under the cursor."""
        g = self.grille
        if g is None or not g.colonnes:
            return []
        return g.bloc(self._ancre or (self.y, self.x), (self.y, self.x))

    def bouger(self, dy: int, dx: int, *, bloc: bool = False) -> None:
        """Move the cursor; with `bloc` the former cell stays the other corner."""
        g = self.grille
        if g is None or not g.colonnes:
            return
        if dy < 0 and g.bouger(self.y, self.x, dy, 0)[0] == self.y:
            g = self._deplier(g)
        ancien_bloc = self._ancre is not None
        if bloc and self._ancre is None:
            self._ancre = (self.y, self.x)
        elif not bloc:
            self._ancre = None
        avant, vue, enfant = self.y, (self._haut, self._premier), g.bande(self.x)
        self.y, self.x = g.bouger(self.y, self.x, dy, dx)
        self._cadrer()
        if vue != (self._haut, self._premier) or bloc or ancien_bloc:
            self.refresh()
        else:
            self._repeindre(avant, self.y)
            if enfant != g.bande(self.x) or any(g.lettre(avant, c) != g.lettre(self.y, c) for c in g.colonnes):
                self.refresh(Region(0, 0, self.size.width, self._entetes))
        self.post_message(self.Bougee())

    def repeindre(self, *, bloc: bool = False) -> None:
        """The draft changed; with `bloc` in the chosen rows only, which is what one key changes most often."""
        if bloc:
            haut = self._ancre[0] if self._ancre is not None else self.y
            self._repeindre(*range(min(haut, self.y), max(haut, self.y) + 1))
        else:
            self.refresh()

    def _repeindre(self, *rangs: int) -> None:
        for rang in set(rangs):
            self.refresh(Region(0, self._entetes + rang - self._haut, self.size.width, 1))

    def page(self, sens: int) -> None:
        """A screenful of weeks, painted once."""
        g = self.grille
        if g is None or not g.colonnes:
            return
        if sens < 0 and g.bouger(self.y, self.x, sens, 0)[0] == self.y:
            g = self._deplier(g)
        self._ancre = None
        for _ in range(max(1, self.size.height - self._entetes - 1)):
            self.y, self.x = g.bouger(self.y, self.x, sens, 0)
        self._cadrer()
        self.refresh()
        self.post_message(self.Bougee())

    def renverser(self) -> None:
        """Put the cursor on the first corner of the block: what is done again begins there."""
        if self._ancre is not None and self._ancre < (self.y, self.x):
            (self.y, self.x), self._ancre = self._ancre, (self.y, self.x)
            self._cadrer()
            self.refresh()
            self.post_message(self.Bougee())

    @property
    def _entetes(self) -> int:
        """Lines above the weeks: the days, the letters, and the children where there are several."""
        return 3 if self.grille is not None and len(self.grille.enfants) > 1 else 2

    def _cadrer(self) -> None:
        hauteur = max(1, self.size.height - self._entetes)
        nombre = len(self.grille.rangees) if self.grille else 0
        self._haut = min(self._haut, self.y)
        g = self.grille
        if g is not None and g.colonnes and g.bouger(self.y, self.x, -1, 0)[0] == self.y:
            # A first week of holidays holds no cell to go to: it is seen with the one under it.
            self._haut = 0
        self._haut = max(self._haut, self.y - hauteur + 1)
        self._haut = max(0, min(self._haut, max(0, nombre - hauteur)))
        if g is not None and g.colonnes:
            enfant = g.bande(self.x)
            self._premier = min(self._premier, enfant, max(0, len(g.bandes) - 1))
            while g.vue(self._premier).dernier < enfant:
                self._premier += 1

    def on_click(self, evenement: events.Click) -> None:
        """A mouse is not needed, but it works."""
        g = self.grille
        rang = self._haut + evenement.y - self._entetes
        if g is None or not 0 <= rang < len(g.rangees):
            return
        if g.rangees[rang].passe:
            self._deplier(g)
            return
        vue = g.vue(self._premier)
        visibles = [i for b in g.bandes[vue.premier : vue.dernier + 1] for i in b.colonnes]
        x = next((i for i in visibles if abs(g.colonnes[i].x - vue.decalage + 1 - evenement.x) <= 1), None)
        if x is not None and g.place(rang, g.colonnes[x]) is not None:
            self.y, self.x, self._ancre = rang, x, None
            self.refresh()
            self.post_message(self.Bougee())

    def on_mouse_scroll_down(self) -> None:
        """Wheel: a week later."""
        presser(self, "down")

    def on_mouse_scroll_up(self) -> None:
        """Wheel: a week earlier."""
        presser(self, "up")

    # Drawing

    def render_line(self, y: int) -> Strip:
        """Lines of heads, then a week a line."""
        g, largeur, base = self.grille, self.size.width, self.fond
        if g is None or not g.colonnes:
            return Strip.blank(largeur, base)
        if y < self._entetes:
            return self._entete(g, y).adjust_cell_length(largeur, base)
        rang = self._haut + y - self._entetes
        if rang >= len(g.rangees):
            return Strip.blank(largeur, base)
        bande = self._semaine(g, rang).adjust_cell_length(largeur, base)
        suite = self.get_component_rich_style("grille--titre")
        dessous = len(g.rangees) - self._haut - (self.size.height - self._entetes)
        premiere, derniere = y == self._entetes, y == self.size.height - 1
        return marquer(bande, largeur, suite, avant=premiere and self._haut > 0, apres=derniere and dessous > 0)

    def _entete(self, g: Grille, y: int) -> Strip:
        vue = g.vue(self._premier)
        if y == self._entetes - 1:
            dits = entetes.lettres(g, vue, self.y)
        elif y == self._entetes - 2:
            dits = entetes.jours(g, vue)
        else:
            dits = entetes.enfants(g, vue, g.colonnes[self.x].personne_id, self.size.width)
        titre, fort = (self.get_component_rich_style(f"grille--{nom}") for nom in ("titre", "semaine"))
        morceaux, x = [], 0
        for debut, texte, ressort in dits:
            if debut >= x:
                morceaux += [Segment(" " * (debut - x), titre), Segment(texte, fort if ressort else titre)]
                x = debut + cell_len(texte)
        return Strip(morceaux)

    def _semaine(self, g: Grille, rang: int) -> Strip:
        rangee, base = g.rangees[rang], self.fond
        courante = rang == self.y
        gris = self.get_component_rich_style("grille--ferme")
        nom = self.get_component_rich_style("grille--semaine" if courante else "grille--titre")
        if rangee.passe:
            return Strip([Segment(f"  ▴ {rangee.pliee}", nom)])
        morceaux = [Segment(("▸ " if courante else "  ") + f"{rangee.titre:<{DEBUT - 2}}", nom)]
        if rangee.pliee:
            morceaux += [Segment(" ░░░░░░░░  ", gris), Segment(rangee.pliee, nom), Segment("  ░░░░░░░░", gris)]
            return Strip(morceaux)
        bloc = set(self.choisies()) if self._ancre is not None else set()
        vue, x = g.vue(self._premier), DEBUT
        for enfant in range(vue.premier, vue.dernier + 1):
            if enfant > vue.premier:
                trait = g.bandes[enfant - 1].fin - vue.decalage
                morceaux.append(Segment(" " * (trait - x) + "│", gris))
                x = trait + 1
            for i in g.bandes[enfant].colonnes:
                colonne = g.colonnes[i]
                suivante = g.colonnes[i + 1].x if i + 1 < len(g.colonnes) else colonne.x + g.pas
                large = min(g.pas, suivante - colonne.x)
                # Its letter stands one column to the right of the cell's left edge, whatever the width of the cell.
                gauche = colonne.x - vue.decalage + (1 if large == 1 else 0)
                if gauche > x:
                    morceaux.append(Segment(" " * (gauche - x), base))
                place = g.place(rang, colonne)
                signe, sens = signe_de(g, self.brouillon, place, colonne, rangee)
                if courante and i == self.x:
                    sens = "curseur"
                elif place in bloc:
                    sens = "bloc"
                texte = f" {signe} "[:large] if large > 1 else signe
                morceaux.append(Segment(texte, self.get_component_rich_style(f"grille--{sens}")))
                x = gauche + len(texte)
        libre = self.size.width - x - NOTE
        note = next((n for n in (g.note(rang), g.note(rang, bref=True)) if len(n) <= libre), "")
        if note:
            morceaux.append(Segment(f"   {note}", self.get_component_rich_style("grille--titre")))
        return Strip(morceaux)
