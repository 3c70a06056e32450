"""A page drawn line by line: texts with meanings, some lines choosable. One widget where fifty would cost 75 ms."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from guichet.signes import sans_effet
from screens.widgets.coupure import couper
from screens.widgets.lignes import ajuster
from screens.widgets.peinte import PeinteParLignes, marquer
from screens.widgets.souris import presser

Morceau = tuple[str, str]
"""Plain text and its meaning: "", fort, discret, code, attention, refus, ok, titre."""


@dataclass(frozen=True, slots=True)
class LignePage:
    """One line: pieces from the left, pieces set at the right end, and what it stands for when chosen."""

    morceaux: tuple[Morceau, ...] = ()
    droite: tuple[Morceau, ...] = ()
    cible: object = field(default=None, compare=False)


VIDE = LignePage()


def ligne(*morceaux: Morceau | str, cible: object = None, droite: tuple[Morceau, ...] = ()) -> LignePage:
    """Build a line; a bare string has no particular meaning."""
    return LignePage(tuple(m if isinstance(m, tuple) else (m, "") for m in morceaux), droite, cible)


def caler(texte: str, largeur: int) -> str:
    """Make a text fill its column, with one blank after it."""
    return ajuster(texte, largeur - 1) + " " if largeur > 1 else ""


def paragraphe(tete: Morceau, texte: str, largeur: int, sens: str = "") -> list[LignePage]:
    """Break a sentence over as many lines as it needs, after a label shown once; `largeur` is the whole line's."""
    colonne = cell_len(tete[0])
    lignes = couper(texte, max(20, largeur - colonne - 4)) or [""]
    return [ligne(tete if i == 0 else (" " * colonne, ""), (t, sens)) for i, t in enumerate(lignes)]


def suite(tete: Morceau, morceaux: Iterable[Morceau | str], largeur: int) -> list[LignePage]:
    """Lay pieces side by side after a label; what has no room goes on below; `largeur` is the whole line’s."""
    colonne = cell_len(tete[0])
    place = max(20, largeur - colonne - 4)
    rangs: list[list[Morceau]] = [[tete]]
    pris = 0
    for texte, sens in (m if isinstance(m, tuple) else (m, "") for m in morceaux):
        bouts = [texte]
        if pris + cell_len(texte) > place:
            bouts = couper(texte.lstrip(" ,"), place)
            if pris:
                rangs.append([(" " * colonne, "")])
                pris = 0
        for rang, bout in enumerate(bouts):
            if rang:
                rangs.append([(" " * colonne, "")])
                pris = 0
            rangs[-1].append((bout, sens))
            pris += cell_len(bout)
    return [ligne(*rang) for rang in rangs]


