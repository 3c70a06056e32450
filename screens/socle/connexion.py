"""Who is at this counter: name and password; on a training base, a name is enough."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, Static

from guichet.erreurs import ErreurMetier, SaisieInvalide
from guichet.erreurs.acces import MotDePasseAChanger
from screens.modales.demander import ModaleDemander, Question
from screens.socle.ecran import ModaleBase
from screens.widgets.saisie import Saisie

if TYPE_CHECKING:
    from guichet.contexte import AgentCourant

FORMATION = "FORMATION : « demo », « accueil » ou « regie », sans mot de passe."


class EcranConnexion(ModaleBase[None]):
    """Log-in: opaque, since nothing of the base may be seen before it."""

    FERME = True
    AUTO_FOCUS: ClassVar[str | None] = "#identifiant"
    DEFAULT_CSS = """
    EcranConnexion { background: $background; }
    EcranConnexion .boite { width: 64; max-width: 100%; }
    EcranConnexion #lieu { margin: 1 0; width: 100%; text-style: bold; }
    EcranConnexion Horizontal { height: 1; }
    EcranConnexion .libelle { width: 16; color: $discret; }
    EcranConnexion Input { width: 1fr; }
    EcranConnexion #refus { margin: 1 0; width: 100%; color: $error; min-height: 2; }
    """

    def compose(self) -> ComposeResult:
        """Town, name, password."""
        ctx = self.ctx
        boite = Vertical(classes="boite")
        boite.border_title = "Guichet"
        boite.border_subtitle = "Entrée se connecter · Ctrl+Q quitter"
        with boite:
            yield Static(f"{ctx.commune.nom} · {ctx.poste}", id="lieu", markup=False)
            with Horizontal():
                yield Static("Identifiant", classes="libelle")
                yield Saisie(id="identifiant")
            if not ctx.formation:
                with Horizontal():
                    yield Static("Mot de passe", classes="libelle")
                    yield Saisie(id="mot-de-passe", password=True)
            yield Static(FORMATION if ctx.formation else "", id="refus", markup=False)

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Next field; the password validates."""
        message.stop()
        if message.input.id == "identifiant" and not self.ctx.formation:
            self.query_one("#mot-de-passe", Input).focus()
        else:
            self.faire(self._connecter())

    async def _connecter(self) -> None:
        from guichet.services.socle import agents

        identifiant = self.query_one("#identifiant", Input).value.strip()
        try:
            if self.ctx.formation:
                agent = await self.lire(agents.connecter_formation, identifiant=identifiant)
            else:
                secret = self.query_one("#mot-de-passe", Input)
                mot_de_passe, secret.value = secret.value, ""
                change = await self._connecter_ou_changer(identifiant, mot_de_passe)
                if change is None:
                    return
                agent = change
        except ErreurMetier as refus:
            self.query_one("#refus", Static).update(f"× {refus.message}")
            return
        self.guichet.connecter(agent)
        self.dismiss(None)

    async def _connecter_ou_changer(self, identifiant: str, mot_de_passe: str) -> AgentCourant | None:
        """Log in; a temporary password is changed first, at once."""
        from guichet.services.socle import agents

        try:
            return await self.ecrire(agents.connecter, identifiant=identifiant, mot_de_passe=mot_de_passe)
        except MotDePasseAChanger as refus:
            questions = [Question("Nouveau mot de passe", cache=True), Question("Le même", cache=True)]
            reponse = await self.demander(ModaleDemander("Mot de passe à changer", questions, texte=refus.message))
        if reponse is None:
            return None
        if reponse[0] != reponse[1]:
            raise SaisieInvalide("Les deux mots de passe diffèrent : recommencez.")
        return await self.ecrire(
            agents.changer_mot_de_passe, identifiant=identifiant, ancien=mot_de_passe, nouveau=reponse[0]
        )

    def action_retour(self) -> None:
        """There is nothing behind: Échap empties the fields."""
        for champ in self.query(Input):
            champ.value = ""
        self.query_one("#identifiant", Input).focus()

    def action_valider(self) -> None:
        """Entrée outside a field."""
        self.query_one("#identifiant", Input).focus()
