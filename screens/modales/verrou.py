"""The lock: opaque; the same agent's password takes one back exactly where one was."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, Static

from guichet.erreurs import ErreurMetier
from screens.socle.ecran import ModaleBase
from screens.widgets.saisie import Saisie


class ModaleVerrou(ModaleBase[None]):
    """Nothing of the family stays in sight; keys reach nothing but the password."""

    FERME = True
    AUTO_FOCUS: ClassVar[str | None] = "#deverrou"
    DEFAULT_CSS = """
    ModaleVerrou { background: $background; }
    ModaleVerrou .boite { width: 64; max-width: 100%; }
    ModaleVerrou #qui { margin: 1 0; width: 100%; text-style: bold; }
    ModaleVerrou #deverrou { width: 100%; }
    ModaleVerrou #refus { margin: 1 0; width: 100%; color: $error; min-height: 2; }
    """

    def compose(self) -> ComposeResult:
        """Whose poste it is, and the password."""
        boite = Vertical(classes="boite")
        boite.border_title = "Poste verrouillé"
        boite.border_subtitle = "Entrée déverrouiller · Ctrl+Q quitter"
        with boite:
            yield Static(f"{self.ctx.poste} · {self.ctx.agent.nom}", id="qui", markup=False)
            invite = "Entrée (formation : sans mot de passe)" if self.ctx.formation else "Mot de passe"
            yield Saisie(id="deverrou", password=True, placeholder=invite)
            yield Static("", id="refus", markup=False)

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Check and go back."""
        message.stop()
        self.faire(self._deverrouiller())

    async def _deverrouiller(self) -> None:
        from guichet.services.socle import agents

        champ = self.query_one("#deverrou", Input)
        mot_de_passe, champ.value = champ.value, ""
        if not self.ctx.formation:
            try:
                await self.ecrire(agents.deverrouiller_poste, mot_de_passe=mot_de_passe)
            except ErreurMetier as refus:
                self.query_one("#refus", Static).update(f"× {refus.message}")
                return
        self.dismiss(None)

    def action_retour(self) -> None:
        """Échap opens nothing."""
        self.query_one("#deverrou", Input).value = ""

    def action_valider(self) -> None:
        """Entrée outside the field."""
        self.query_one("#deverrou", Input).focus()
