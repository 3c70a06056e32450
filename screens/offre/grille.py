"""The school year drawn line by line: a month a line, its weeks side by side, the days of each told by a sign."""

from __future__ import annotations

from datetime import date

from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.strip import Strip

from guichet.formats import JOURS, mois_court
from screens.offre.annee import AUJOURDHUI, OUVRES, SEMAINES, Annee, Sorte
from screens.widgets.peinte import PeinteParLignes

NOM = 8
"""Columns of the month's name, left margin included."""
SEMAINE = 14
"""Columns of a week: number of its first day, five days and what stands between, a blank."""
LARGEUR = NOM + SEMAINES * SEMAINE
MOIS = 12
WEEK_END = 3
"""Days from Friday to Monday."""


class GrilleAnnee(PeinteParLignes):
    """A cursor over the working days of a year."""

    DEFAULT_CSS = """
    GrilleAnnee { width: 1fr; height: 13; background: $background; color: $foreground; }
    GrilleAnnee.ample { height: 24; }
    GrilleAnnee > .annee--curseur { background: $selection; color: $selection-texte; text-style: bold; }
    GrilleAnnee > .annee--titre { color: $discret; background: $background; }
    GrilleAnnee > .annee--mois { color: $primary; background: $background; text-style: bold; }
    GrilleAnnee > .annee--aujourdhui { color: $primary; background: $background; text-style: bold; }
    GrilleAnnee > .annee--libre { color: $discret; background: $background; }
    GrilleAnnee > .annee--mercredi { color: $foreground; background: $background; }
    GrilleAnnee > .annee--vacances { color: $discret; background: $background; }
    GrilleAnnee > .annee--ferie { color: $foreground; background: $background; text-style: bold; }
    GrilleAnnee > .annee--pont { color: $warning; background: $background; text-style: bold; }
    GrilleAnnee > .annee--ferme { color: $error; background: $background; text-style: bold; }
    """
    COMPONENT_CLASSES = {  # noqa: RUF012
        f"annee--{nom}" for nom in ("curseur", "titre", "mois", "aujourdhui", *(sorte.style for sorte in Sorte))
    }

    class Bougee(Message):
        """The cursor is on another day."""

    def __init__(self) -> None:
        super().__init__()
        self.annee: Annee | None = None
        self.jour = date.min
        self._aujourdhui = date.min
        self._sortes: dict[date, Sorte] = {}

    def montrer(self, annee: Annee, jour: date, aujourdhui: date) -> None:
        """Show a year, the cursor on `jour` or the first working day after it."""
        self.annee, self._aujourdhui = annee, aujourdhui
        self._sortes = {j: annee.sorte(j) for j in annee.jours()}
        self.jour = annee.depart(jour)
        self.refresh()

    def sorte(self) -> Sorte:
        """What the day under the cursor is."""
        return self._sortes[self.jour]

    def aller(self, jour: date) -> None:
        """Put the cursor on a day."""
        if jour != self.jour:
            self.jour = jour
            self.refresh()
            self.post_message(self.Bougee())

    def on_click(self, evenement: events.Click) -> None:
        """A mouse is not needed, but it works."""
        if self.annee is None:
            return
        rang = (evenement.y - 1) // self._pas
        semaine, reste = divmod(evenement.x - NOM, SEMAINE)
        if 0 <= rang < MOIS and 0 <= semaine < SEMAINES and evenement.x >= NOM:
            jour = self.annee.rangee(self.annee.mois[rang])[semaine * OUVRES + min(OUVRES - 1, max(0, reste - 2) // 2)]
            if jour is not None:
                self.aller(jour)

    @property
    def _pas(self) -> int:
        """Lines from one month to the next."""
        return 2 if self.has_class("ample") else 1

    # Drawing

    def render_line(self, y: int) -> Strip:
        """One line of heads, then a month a line."""
        largeur, base = self.size.width, self.fond
        rang, vide = divmod(y - 1, self._pas)
        if self.annee is None or y < 0 or rang >= MOIS or (y and vide):
            return Strip.blank(largeur, base)
        cases = [(" ", "")] * LARGEUR
        if y == 0:
            _poser(cases, NOM, "   " + " ".join(nom[0] for nom in JOURS[:OUVRES]), "titre", fois=SEMAINES)
        else:
            self._mois(self.annee, self.annee.mois[rang], cases)
        segments: list[Segment] = []
        debut = 0
        for fin in range(1, LARGEUR + 1):
            if fin == LARGEUR or cases[fin][1] != cases[debut][1]:
                nom = cases[debut][1]
                style = self.get_component_rich_style(f"annee--{nom}") if nom else base
                segments.append(Segment("".join(c for c, _ in cases[debut:fin]), style))
                debut = fin
        return Strip(segments).adjust_cell_length(largeur, base)

    def _mois(self, annee: Annee, mois: date, cases: list[tuple[str, str]]) -> None:
        courant = mois == self.jour.replace(day=1)
        _poser(cases, 2, mois_court(mois).split()[0], "mois" if courant else "titre")
        jours = annee.rangee(mois)
        for rang, jour in enumerate(jours):
            if jour is None:
                continue
            semaine, place = divmod(rang, OUVRES)
            x = _x(rang)
            if place == 0 or jours[rang - 1] is None:
                _poser(cases, NOM + semaine * SEMAINE, f"{jour.day:>2}", "titre")
            sorte = self._sortes[jour]
            cases[x] = (sorte.signe, sorte.style)
            # Holidays are seen as one band, from day to day of a week.
            veille = jours[rang - 1] if place else None
            if sorte is Sorte.VACANCES and veille is not None and self._sortes[veille] is sorte:
                cases[x - 1] = (sorte.signe, sorte.style)
            if jour == self._aujourdhui:
                cases[x - 1] = (AUJOURDHUI, "aujourdhui")
            elif self._du_week_end(jour):
                cases[x + 1] = (AUJOURDHUI, "aujourdhui")
        if courant:
            x = _x(jours.index(self.jour))
            gauche = AUJOURDHUI if self.jour == self._aujourdhui else "["
            droite = AUJOURDHUI if self._du_week_end(self.jour) else "]"
            cases[x - 1 : x + 2] = [(c, "curseur") for c in f"{gauche}{cases[x][0]}{droite}"]

    def _du_week_end(self, jour: date) -> bool:
        """Whether it is the Friday before today: a week-end has no place of its own."""
        return jour.weekday() == OUVRES - 1 and 0 < (self._aujourdhui - jour).days < WEEK_END


def _x(rang: int) -> int:
    """Column of the sign of a day, from its place in the month."""
    semaine, place = divmod(rang, OUVRES)
    return NOM + semaine * SEMAINE + 3 + 2 * place


def _poser(cases: list[tuple[str, str]], x: int, texte: str, style: str, *, fois: int = 1) -> None:
    for tour in range(fois):
        debut = x + tour * SEMAINE
        cases[debut : debut + len(texte)] = [(c, style) for c in texte]
