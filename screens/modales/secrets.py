"""What was just issued, shown once: copied by the parent or printed, then gone."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from guichet import formats
from guichet.erreurs.editions import CheminRequis
from guichet.fiches.portail.identifiants import SecretsRemis
from guichet.formats.chemins import lire_chemin
from guichet.formats.mots import majuscule
from screens.modales.abandon import abandonner
from screens.modales.demander import ModaleDemander, Question
from screens.socle.ecran import ModaleBase
from screens.widgets.page import caler

Morceau = str | tuple[str, str]


class ModaleSecrets(ModaleBase[None]):
    """Identifier, temporary password, Clé: wide apart, each on its line. F9 prints the slip."""

    DEFAULT_CSS = """
    ModaleSecrets .boite { width: 72; max-width: 100%; }
    ModaleSecrets #secrets { width: 100%; margin: 1 0; }
    ModaleSecrets #suite { width: 100%; margin: 0 0 1 0; color: $discret; }
    """

    def __init__(self, remis: SecretsRemis) -> None:
        super().__init__()
        self._remis = remis
        self._en_cours = False
        self._sorti = False

    def perdrait_une_saisie(self) -> bool:
        """Whether what is on screen is on no paper: nobody will see it again."""
        return not self._sorti

    async def confirmer_abandon(self) -> bool:
        """Ask once."""
        question = "Ce qui est affiché ne sera plus jamais montré, et n’a pas été imprimé. Le parent l’a-t-il copié ?"
        return await abandonner(self, question, titre="Terminer ?", oui="c’est copié")

    def action_retour(self) -> None:
        """Entrée, Échap, F12, F3: what is on no paper is left once the question is answered.

        Entrée too: the digit that chose the identity document was the last key needed, and the next reflex is Entrée.
        """
        if not self.perdrait_une_saisie():
            self.terminer(None)
        elif not self._en_cours:
            self._en_cours = True
            self.faire(self._renoncer())

    def action_valider(self) -> None:
        """Entrée: done with it, by the same question."""
        self.action_retour()

    async def _renoncer(self) -> None:
        try:
            parti = await self.confirmer_abandon()
        finally:
            self._en_cours = False
        if parti:
            self.terminer(None)

    def compose(self) -> ComposeResult:
        """Box with the secrets."""
        boite = Vertical(classes="boite")
        boite.border_title = Content(f"À remettre à {self._remis.destinataire.personne}")
        boite.border_subtitle = "F9 imprimer le bordereau · Entrée terminer"
        with boite:
            yield Static(Content.assemble(*self._texte()), id="secrets")
            yield Static(self._suite(), id="suite", markup=False)

    def _texte(self) -> list[Morceau]:
        r, mots = self._remis, self.ctx.commune.mots_portail
        morceaux: list[Morceau] = []
        if r.identifiant:
            morceaux += [(caler(majuscule(mots.identifiant), 21), "$discret"), (r.identifiant, "bold"), "\n\n"]
        if r.mot_de_passe:
            morceaux += [
                ("Mot de passe         ", "$discret"),
                (_espace(r.mot_de_passe_affiche), "bold $primary"),
                "\n",
            ]
            if r.expire_le:
                fin = formats.jour_court(self.ctx.local(r.expire_le).date())
                morceaux += [(f"                     temporaire, à changer avant le {fin}\n", "$discret")]
            morceaux.append("\n")
        elif r.compte is not None:
            morceaux += [("Mot de passe         ", "$discret"), "envoyé par courriel au parent par le portail\n\n"]
        if r.cle_enfance:
            morceaux += [
                (caler(majuscule(mots.cle_enfance), 21), "$discret"),
                (_espace(r.cle_affichee), "bold $primary"),
                "\n",
            ]
            if r.cle_expire_le:
                fin = formats.jour_court(self.ctx.local(r.cle_expire_le).date())
                morceaux += [(f"                     sert une fois, avant le {fin}\n", "$discret")]
        return morceaux

    def _suite(self) -> str:
        avis = self._remis.destinataire.avertissement_courriel
        phrase = "Montré une seule fois : rien n’en est gardé."
        if self._remis.compte is not None and self._remis.compte.emissions > 1:
            phrase += " L’ancien mot de passe ne vaut plus."
        if self._remis.cle_enfance:
            phrase += f" Une {self.ctx.commune.mots_portail.cle_enfance} remise auparavant ne vaut plus."
        return f"! {avis}\n\n{phrase}" if avis else phrase

    def action_imprimer(self) -> None:
        """F9: print, or ask for the file when there is no printer (a secret is never written unasked)."""
        if not self._en_cours:
            self._en_cours = True
            self.faire(self._imprimer())

    async def _imprimer(self) -> None:
        from guichet.services.portail import bordereaux

        try:
            impression = await self.imprimer(bordereaux.bordereau, self._remis)
        except CheminRequis as refus:
            propose = f"~/bordereau-{self._remis.destinataire.code}.pdf"
            question = ModaleDemander(
                "Bordereau", [Question("Fichier", propose, controle=lire_chemin)], texte=refus.message
            )
            reponse = await self.demander(question)
            if reponse is None:
                return
            impression = await self.imprimer(bordereaux.bordereau, self._remis, chemin=lire_chemin(reponse[0]))
        finally:
            self._en_cours = False
        self._sorti = True
        self.annoncer(impression.message, "Bordereau")


def _espace(secret: str) -> str:
    """Set characters apart: a tired parent copies them one by one."""
    return " ".join(secret.replace(" ", "  ").replace("-", " - ")) if " " in secret else secret
