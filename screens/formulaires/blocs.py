"""A section of a form: its title, its fields, and what is said under each, moved as one."""

from __future__ import annotations

from textual.widget import Widget
from textual.widgets import Static

from screens.formulaires.champs import ChampSaisie, Section


class Bloc(Widget, can_focus=False):
    """Fields under their title; two of them stand side by side where a form asks for it."""

    DEFAULT_CSS = """
    Bloc { height: auto; width: 1fr; layout: vertical; }
    Bloc > .section { height: 2; padding: 1 0 0 1; color: $primary; text-style: bold; }
    Bloc > .note { height: auto; max-width: 90; padding: 0 1 0 27; color: $error; }
    Bloc > .avis { color: $warning; }
    .mince Bloc > .note, .deux Bloc > .note { padding: 0 1 0 2; }
    """

    def __init__(self, section: Section, *, gardee: bool = False) -> None:
        """Draw a section.

        Args:
            section: what it is.
            gardee: its values stand on a sheet, and stay as they are until they are touched.
        """
        titre = Static(section.titre, classes="section", markup=False)
        # Given rather than composed: one round less before the form stands.
        super().__init__(titre, *(ChampSaisie(c, gardee=gardee) for c in section.champs), id=section.id)

    def saisies(self) -> list[ChampSaisie]:
        """Its fields from top to bottom."""
        return list(self.query(ChampSaisie))

    def intituler(self, titre: str) -> None:
        """Say more in the title."""
        self.query_one(".section", Static).update(titre)
