"""« Où êtes-vous bloqué ? »: the steps of the portal in the words of the parent's screen, and what to say.

The steps are those of the activation guide (sources.md 3.1, 3.4 to 3.6), numbered here because the guide
counts two sixth ones (3.9). The vocabulary is the portal's own, so that parent and agent see the same words.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from guichet.formats.mots import majuscule
from guichet.regles.portail.mots import MotsPortail


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


ETAPES = ("courriel", "lien", "confirmation", "connexion", "mot_de_passe", "cgu")
"""Codes of the steps, in order: the same in every town."""


def etapes(mots: MotsPortail) -> tuple[Etape, ...]:
    """The steps as this town's portal words them."""
    return (*_ouvrir(mots), *_entrer(mots))


def _ouvrir(mots: MotsPortail) -> tuple[Etape, Etape, Etape]:
    return (
        Etape(
            "courriel",
            "Ouvrir le courriel de la commune",
            "Sa boîte de réception, où le courriel de la commune peut manquer.",
            "Cherchez le courriel de la mairie, aussi dans les indésirables ; s’il n’y est pas, "
            "vérifions ensemble votre adresse et je vous le renvoie.",
        ),
        Etape(
            "lien",
            "Cliquer sur le lien d’activation",
            "Le courriel, avec le lien d’activation et les identifiants.",
            "Cliquez sur le lien d’activation dans le courriel ; s’il ne s’ouvre pas, recopiez-le en entier "
            "dans la barre d’adresse, sans passer par un moteur de recherche.",
        ),
        Etape(
            "confirmation",
            "Lire le message de confirmation",
            f"La page « {mots.portail} », avec le message de confirmation d’activation.",
            f"Votre espace est activé : cliquez maintenant sur « {mots.accueil} » pour vous connecter.",
        ),
    )


def _entrer(mots: MotsPortail) -> tuple[Etape, Etape, Etape]:
    identifiant, mot_de_passe = majuscule(mots.identifiant), majuscule(mots.mot_de_passe)
    return (
        Etape(
            "connexion",
            "Se connecter avec le mot de passe temporaire",
            f"L’accueil, avec les cases « {identifiant} » et « {mot_de_passe} ».",
            "Tapez l’identifiant et le mot de passe temporaire tels qu’ils sont écrits, en minuscules et sans "
            f"espaces, puis cliquez sur « {mots.connexion} » ; s’il est refusé ou périmé, je vous en "
            "donne un nouveau.",
        ),
        Etape(
            "mot_de_passe",
            "Choisir son propre mot de passe",
            "La page « Modification de vos identifiants », avec trois cases à remplir."
            if mots.changement_force
            else f"La page « {mots.profil} », si le parent veut changer de mot de passe.",
            f"Choisissez un mot de passe : {mots.politique.phrase}. Tapez-le deux fois, puis cliquez sur "
            f"« Valider ». Si vous changez aussi « {identifiant} », notez-le.",
        ),
        Etape(
            "cgu",
            "Accepter les conditions générales d’utilisation",
            "Un long texte, les CGU, et un bouton gris." if mots.cgu_en_entier else "Le texte des CGU, et son bouton.",
            f"{mots.accepter}, puis retournez sur l’accueil.",
        ),
    )


def fini(mots: MotsPortail) -> str:
    """What the parent sees once everything works: the menu, where the town gave it."""
    page = f"« {mots.tableau_de_bord} »"
    return f"{page}, sous le menu {' · '.join(mots.menu)}" if mots.menu else page


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


def oublis(mots: MotsPortail) -> dict[Oubli, TexteOubli]:
    """The three cases, in the words and the delays of this town."""
    changer = ", à changer à la première connexion" if mots.changement_force else ""
    return {
        Oubli.IDENTIFIANT: TexteOubli(
            "Identifiant oublié",
            "Montrez-moi une pièce d’identité : je retrouve votre identifiant "
            f"(« {mots.identifiant} »), votre mot de passe ne change pas.",
            "Vérifiez l’identité, puis donnez l’identifiant affiché ; au téléphone, envoyez-le par courriel.",
        ),
        Oubli.MOT_DE_PASSE: TexteOubli(
            "Mot de passe oublié",
            "Personne ne peut lire votre mot de passe, pas même nous : je vous en donne un nouveau"
            f"{changer}. Vous pouvez aussi cliquer sur « {mots.oubli} » {mots.sur_le_portail}.",
            "Vérifiez l’identité, puis réinitialisez le mot de passe ; par courriel, il part sous "
            f"{mots.oubli_heures}\u00a0heures, en semaine.",
        ),
        Oubli.JAMAIS_UTILISE: TexteOubli(
            "Espace jamais utilisé",
            "Votre premier mot de passe a sans doute expiré : je vous en donne un nouveau et nous regardons "
            "ensemble les étapes.",
            "Vérifiez l’identité et l’adresse de courriel, réémettez les identifiants, puis remettez la fiche des "
            "étapes.",
        ),
    }