class Page(PeinteParLignes):
    """Lines with a cursor that stops on choosable ones only; scrolls to keep it in sight."""

    DEFAULT_CSS = """
    Page { width: 1fr; height: 1fr; background: $background; color: $foreground; }
    Page > .page--curseur { background: $selection; color: $selection-texte; }
    Page > .page--fort { text-style: bold; color: $foreground; background: $background; }
    Page > .page--discret { color: $discret; background: $background; }
    Page > .page--titre { color: $discret; background: $background; }
    Page > .page--code { color: $primary; background: $background; }
    Page > .page--filet { color: $filet; background: $background; }
    Page > .page--attention { color: $warning; text-style: bold; background: $background; }
    Page > .page--refus { color: $error; text-style: bold; background: $background; }
    Page > .page--ok { color: $success; background: $background; }
    """
    COMPONENT_CLASSES = {  # noqa: RUF012
        "page--curseur",
        "page--fort",
        "page--discret",
        "page--titre",
        "page--code",
        "page--filet",
        "page--attention",
        "page--refus",
        "page--ok",
    }

    class Choisie(Message):
        """A line that arrows do not lead to was clicked."""

    def __init__(
        self,
        *,
        id: str | None = None,  # noqa: A002 - Textual's own name
        marge: int = 2,
        fleches: bool = True,
    ) -> None:
        """Draw a page.

        Args:
            id: its name among widgets.
            marge: blanks before its lines, the sign of the cursor among them.
            fleches: whether the arrows of its screen move in it.
        """
        super().__init__(id=id)
        self._fleches = fleches
        self._lignes: Sequence[LignePage] = ()
        self._marge = marge
        self._haut = 0
        self._curseur = self._cliquee = -1

    def montrer(self, lignes: Sequence[LignePage], *, depart: object = None) -> None:
        """Replace the lines; the cursor stays on the same target when it is still there.

        Otherwise the page is read from its top, the cursor on `depart`, or on the first line that can be chosen.
        """
        avant = self.cible
        self._lignes = lignes
        self._cliquee = -1
        choisissables = [i for i, li in enumerate(lignes) if li.cible is not None]
        memes = [i for i in choisissables if _identite(lignes[i].cible) == _identite(avant)]
        departs = [i for i in choisissables if depart is not None and lignes[i].cible == depart]
        self._curseur = (memes or departs or choisissables or [-1])[0]
        if not memes:
            self._haut = 0
        self._cadrer()
        self.refresh()

    @property
    def cible(self) -> object:
        """What the chosen line stands for, or None."""
        return self._lignes[self._curseur].cible if 0 <= self._curseur < len(self._lignes) else None

    def viser(self, cible: object, *, choisie: bool = True) -> None:
        """Bring the lines that stand for `cible` in sight, the cursor on them or on nothing."""
        for rang in reversed([i for i, li in enumerate(self._lignes) if cible is not None and li.cible == cible]):
            self._curseur = rang
            self._cadrer()
        if not choisie:
            self._curseur = -1
        self.refresh()

    def bouger(self, pas: int) -> None:
        """Go to the next choosable line in the direction of `pas`; without one, scroll."""
        rang = self._curseur + pas
        while 0 <= rang < len(self._lignes) and self._lignes[rang].cible is None:
            rang += pas
        if not 0 <= rang < len(self._lignes):
            self.defiler(pas)
            return
        avant, haut = self._curseur, self._haut
        self._curseur = rang
        self._cliquee = rang if rang == self._cliquee else -1
        self._cadrer()
        if haut != self._haut:
            self.refresh()
        else:
            for r in (avant, rang):
                self.refresh(Region(0, r - self._haut, self.size.width, 1))

    def defiler(self, pas: int) -> None:
        """Scroll by `pas` lines."""
        haut = max(0, min(self._haut + pas, len(self._lignes) - self.size.height))
        if haut != self._haut:
            self._haut = haut
            self.refresh()

    def _cadrer(self) -> None:
        hauteur = max(1, self.size.height)
        if self._curseur >= 0:
            self._haut = min(self._haut, self._curseur)
            self._haut = max(self._haut, self._curseur - hauteur + 1)
        if 0 <= self._curseur < hauteur and all(li.cible is None for li in self._lignes[: self._curseur]):
            # On the first line that can be chosen, what stands above it is read too: a title, an alert.
            self._haut = 0
        self._haut = max(0, min(self._haut, max(0, len(self._lignes) - hauteur)))

    def on_resize(self) -> None:
        """Keep the cursor in sight."""
        self._cadrer()

    def on_click(self, evenement: events.Click) -> None:
        """Go to the line; a second click does what Entrée does."""
        rang = self._haut + evenement.y
        if rang >= len(self._lignes) or self._lignes[rang].cible is None:
            return
        if not self._fleches:
            self._curseur = rang
            self.refresh()
            self.post_message(self.Choisie())
        elif rang == self._cliquee:
            presser(self, "enter")
        else:
            self._venir(rang)
            self._cliquee = rang

    def _venir(self, rang: int) -> None:
        """Go to a line by the arrow that leads there, from the one beside it: screens follow arrows."""
        voisin = self._voisin(rang)
        if rang != self._curseur and voisin is not None:
            self._curseur = voisin
            presser(self, "down" if voisin < rang else "up")
            self.refresh()

    def _voisin(self, rang: int) -> int | None:
        """The choosable line before one, else after it."""
        autres = [i for i, li in enumerate(self._lignes) if li.cible is not None and i != rang]
        return max((i for i in autres if i < rang), default=min(autres, default=None))

    def on_mouse_scroll_down(self) -> None:
        """Wheel."""
        self.defiler(3)

    def on_mouse_scroll_up(self) -> None:
        """Wheel."""
        self.defiler(-3)

    def render_line(self, y: int) -> Strip:
        """Draw one line; the chosen one carries the sign ▸ besides its colour."""
        rang, largeur, base = self._haut + y, self.size.width, self.fond
        if rang >= len(self._lignes):
            return Strip.blank(largeur, base)
        contenu = self._lignes[rang]
        choisie = rang == self._curseur
        courant = self.get_component_rich_style("page--curseur") if choisie else None
        debut = ("▸" if choisie else " ").rjust(self._marge - 1) + " "
        morceaux = [Segment(debut, courant or base)]
        morceaux += [Segment(sans_effet(t), courant or self._style(s, base)) for t, s in contenu.morceaux]
        if contenu.droite:
            pris = sum(cell_len(s.text) for s in morceaux)
            fin = sum(cell_len(t) for t, _ in contenu.droite) + self._marge
            if pris + fin + 2 <= largeur:
                morceaux.append(Segment(" " * (largeur - pris - fin), courant or base))
                morceaux += [Segment(sans_effet(t), courant or self._style(s, base)) for t, s in contenu.droite]
        bande = Strip(morceaux)
        if bande.cell_length > largeur:
            bande = Strip([*bande.crop(0, largeur - 1), Segment("…", courant or base)])
        bande = bande.adjust_cell_length(largeur, courant or base)
        dessous = len(self._lignes) - self._haut - self.size.height
        avant, apres = y == 0 and self._haut > 0, y == self.size.height - 1 and dessous > 0
        return marquer(bande, largeur, courant or self._style("discret", base), avant=avant, apres=apres)

    def _style(self, sens: str, base: Style) -> Style:
        return self.get_component_rich_style(f"page--{sens}") if sens else base


def _identite(cible: object) -> object:
    """A member just modified is still the one that was chosen."""
    return getattr(cible, "lien_id", cible)
