"""The lock: opaque; a password takes one back exactly where one was, a responsable's takes the workstation over."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
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
    ModaleVerrou Horizontal { height: 1; }
    ModaleVerrou .libelle { width: 16; color: $discret; }
    ModaleVerrou Input { width: 1fr; }
    ModaleVerrou #refus { margin: 1 0; width: 100%; color: $error; min-height: 2; }
    """

    def __init__(self, raison: str = "") -> None:
        """Lock; `raison` is a sentence for whoever was working, "" when they know why."""
        super().__init__()
        self._raison = raison

    def compose(self) -> ComposeResult:
        """Whose poste it is, who opens it, and the password."""
        boite = Vertical(classes="boite")
        boite.border_title = "Poste verrouillé"
        boite.border_subtitle = "Entrée déverrouiller · Ctrl+Q quitter"
        with boite:
            yield Static(f"{self.ctx.poste} · {self.ctx.agent.nom}", id="qui", markup=False)
            invite = "Entrée (formation : sans)" if self.ctx.formation else ""
            with Horizontal():
                yield Static("Identifiant", classes="libelle")
                yield Saisie(self.ctx.agent.identifiant, choisie=True, id="identifiant")
            with Horizontal():
                yield Static("Mot de passe", classes="libelle")
                yield Saisie(id="deverrou", password=True, placeholder=invite)
            yield Static(f"× {self._raison}" if self._raison else "", id="refus", markup=False)

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Next field; the password validates."""
        message.stop()
        if message.input.id == "identifiant":
            self.action_valider()
        else:
            self.faire(self._deverrouiller())

    async def _deverrouiller(self) -> None:
        from guichet.services.socle import agents

        champ = self.query_one("#deverrou", Input)
        mot_de_passe, champ.value = champ.value, ""
        qui = self.query_one("#identifiant", Input).value.strip() or self.ctx.agent.identifiant
        try:
            if self.ctx.formation:
                agent = await self.lire(agents.connecter_formation, identifiant=qui)
            else:
                agent = await self.ecrire(agents.deverrouiller_poste, mot_de_passe=mot_de_passe, identifiant=qui)
        except ErreurMetier as refus:
            self.query_one("#refus", Static).update(f"× {refus.message}")
            return
        self.guichet.connecter(agent)
        self.dismiss(None)

    def action_retour(self) -> None:
        """Échap opens nothing."""
        self.query_one("#deverrou", Input).value = ""

    def action_monter(self) -> None:
        """Haut: somebody else opens."""
        self.query_one("#identifiant", Input).focus()

    def action_descendre(self) -> None:
        """Bas: the password."""
        self.action_valider()

    def action_valider(self) -> None:
        """Entrée outside the field."""
        self.query_one("#deverrou", Input).focus()
