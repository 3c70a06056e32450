"""The planner drawn line by line: weeks as rows, so that a rhythm is visible as a pattern (ecrans.md, 3)."""

from __future__ import annotations

from collections.abc import Sequence

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from guichet.fiches.reservations.planning import FERMEE, LIBRE, Annonce, CasePlanning, Place, Planning
from guichet.formats import JOURS
from guichet.regles.reservations.etats import EtatReservation, Issue
from screens.reservations.brouillon import Brouillon
from screens.reservations.grille import Colonne, Grille, Rangee
from screens.widgets.peinte import PeinteParLignes

DEBUT = 12
"""Columns of the week's name."""

ENTETES = 2
SEMAINES_AVANT = 2
"""Past weeks in sight when a planner opens: what is booked is what comes, and it fills the rest."""

SIGNES = {
    LIBRE: ("·", "libre"),
    "demandee": ("◇", "attente"),
    "reservee": ("●", "ok"),
    "en_attente": ("○", "attente"),
    "presente": ("●", "ok"),
    "absence_justifiee": ("A", "fort"),
    "absence_injustifiee": ("A", "attention"),
    FERMEE: ("▪", "libre"),
}
MAJOREE = ("▲", "attention")
TENUES = frozenset({EtatReservation.RESERVEE.value, EtatReservation.PRESENTE.value})
"""Days of which ▲ says what they cost more; what waits and who was absent are told as such."""
REFUSEE = ("!", "refus")
ATTENTE = ("○", "attente")
AJOUT = ("+", "code")
RETRAIT = ("×", "refus")


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
        for nom in (
            "curseur",
            "bloc",
            "titre",
            "semaine",
            "libre",
            "ferme",
            "ok",
            "attente",
            "attention",
            "fort",
            "code",
            "refus",
        )
    }

    class Bougee(Message):
        """The cursor is on another cell."""

    def __init__(self) -> None:
        super().__init__()
        self.grille: Grille | None = None
        self.brouillon = Brouillon({})
        self.y = self.x = 0
        self._ancre: tuple[int, int] | None = None
        self._haut = 0

    def montrer(self, planning: Planning, enfants: Sequence[int], brouillon: Brouillon) -> None:
        """Show these children; the cursor stays on its cell when it still exists, else goes to the day it was read."""
        avant = self.place()
        self.brouillon = brouillon
        self.grille = Grille(planning, tuple(enfants), max(60, self.size.width), DEBUT)
        self._ancre = None
        if avant is None or avant not in planning.cases or not self._aller(avant):
            self.y, self.x = self.grille.depart(planning.jour)
            self._haut = self.y - SEMAINES_AVANT
        self._cadrer()
        self.refresh()

    def oublier(self) -> None:
        """Forget where the cursor was."""
        self.grille = None

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
        ancien_bloc = self._ancre is not None
        if bloc and self._ancre is None:
            self._ancre = (self.y, self.x)
        elif not bloc:
            self._ancre = None
        avant, haut = self.y, self._haut
        self.y, self.x = g.bouger(self.y, self.x, dy, dx)
        self._cadrer()
        if haut != self._haut or bloc or ancien_bloc:
            self.refresh()
        else:
            self._repeindre(avant, self.y)
            if any(g.lettre(avant, c) != g.lettre(self.y, c) for c in g.colonnes):
                self.refresh(Region(0, 0, self.size.width, ENTETES))
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
            self.refresh(Region(0, ENTETES + rang - self._haut, self.size.width, 1))

    def page(self, sens: int) -> None:
        """A screenful of weeks, painted once."""
        g = self.grille
        if g is None or not g.colonnes:
            return
        self._ancre = None
        for _ in range(max(1, self.size.height - ENTETES - 1)):
            self.y, self.x = g.bouger(self.y, self.x, sens, 0)
        self._cadrer()
        self.refresh()
        self.post_message(self.Bougee())

    def _cadrer(self) -> None:
        hauteur = max(1, self.size.height - ENTETES)
        nombre = len(self.grille.rangees) if self.grille else 0
        self._haut = min(self._haut, self.y)
        g = self.grille
        if g is not None and g.colonnes and g.bouger(self.y, self.x, -1, 0)[0] == self.y:
            # A first week of holidays holds no cell to go to: it is seen with the one under it.
            self._haut = 0
        self._haut = max(self._haut, self.y - hauteur + 1)
        self._haut = max(0, min(self._haut, max(0, nombre - hauteur)))

    def on_click(self, evenement: events.Click) -> None:
        """A mouse is not needed, but it works."""
        g = self.grille
        rang = self._haut + evenement.y - ENTETES
        if g is None or not 0 <= rang < len(g.rangees):
            return
        x = next((i for i, c in enumerate(g.colonnes) if abs(c.x + 1 - evenement.x) <= 1), None)
        if x is not None and g.place(rang, g.colonnes[x]) is not None:
            self.y, self.x, self._ancre = rang, x, None
            self.refresh()
            self.post_message(self.Bougee())

    # Drawing

    def render_line(self, y: int) -> Strip:
        """Two lines of heads, then a week a line."""
        g, largeur, base = self.grille, self.size.width, self.fond
        if g is None or not g.colonnes:
            return Strip.blank(largeur, base)
        if y < ENTETES:
            return self._entete(g, y).adjust_cell_length(largeur, base)
        rang = self._haut + y - ENTETES
        if rang >= len(g.rangees):
            return Strip.blank(largeur, base)
        return self._semaine(g, rang).adjust_cell_length(largeur, base)

    def _entete(self, g: Grille, y: int) -> Strip:
        titre = self.get_component_rich_style("grille--titre")
        ligne = [" "] * (max(c.x for c in g.colonnes) + 4)
        for i, c in enumerate(g.colonnes):
            premiere = i == 0 or (g.colonnes[i - 1].personne_id, g.colonnes[i - 1].jour) != (c.personne_id, c.jour)
            if y == 1:
                # As the week under the cursor is made: in the holidays, other half-days stand in the same columns.
                ligne[c.x + 1] = g.lettre(self.y, c)
            elif premiere:
                fin = next((d.x for d in g.colonnes[i + 1 :] if d.jour != c.jour), c.x + 9)
                ligne[c.x + 1 : c.x + 1 + fin - c.x - 1] = f"{self._jour(g, c):<{fin - c.x - 1}}"[: fin - c.x - 1]
        return Strip([Segment("".join(ligne), titre)])

    def _jour(self, g: Grille, c: Colonne) -> str:
        if len(g.enfants) > 1:
            prenom = next(e.prenom for e in g.planning.enfants if e.personne_id == c.personne_id)
            return prenom[:3] if c.jour == 0 else JOURS[c.jour][:2]
        return JOURS[c.jour]

    def _semaine(self, g: Grille, rang: int) -> Strip:
        rangee, base = g.rangees[rang], self.fond
        courante = rang == self.y
        nom = self.get_component_rich_style("grille--semaine" if courante else "grille--titre")
        morceaux = [Segment(("▸ " if courante else "  ") + f"{rangee.titre:<{DEBUT - 2}}", nom)]
        if rangee.pliee:
            gris = self.get_component_rich_style("grille--ferme")
            morceaux += [Segment(" ░░░░░░░░  ", gris), Segment(rangee.pliee, nom), Segment("  ░░░░░░░░", gris)]
            return Strip(morceaux)
        bloc = set(self.choisies()) if self._ancre is not None else set()
        x = DEBUT
        for i, colonne in enumerate(g.colonnes):
            place = g.place(rang, colonne)
            pas = (g.colonnes[i + 1].x if i + 1 < len(g.colonnes) else colonne.x + g.pas) - colonne.x
            large = min(g.pas, pas)
            # Its letter stands one column to the right of the cell's left edge, whatever the width of the cell.
            gauche = colonne.x + (1 if large == 1 else 0)
            if gauche > x:
                morceaux.append(Segment(" " * (gauche - x), base))
            signe, style = self._signe(place, colonne, rangee)
            if courante and i == self.x:
                trait = self.get_component_rich_style("grille--curseur")
            elif place in bloc:
                trait = self.get_component_rich_style("grille--bloc")
            else:
                trait = style
            texte = f" {signe} "[:large] if large > 1 else signe
            morceaux.append(Segment(texte, trait))
            x = gauche + len(texte)
        note = g.note(rang)
        if note and x + len(note) + 3 <= self.size.width:
            morceaux.append(Segment(f"   {note}", self.get_component_rich_style("grille--titre")))
        return Strip(morceaux)

    def _signe(self, place: Place | None, colonne: Colonne, rangee: Rangee) -> tuple[str, Style]:
        if place is None or self.grille is None:
            conge = colonne.jour in rangee.conges
            return ("░" if conge else " "), self.get_component_rich_style("grille--ferme")
        case = self.grille.planning.cases[place]
        voulu = self.brouillon.signe(place)
        if voulu:
            annoncer = self.grille.planning.annoncer
            signe, sens = signe_d_ajout(annoncer(self.brouillon.voulus[place])) if voulu == "+" else RETRAIT
        elif case.majoree and case.etat in TENUES:
            signe, sens = MAJOREE
        else:
            signe, sens = SIGNES.get(case.etat, ("?", "attention"))
        if signe == "·" and place[2] != colonne.unites[0]:
            signe = next(c.lettre for c in self.grille.planning.colonnes if c.unite_id == place[2]).lower()
        return signe, self.get_component_rich_style(f"grille--{sens}")


def signe_d_ajout(annonce: Annonce) -> tuple[str, str]:
    """What a tick will become, as the judge announces it: nothing is promised that Ctrl+S refuses."""
    if annonce.issue == Issue.REFUSEE:
        return REFUSEE
    if annonce.cout:
        return MAJOREE
    return ATTENTE if annonce.issue == Issue.ATTENTE else AJOUT
