"""First line of every screen: town, site, poste, agent, till, time; FORMATION in training mode."""

from __future__ import annotations

from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from screens.lignes import ajuster


class Bandeau(Widget):
    """One line, drawn from plain texts set by the app."""

    DEFAULT_CSS = """
    Bandeau { height: 1; background: $panel; color: $foreground; }
    Bandeau > .bandeau--marque { color: $primary; background: $panel; text-style: bold; }
    Bandeau > .bandeau--formation { color: $background; background: $warning; text-style: bold; }
    Bandeau > .bandeau--discret { color: $discret; background: $panel; }
    """
    COMPONENT_CLASSES = {"bandeau--marque", "bandeau--formation", "bandeau--discret"}  # noqa: RUF012

    lieu = ""
    formation = False
    agent = ""
    caisse = ""
    heure = ""

    def dire(self, *, lieu: str, formation: bool, agent: str, caisse: str, heure: str) -> None:
        """Set what is shown; repaints only when something changed."""
        neuf = (lieu, formation, agent, caisse, heure)
        if neuf != (self.lieu, self.formation, self.agent, self.caisse, self.heure):
            self.lieu, self.formation, self.agent, self.caisse, self.heure = neuf
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """Left: where; right: who, till and time. Narrow screens lose the till and the place's end, never the time."""
        if y:
            return Strip.blank(self.size.width, self.rich_style)
        largeur = self.size.width
        base = self.rich_style
        marque = [Segment(" Guichet  ", self.get_component_rich_style("bandeau--marque"))]
        if self.formation:
            marque.append(Segment(" FORMATION ", self.get_component_rich_style("bandeau--formation")))
            marque.append(Segment("  ", base))
        droite = [t for t in (self.agent, self.caisse if largeur >= 100 else "", self.heure) if t]
        fin = "   " + "   ".join(droite) + " "
        pris = sum(len(s.text) for s in marque)
        milieu = ajuster(self.lieu, max(0, largeur - pris - len(fin) - 1))
        marque.append(Segment(milieu + " ", self.get_component_rich_style("bandeau--discret")))
        marque.append(Segment(fin, base))
        return Strip(marque).adjust_cell_length(largeur, base)
