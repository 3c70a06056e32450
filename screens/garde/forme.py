"""A form about a custody: its fields at the left, at the right what they make of the coming weeks, as one types."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Input, Static

from guichet import formats
from guichet.fiches.garde.reglage import FicheGarde
from guichet.regles.garde.jours import Garde
from screens.formulaires.aide import AideChamp
from screens.formulaires.champs import ChampSaisie
from screens.formulaires.formulaire import FormulaireBase
from screens.formulaires.parcours import ZoneChamps
from screens.garde.calendrier import LARGEUR, lignes_calendrier
from screens.socle import mots
from screens.widgets.filet import Filet
from screens.widgets.page import Page

LARGE = 110
"""Columns from which the holidays are named beside their weeks."""


Projet = Callable[[FicheGarde, date, Mapping[str, str]], Garde | None]
"""The custody that the values of the fields make, from what is settled; None while they cannot be read."""


class FormulaireGarde(FormulaireBase):
    """A form drawn beside its weeks; the form says what its fields make."""

    DEFAULT_CSS = f"""
    FormulaireGarde #calendrier {{ width: {LARGEUR}; }}
    FormulaireGarde.large #calendrier {{ width: {LARGEUR + 13}; }}
    FormulaireGarde.etroit #cadre {{ layout: horizontal; }}
    FormulaireGarde AideChamp, FormulaireGarde AideChamp.dessous {{
        width: 1fr; height: 4; margin: 0 1; padding: 0 1; border-top: solid $filet;
    }}
    FormulaireGarde.large AideChamp {{ height: 9; }}
    FormulaireGarde.mince #calendrier {{ display: none; }}
    """

    famille_id: int
    fiche: FicheGarde

    def __init__(self, projet: Projet) -> None:
        super().__init__()
        self._projet = projet

    async def preparer(self, *, famille_id: int, lien_id: int) -> None:
        """Read the child's custody in this household."""
        from guichet.services.garde import alternee

        self.famille_id = famille_id
        self.lien_id = lien_id
        self.fiche = await self.lire(alternee.fiche, lien_id)

    @property
    def titre(self) -> str:
        """Which child."""
        return f"{mots.qui(self.fiche.enfant)} · garde alternée"

    def en_projet(self) -> Garde | None:
        """The custody the fields make now."""
        return self._projet(self.fiche, self.ctx.aujourdhui(), self.valeurs())

    def corps(self) -> ComposeResult:
        """Title, fields, calendar; help under them all."""
        yield Static(self.titre, id="titre-form", classes="fort", markup=False)
        yield Filet()
        with Horizontal(id="cadre"):
            with ZoneChamps(creation=self.creation):
                for section in self.sections():
                    yield self.bloc(section)
            yield Page(id="calendrier", marge=1)
        yield AideChamp()

    def afficher(self) -> None:
        """Start on the first field that waits, the calendar drawn."""
        super().afficher()
        self._dessiner()

    def on_resize(self) -> None:
        """As many weeks as there is room for."""
        super().on_resize()
        self.set_class(self.size.width >= LARGE, "large")
        self.call_after_refresh(self._dessiner)

    def on_input_changed(self, message: Input.Changed) -> None:
        """Draw and say again what the fields make."""
        super().on_input_changed(message)
        self._dessiner()
        if isinstance(self.focused, ChampSaisie):
            self.dire_aide(self.focused)

    def _dessiner(self) -> None:
        """A rhythm half typed leaves the last calendar in place: nothing blinks."""
        garde = self.en_projet()
        page = self.query_one(Page)
        if garde is not None and page.size.height:
            jour = self.ctx.aujourdhui()
            large = self.has_class("large")
            page.montrer(lignes_calendrier(garde, self.fiche.calendrier, jour, jour, page.size.height, noms=large))


DONNES = "Ces jours passent à l’autre foyer, et ce foyer y a réservé ce qui suit."
"""Said above what is booked on them."""


def dire_a_rendre(jours: Sequence[date]) -> str:
    """« 4 jours réservés ici ne sont plus de la garde de ce foyer, le premier le lun. 23 nov. »."""
    debut = formats.pluriel(len(jours), "jour réservé ici n’est", "jours réservés ici ne sont")
    premier = formats.jour_court(jours[0])
    fin = f", le premier le {premier}" if len(jours) > 1 else f" : {premier}"
    # Months end with a full stop of their own.
    return f"{debut} plus de la garde de ce foyer{fin}".removesuffix(".") + "."
