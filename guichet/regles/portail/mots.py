"""The portal as the parent's own screen words it: every sentence of the counter quotes these (source 3.2)."""

from __future__ import annotations

from dataclasses import dataclass

from guichet.formats.mots import majuscule
from guichet.regles.socle.mot_de_passe import POLITIQUE, Politique


@dataclass(frozen=True, slots=True, kw_only=True)
class MotsPortail:
    """What a town's portal calls things, and what it demands of a parent there.

    Attributes:
        portail: its name.
        identifiant, mot_de_passe, connexion, oubli: boxes, button and link of the login form.
        accueil: link that leads to that form once the account is activated.
        creer_compte: button of who has no account.
        profil: page where coordinates and password are changed.
        famille: page of the household.
        tableau_de_bord: page of the requests under way.
        cle_enfance: the secret that links an account to its children.
        accepter_cgu: button under the CGU.
        menu: entries of the menu, in order; empty when the town did not give them.
        cgu_en_entier: that button only lives at the bottom of the text (source 3.6).
        courriel_obligatoire: no account without a mail address (rule 17).
        changement_force: the temporary password must be changed at once (source 3.4).
        politique: what it demands of a password (source 3.5).
        oubli_heures: working hours within which forgotten identifiers are sent (source 4.12).
    """

    portail: str = "Espace Citoyens"
    identifiant: str = "identifiant"
    mot_de_passe: str = "mot de passe"
    connexion: str = "Connexion"
    accueil: str = "Accueil"
    creer_compte: str = "créer mon espace"
    oubli: str = "J’ai oublié mon mot de passe"
    profil: str = "mon profil"
    famille: str = "Ma famille"
    tableau_de_bord: str = "Mon tableau de bord"
    cle_enfance: str = "Clé Enfance"
    accepter_cgu: str = "J’accepte les conditions générales d’utilisation"
    menu: tuple[str, ...] = ()
    cgu_en_entier: bool = True
    courriel_obligatoire: bool = True
    changement_force: bool = True
    politique: Politique = POLITIQUE
    oubli_heures: int = 24

    @property
    def sur_le_portail(self) -> str:
        """« sur « Espace Citoyens » »."""
        return f"sur « {self.portail} »"

    @property
    def accepter(self) -> str:
        """How the CGU are accepted on that screen: an order, without its full stop."""
        bouton = f"cliquez sur « {self.accepter_cgu} »"
        if self.cgu_en_entier:
            return f"Descendez tout en bas du texte des CGU : le bouton devient vert, {bouton}"
        return f"Sans avoir à descendre dans le texte des CGU, {bouton}"


def sans_autorite(personne: str, mots: MotsPortail) -> str:
    """What is said before a Clé is given to somebody without parental authority."""
    return (
        f"{personne} n’a pas l’autorité parentale dans ce foyer, et la {majuscule(mots.cle_enfance)} ouvre les données "
        "des enfants : vérifiez la décision de justice, ou corrigez sa fiche."
    )
