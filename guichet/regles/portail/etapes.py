"""« Où êtes-vous bloqué ? »: the steps of the portal in the words of the parent's screen, and what to say.

The steps are those of the activation guide (sources.md 3.1, 3.4 to 3.6), numbered here because the guide
counts two sixth ones (3.9). The vocabulary is the portal's own, so that parent and agent see the same words.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Etape:
    """One step of the activation of an account.

    Attributes:
        code: stable name, kept with the account as the step where the parent stopped.
        titre: what the parent does there.
        voit: what the parent has on screen.
        dire: the sentence that gets the parent to the next step.
    """

    code: str
    titre: str
    voit: str
    dire: str


ETAPES: tuple[Etape, ...] = (
    Etape(
        "courriel",
        "Ouvrir le courriel de la commune",
        "Sa boîte de réception, où le courriel de la commune peut manquer.",
        "Cherchez le courriel de la mairie, aussi dans les indésirables\u00a0; s’il n’y est pas, "
        "vérifions ensemble votre adresse et je vous le renvoie.",
    ),
    Etape(
        "lien",
        "Cliquer sur le lien d’activation",
        "Le courriel, avec le lien d’activation et les identifiants.",
        "Cliquez sur le lien d’activation dans le courriel\u00a0; s’il ne s’ouvre pas, recopiez-le en entier "
        "dans la barre d’adresse, sans passer par un moteur de recherche.",
    ),
    Etape(
        "confirmation",
        "Lire le message de confirmation",
        "Le portail, avec le message de confirmation d’activation.",
        "Votre espace est activé\u00a0: cliquez maintenant sur «\u00a0Accueil\u00a0» pour vous connecter.",
    ),
    Etape(
        "connexion",
        "Se connecter avec le mot de passe temporaire",
        "L’accueil, avec les cases «\u00a0Identifiant\u00a0» et «\u00a0Mot de passe\u00a0».",
        "Tapez l’identifiant et le mot de passe temporaire tels qu’ils sont écrits, en minuscules et sans "
        "espaces\u00a0; s’il est refusé ou périmé, je vous en donne un nouveau.",
    ),
    Etape(
        "mot_de_passe",
        "Choisir son propre mot de passe",
        "La page «\u00a0Modification de vos identifiants\u00a0», avec trois cases à remplir.",
        "Choisissez un mot de passe d’au moins 8\u00a0caractères, avec une minuscule et un chiffre, tapez-le "
        "deux fois, puis cliquez sur «\u00a0Valider\u00a0». "
        "Si vous changez aussi le nom d’utilisateur, notez-le.",
    ),
    Etape(
        "cgu",
        "Accepter les conditions générales d’utilisation",
        "Un long texte, les CGU, et un bouton gris.",
        "Descendez tout en bas du texte\u00a0: le bouton devient vert, cliquez alors sur «\u00a0J’accepte "
        "les conditions générales d’utilisation\u00a0», puis retournez sur l’accueil.",
    ),
)


class Oubli(StrEnum):
    """What a parent who cannot log in has lost (source 4.11)."""

    IDENTIFIANT = "identifiant"
    MOT_DE_PASSE = "mot_de_passe"
    JAMAIS_UTILISE = "jamais_utilise"


@dataclass(frozen=True, slots=True)
class TexteOubli:
    """What to say and what to do in one of the three cases.

    Attributes:
        titre: the case, as the parent puts it.
        dire: the sentence to say.
        faire: what the agent does, identity checked first (rule 16).
    """

    titre: str
    dire: str
    faire: str


OUBLIS: dict[Oubli, TexteOubli] = {
    Oubli.IDENTIFIANT: TexteOubli(
        "Identifiant oublié",
        "Montrez-moi une pièce d’identité\u00a0: je retrouve votre identifiant, votre mot de passe ne change pas.",
        "Vérifiez l’identité, puis donnez l’identifiant affiché\u00a0; au téléphone, envoyez-le par courriel.",
    ),
    Oubli.MOT_DE_PASSE: TexteOubli(
        "Mot de passe oublié",
        "Personne ne peut lire votre mot de passe, pas même nous\u00a0: je vous en donne un nouveau, "
        "à changer à la première connexion.",
        "Vérifiez l’identité, puis réinitialisez le mot de passe\u00a0; par courriel, il part sous "
        "24\u00a0heures, en semaine.",
    ),
    Oubli.JAMAIS_UTILISE: TexteOubli(
        "Espace jamais utilisé",
        "Votre premier mot de passe a sans doute expiré\u00a0: je vous en donne un nouveau et nous regardons "
        "ensemble les étapes.",
        "Vérifiez l’identité et l’adresse de courriel, réémettez les identifiants, puis remettez la fiche des étapes.",
    ),
}
