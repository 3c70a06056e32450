"""Moving in a form: from field to field, from section to section, always with the field at hand in sight."""

from __future__ import annotations

from collections.abc import Sequence

from textual.containers import VerticalScroll
from textual.css.query import NoMatches
from textual.widget import Widget

from screens.formulaires.champs import Champ, ChampSaisie
from screens.socle.ecran import EcranBase

LARGEUR_AIDE = 100
"""Columns from which the help stands beside the fields rather than under them."""


class ZoneChamps(VerticalScroll, inherit_bindings=False):
    """Scrolls after the focus: arrows belong to the form, not to the scroll bar."""


class Parcours(EcranBase[None]):
    """The fields of a form, in a scrolling `#champs`, and the keys that go from one to the other."""

    @property
    def creation(self) -> bool:
        """Whether the sheet is a new one: what is filled in already is then skipped."""
        return True

    def on_resize(self) -> None:
        """Below 100 columns the help goes under the fields; the field at hand stays in sight."""
        self.set_class(self.size.width < LARGEUR_AIDE, "etroit")
        if isinstance(self.focused, ChampSaisie):
            self.call_after_refresh(self.montrer, self.focused)

    def saisies(self) -> list[ChampSaisie]:
        """Fields from top to bottom."""
        return list(self.query(ChampSaisie))

    def saisie(self, nom: str) -> ChampSaisie | None:
        """The field of that name."""
        try:
            return self.query_one("#" + Champ(nom, "").id, ChampSaisie)
        except NoMatches:
            return None

    def depart_de(self, saisies: Sequence[ChampSaisie]) -> ChampSaisie | None:
        """Where a section begins: on a new sheet, the first field with neither value nor default."""
        premier = saisies[0] if saisies else None
        if not self.creation:
            return premier
        return next((s for s in saisies if not s.value and not s.placeholder), premier)

    def viser(self, saisie: ChampSaisie | None) -> None:
        """Go to a field; scrolling is ours (on_descendant_focus), without animation."""
        if saisie is not None:
            saisie.focus(scroll_visible=False)

    def montrer(self, saisie: ChampSaisie) -> None:
        """Show the whole section of a field, its title first, as far as it fits."""
        zone = self.query_one("#champs", VerticalScroll)
        titre: Widget = saisie
        suivants = list(zone.children)
        debut = fin = suivants.index(saisie)
        while debut and not titre.has_class("section"):
            debut -= 1
            titre = suivants[debut]
        while fin + 1 < len(suivants) and not suivants[fin + 1].has_class("section"):
            fin += 1
        haut = titre.virtual_region.y
        bas = suivants[fin].virtual_region.bottom
        visible = zone.scrollable_content_region.height
        if haut >= zone.scroll_y and bas <= zone.scroll_y + visible:
            return
        ligne = saisie.virtual_region.bottom
        cible = haut if bas - haut <= visible or ligne - haut <= visible else ligne - visible
        zone.scroll_to(y=cible, animate=False)

    def rang(self) -> int | None:
        return next((i for i, s in enumerate(self.saisies()) if s.has_focus), None)

    def _pas(self, pas: int) -> None:
        saisies, rang = self.saisies(), self.rang()
        if rang is not None:
            self.viser(saisies[min(max(0, rang + pas), len(saisies) - 1)])

    def action_monter(self) -> None:
        """Former field."""
        self._pas(-1)

    def action_descendre(self) -> None:
        """Next field."""
        self._pas(1)

    def _sections_presentes(self) -> list[list[ChampSaisie]]:
        groupes: list[list[ChampSaisie]] = []
        for enfant in self.query_one("#champs").children:
            if enfant.has_class("section"):
                groupes.append([])
            elif isinstance(enfant, ChampSaisie):
                groupes[-1].append(enfant)
        return groupes

    def _section(self, pas: int) -> None:
        groupes = self._sections_presentes()
        ici = next((i for i, g in enumerate(groupes) if any(s.has_focus for s in g)), None)
        if ici is not None and 0 <= ici + pas < len(groupes):
            self.viser(self.depart_de(groupes[ici + pas]))

    def action_section_apres(self) -> None:
        """F8: the next section, on its first field that waits for something."""
        self._section(1)

    def action_section_avant(self) -> None:
        """F7: the former section."""
        self._section(-1)
