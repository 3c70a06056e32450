"""Lists drawn line by line: a 50-row DataTable repaints in 78 ms, this in 13 (dependances.md)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.strip import Strip

from guichet.signes import sans_effet
from screens.widgets.coupure import couper
from screens.widgets.peinte import PeinteParLignes, marquer
from screens.widgets.souris import presser

ALERTE = "! "
"""A text that starts so is drawn as an alert: a sign and a word, with the colour on top."""

MAJORE = "▲ "
"""The planner's sign of a surcharge: drawn as an alert too."""


ROULE = 3
"""Rows a notch of the wheel goes by."""

Titre = str | tuple[str, ...]
"""A heading: a text, or one a column."""
SANS_TITRES: Mapping[int, Titre] = MappingProxyType({})


@lru_cache(maxsize=4096)
def ajuster(texte: str, largeur: int) -> str:
    """Make a text exactly `largeur` cells wide, cut with an ellipsis; control characters go."""
    propre = sans_effet(texte)
    if cell_len(propre) <= largeur:
        return set_cell_size(propre, largeur)
    return set_cell_size(propre, max(0, largeur - 1)) + "…" if largeur > 0 else ""


def partager(prevues: Sequence[int], besoins: Sequence[int], reste: int = 0) -> list[int]:
    """Widths of columns: what is left, then what one does not fill, goes to those cut, the least cut first."""
    larges = list(prevues)
    manques = sorted((b - w, i) for i, (w, b) in enumerate(zip(prevues, besoins, strict=False)) if b > w)
    for manque, i in manques:
        pris = min(manque, max(0, reste))
        larges[i] += pris
        reste -= pris
        for j in sorted(range(min(len(larges), len(besoins))), key=lambda j: besoins[j] - larges[j]):
            pris = max(0, min(larges[j] - besoins[j], manque - (larges[i] - prevues[i])))
            larges[j] -= pris
            larges[i] += pris
    return larges


@dataclass(frozen=True, slots=True)
class ColonneListe:
    """One column: width in cells (0 takes what is left), and how it is drawn."""

    largeur: int
    style: str = ""
    """"", "fort", "discret" or "code"."""
    droite: bool = False


