"""Keys of the identifiers and of what is due."""

from __future__ import annotations

from guichet.commandes.modele import Commande, de_l_ecran
from guichet.regles.socle.droits import Droit

IDENTIFIANTS: tuple[Commande, ...] = (
    *de_l_ecran(
        "identifiants",
        (
            "generer",
            "g",
            "émettre",
            "Émettre ou réémettre identifiant et mot de passe.",
            Droit.EMETTRE_IDENTIFIANTS,
            True,
        ),
        (
            "cle",
            "k",
            "Clé Enfance",
            "Émettre et remettre une Clé Enfance : l’ancienne ne vaut plus.",
            Droit.REMETTRE_CLE,
            True,
        ),
        ("clore", "ctrl+s", "clore", "Clore le passage et sortir son récapitulatif.", Droit.TENIR_PASSAGE, True),
        (
            "bloque",
            "b",
            "où bloqué ?",
            "Les six étapes du portail : où le parent est-il bloqué ?",
            None,
            True,
        ),
        (
            "oubli",
            "o",
            "oubli",
            "Noter une demande d’identifiants oubliés : due sous 24 h ouvrées.",
            Droit.EMETTRE_IDENTIFIANTS,
            True,
        ),
        ("suspendre", "s", "suspendre", "Suspendre ou rétablir le compte.", Droit.SUSPENDRE_COMPTE, True),
        (
            "tout",
            "t",
            "tout remettre",
            "Identifiants et Clé Enfance ensemble, sur un seul bordereau.",
            Droit.EMETTRE_IDENTIFIANTS,
            False,
        ),
        ("lier", "l", "lier", "Relier le compte que le parent a créé.", Droit.EMETTRE_IDENTIFIANTS, False),
        (
            "renommer",
            "n",
            "identifiant changé",
            "Noter que le parent a changé d’identifiant.",
            Droit.EMETTRE_IDENTIFIANTS,
            False,
        ),
        ("cgu", "c", "CGU acceptées", "Noter la version des CGU acceptée.", Droit.EMETTRE_IDENTIFIANTS, False),
        ("utiliser", "u", "Clé utilisée", "Noter que la Clé Enfance a servi.", Droit.REMETTRE_CLE, False),
        ("revoquer", "delete", "révoquer la Clé", "Révoquer la Clé Enfance.", Droit.REVOQUER_CLE, False),
        (
            "efface",
            "x",
            "effacé par le portail",
            "Noter que le portail a effacé le compte.",
            Droit.SUSPENDRE_COMPTE,
            False,
        ),
        ("expliquer", "exclamation_mark", "pourquoi", "Ce que veut dire l’état du compte, et que faire.", None, True),
        ("monter", "up", "plus haut", "Responsable précédent.", None, False),
        ("descendre", "down", "plus bas", "Responsable suivant.", None, False),
        ("retour", "escape", "retour", "Revenir au dossier.", None, True),
    ),
    *de_l_ecran(
        "taches",
        ("ouvrir", "enter", "ouvrir", "Ouvrir la famille concernée.", Droit.CONSULTER, True),
        ("accepter", "o", "place acceptée", "La famille prend la place libérée.", Droit.RESERVER, True),
        (
            "decliner",
            "n",
            "déclinée",
            "La famille n’en veut plus : à la suivante.",
            Droit.RESERVER,
            True,
        ),
        ("suivant", "f8", "suivante", "Tâche suivante.", None, True),
        ("precedent", "f7", "précédente", "Tâche précédente.", None, False),
        ("monter", "up", "plus haut", "Ligne précédente.", None, False),
        ("descendre", "down", "plus bas", "Ligne suivante.", None, False),
        ("retour", "escape", "retour", "Revenir à la recherche.", None, True),
    ),
)
