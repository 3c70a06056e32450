"""First line of every screen: town, site, poste, agent, till, time; FORMATION in training mode."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from guichet.regles.socle.droits import LIBELLES_ROLES
from screens.widgets.lignes import ajuster

if TYPE_CHECKING:
    from guichet.contexte import Contexte


def etat(ctx: Contexte | None, poste: str) -> dict[str, Any]:
    """What the line shows; the workstation alone as long as the base is not open."""
    if ctx is None:
        return {"lieux": (poste,), "formation": False, "agent": "", "caisse": "", "heure": ""}
    site = ctx.commune.site(ctx.site)
    role = ctx.agent.role
    return {
        "lieux": (ctx.commune.nom, site.nom if site else "", poste),
        "formation": ctx.formation,
        "agent": f"{ctx.agent.nom} · {LIBELLES_ROLES[role]}" if role else "",
        "caisse": "caisse fermée",
        "heure": ctx.local(ctx.maintenant()).strftime("%H:%M"),
    }


class Bandeau(Widget):
    """One line, drawn from plain texts set by the app."""

    DEFAULT_CSS = """
    Bandeau { height: 1; background: $panel; color: $foreground; }
    Bandeau > .bandeau--marque { color: $primary; background: $panel; text-style: bold; }
    Bandeau > .bandeau--formation { color: $background; background: $warning; text-style: bold; }
    Bandeau > .bandeau--discret { color: $discret; background: $panel; }
    """
    COMPONENT_CLASSES = {"bandeau--marque", "bandeau--formation", "bandeau--discret"}  # noqa: RUF012

    lieux: tuple[str, ...] = ()
    """Town, site, workstation."""
    formation = False
    agent = ""
    caisse = ""
    heure = ""

    def dire(self, *, lieux: tuple[str, ...], formation: bool, agent: str, caisse: str, heure: str) -> None:
        """Set what is shown; repaints only when something changed."""
        neuf = (lieux, formation, agent, caisse, heure)
        if neuf != (self.lieux, self.formation, self.agent, self.caisse, self.heure):
            self.lieux, self.formation, self.agent, self.caisse, self.heure = neuf
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
        milieu = ajuster(self._lieu(largeur - pris - len(fin) - 1), max(0, largeur - pris - len(fin) - 1))
        marque.append(Segment(milieu + " ", self.get_component_rich_style("bandeau--discret")))
        marque.append(Segment(fin, base))
        return Strip(marque).adjust_cell_length(largeur, base)

    def _lieu(self, place: int) -> str:
        """Without room for all of it, the site goes first, then the town: the workstation stays."""
        tout = [lieu for lieu in self.lieux if lieu]
        for garde in (tout, [*tout[:1], *tout[-1:]], tout[-1:]):
            texte = " · ".join(garde)
            if len(texte) <= place:
                return texte
        return tout[-1] if tout else ""