class ListeLignes(PeinteParLignes):
    """A list with a cursor, drawn line by line. Rows are tuples of plain text: data, never markup.

    A heading may stand before some of them, on a line of its own that the cursor passes over. What a column cuts of
    the chosen row is told whole under the rows, in lines kept for it.
    """

    DEFAULT_CSS = """
    ListeLignes { width: 1fr; height: 1fr; background: $background; color: $foreground; }
    ListeLignes > .liste--curseur { background: $selection; color: $selection-texte; text-style: bold; }
    ListeLignes > .liste--discret { color: $discret; background: $background; }
    ListeLignes > .liste--code { color: $primary; background: $background; }
    ListeLignes > .liste--fort { text-style: bold; color: $foreground; background: $background; }
    ListeLignes > .liste--alerte { color: $warning; background: $background; text-style: bold; }
    """
    COMPONENT_CLASSES = {  # noqa: RUF012
        "liste--curseur",
        "liste--discret",
        "liste--code",
        "liste--fort",
        "liste--alerte",
    }

    def __init__(
        self,
        colonnes: Sequence[ColonneListe] = (),
        *,
        id: str | None = None,  # noqa: A002 - Textual's own name
        marge: int = 1,
        dessous: int = 0,
        mots: Callable[[int], str] | None = None,
        clic: str = "",
    ) -> None:
        """Draw a list.

        Args:
            colonnes: those of its rows.
            id: its name among widgets.
            marge: blanks before the sign of the cursor.
            dessous: lines kept under the rows, after a blank one, to tell of the chosen row what its columns cut.
            mots: tells something else there, by rank.
            clic: key that each click presses, once on its row; without it a second click presses Entrée.
        """
        super().__init__(id=id)
        self._colonnes = tuple(colonnes)
        self._lignes: Sequence[tuple[str, ...]] = ()
        self._besoins: Sequence[int] = ()
        self._titres: dict[int, Titre] = {}
        self._marge, self._dessous, self._mots = marge, dessous, mots
        self._haut = 0
        self._clic, self._cliquee = clic, -1
        self.curseur = 0
        self.montrer_curseur = self._a_lignes = True

    @property
    def nombre(self) -> int:
        """How many rows there are."""
        return len(self._lignes)

    def montrer(
        self,
        lignes: Sequence[tuple[str, ...]],
        colonnes: Sequence[ColonneListe] | None = None,
        *,
        curseur: int = 0,
        titres: Mapping[int, Titre] = SANS_TITRES,
    ) -> None:
        """Replace the rows; the cursor goes to the first unless told otherwise. `titres`: rank → heading before it."""
        if colonnes is not None:
            self._colonnes = tuple(colonnes)
        self._lignes = lignes
        self._besoins = [max(map(cell_len, textes)) for textes in zip(*lignes, strict=False)]
        self._titres = {rang: titre for rang, titre in titres.items() if rang < len(lignes)}
        self.montrer_curseur = self._a_lignes = True
        self._cliquee = -1
        self.curseur = min(max(0, curseur), max(0, len(lignes) - 1))
        self._cadrer()
        self.refresh()

    def vide(self, phrase: str) -> None:
        """Say why there is no row, over the whole width."""
        self.montrer([(phrase,)], (ColonneListe(0, "discret"),))
        self.montrer_curseur = self._a_lignes = False

    @property
    def hauteur(self) -> int:
        """Rows in sight."""
        return max(1, self.size.height - (self._dessous + 1 if self._dessous else 0))

    def coupes(self) -> str:
        """What its columns cut of the chosen row, whole; "" when nothing is."""
        rangee = self._lignes[self.curseur] if self.montrer_curseur and self._lignes else ()
        return " · ".join(t for t, place in zip(rangee, self._largeurs(), strict=False) if cell_len(t) > place)

    def bouger(self, pas: int) -> None:
        """Move the cursor by `pas` rows, stopping at the ends; repaints only the rows touched when it can."""
        avant, haut = self.curseur, self._haut
        self.curseur = min(max(0, self.curseur + pas), max(0, len(self._lignes) - 1))
        self._cliquee = self.curseur if self.curseur == self._cliquee else -1
        self._cadrer()
        if haut != self._haut:
            self.refresh()
        elif avant != self.curseur:
            from textual.geometry import Region

            for rang in (avant, self.curseur):
                self.refresh(Region(0, self._place(rang) - self._haut, self.size.width, 1))
            if self._dessous:
                self.refresh(Region(0, self.hauteur, self.size.width, self._dessous + 1))

    def page(self, sens: int) -> None:
        """Move by one page."""
        self.bouger(sens * max(1, self.hauteur - 1))

    def _place(self, rang: int) -> int:
        """Line a row stands on, headings counted."""
        return rang + sum(avant <= rang for avant in self._titres)

    def _rang(self, place: int) -> int | None:
        """Row that stands on a line; None on a heading or below the last row."""
        rang = place - sum(self._place(avant) <= place for avant in self._titres)
        return rang if 0 <= rang < len(self._lignes) and self._place(rang) == place else None

    def _cadrer(self) -> None:
        hauteur, places = self.hauteur, len(self._lignes) + len(self._titres)
        place = self._place(self.curseur)
        # What it is a row of is read with it.
        if place - (self.curseur in self._titres) < self._haut:
            self._haut = place - (self.curseur in self._titres)
        elif place >= self._haut + hauteur:
            self._haut = place - hauteur + 1
        self._haut = max(0, min(self._haut, max(0, places - hauteur)))

    def on_resize(self) -> None:
        """Keep the cursor in sight, and nothing out of it that has room: the first lines may be painted already."""
        haut = self._haut
        self._cadrer()
        if haut != self._haut:
            self.refresh()

    def on_click(self, evenement: events.Click) -> None:
        """Go to the row; a second click does what Entrée does."""
        rang = self._rang(self._haut + evenement.y)
        if not self._a_lignes or evenement.y >= self.hauteur or rang is None:
            return
        deux, self.montrer_curseur = rang == self._cliquee, True
        if not deux:
            self._venir(rang)
            self._cliquee = rang
        if self._clic or deux:
            presser(self, self._clic or "enter")

    def _venir(self, rang: int) -> None:
        """Go to a row by the arrow that leads there, from the row beside it: screens follow arrows."""
        if rang != self.curseur:
            pas = 1 if rang > self.curseur else -1
            self.bouger(rang - pas - self.curseur)
            presser(self, "down" if pas > 0 else "up")
        else:
            self.refresh()

    def on_mouse_scroll_down(self) -> None:
        """Wheel."""
        self._rouler(1)

    def on_mouse_scroll_up(self) -> None:
        """Wheel."""
        self._rouler(-1)

    def _rouler(self, sens: int) -> None:
        if self._a_lignes:
            self._venir(min(max(0, self.curseur + sens * ROULE), max(0, self.nombre - 1)))

    def _largeurs(self) -> list[int]:
        fixes = sum(c.largeur + 2 for c in self._colonnes if c.largeur)
        souples = sum(1 for c in self._colonnes if not c.largeur)
        libre = self.size.width - self._marge - 2 - fixes - 2 * souples
        prevues = [c.largeur or max(4, libre // max(1, souples)) for c in self._colonnes]
        return partager(prevues, self._besoins, 0 if souples else libre) if self._besoins else prevues

    def render_line(self, y: int) -> Strip:
        """Draw one row: margin, cursor sign, then each column followed by two spaces."""
        largeur = self.size.width
        base = self.fond
        if y >= self.hauteur:
            return self._sous_les_rangs(y - self.hauteur, largeur, base)
        rang = self._rang(self._haut + y) if self._titres else self._haut + y
        dessous = len(self._lignes) + len(self._titres) - self._haut - self.hauteur
        avant, apres = y == 0 and self._haut > 0, y == self.hauteur - 1 and dessous > 0
        if rang is None or rang >= len(self._lignes):
            titre = next((t for r, t in self._titres.items() if self._place(r) == self._haut + y + 1), "")
            discret = self.get_component_rich_style("liste--discret")
            # Where titles stand on every screen; of columns, over its own.
            retrait = self._marge + (1 if isinstance(titre, str) else 2)
            bande = Strip([Segment(" " * retrait, base), Segment(self._en_tete(titre), discret)])
            return marquer(bande.adjust_cell_length(largeur, base), largeur, discret, avant=avant, apres=apres)
        choisie = self.montrer_curseur and rang == self.curseur
        courant = self.get_component_rich_style("liste--curseur") if choisie else base
        morceaux = [Segment(" " * self._marge + ("▸ " if choisie else "  "), courant)]
        for texte, colonne, place in zip(self._lignes[rang], self._colonnes, self._largeurs(), strict=False):
            if place <= 0:
                continue
            ecrit = ajuster(texte, place)
            if colonne.droite:
                ecrit = ecrit.rstrip().rjust(place)
            morceaux.append(Segment(ecrit + "  ", courant if choisie else self._style(texte, colonne, base)))
        bande = Strip(morceaux).adjust_cell_length(largeur, courant)
        suite = courant if choisie else self.get_component_rich_style("liste--discret")
        return marquer(bande, largeur, suite, avant=avant, apres=apres)

    def _en_tete(self, titre: Titre) -> str:
        if isinstance(titre, str):
            return ajuster(titre, cell_len(titre))
        return "  ".join(ajuster(t, place) for t, place in zip(titre, self._largeurs(), strict=False))

    def _sous_les_rangs(self, rang: int, largeur: int, base: Style) -> Strip:
        """A blank, then the lines that tell the chosen row."""
        dits = self._mots(self.curseur) if self._mots and self._lignes else self.coupes()
        lignes = ["", *couper(dits, max(20, largeur - self._marge - 4))]
        texte = lignes[rang] if rang < len(lignes) else ""
        bande = Strip([Segment(" " * (self._marge + 2), base), Segment(texte, base)])
        return bande.adjust_cell_length(largeur, base)

    def _style(self, texte: str, colonne: ColonneListe, base: Style) -> Style:
        if texte.startswith((ALERTE, MAJORE)):
            return self.get_component_rich_style("liste--alerte")
        return self.get_component_rich_style(f"liste--{colonne.style}") if colonne.style else base
