"""Keys of the planner."""

from __future__ import annotations

from guichet.commandes.modele import Commande, de_l_ecran
from guichet.regles.socle.droits import Droit

PLANNING: tuple[Commande, ...] = (
    *de_l_ecran(
        "reservations",
        ("cocher", "space", "cocher", "Cocher ou décocher la case, ou le bloc.", Droit.RESERVER, True),
        ("rythme", "r", "rythme", "Poser un rythme, tapé ou choisi : can lu ma je ve.", Droit.RESERVER, True),
        (
            "enregistrer",
            "ctrl+s",
            "enregistrer",
            "Voir ce qui sera enregistré, puis l’enregistrer d’un coup.",
            Droit.RESERVER,
            True,
        ),
        ("repeter", "full_stop", "répéter", "Refaire le dernier geste, d’ici.", Droit.RESERVER, True),
        ("annuler", "u", "annuler", "Défaire le dernier geste du brouillon.", Droit.RESERVER, True),
        ("expliquer", "exclamation_mark", "pourquoi", "Ce que deviendrait cette case, et pourquoi.", None, True),
        ("tous", "e", "tous les enfants", "Tous les enfants côte à côte, ou un seul.", None, True),
        ("enfant_suivant", "f8", "enfant suivant", "Enfant suivant.", None, True),
        ("enfant_precedent", "f7", "enfant précédent", "Enfant précédent.", None, False),
        (
            "absence",
            "a",
            "absence",
            "Déclarer l’absence du jour ou du bloc, avec ou sans certificat.",
            Droit.RESERVER,
            True,
        ),
        ("inscrire", "i", "inscrire", "Inscrire l’enfant à une activité.", Droit.RESERVER, True),
        (
            "inscriptions",
            "l",
            "inscriptions",
            "Liste des inscriptions : inscrire, noter une pièce, terminer.",
            Droit.RESERVER,
            True,
        ),
        ("copier", "c", "copier", "Copier un frère, une sœur ou l’an dernier.", Droit.RESERVER, False),
        ("deroger", "d", "déroger", "Accorder une dérogation motivée aux cases cochées.", Droit.DEROGER, False),
        ("haut", "up", "semaine d’avant", "Semaine d’avant.", None, False),
        ("bas", "down", "semaine d’après", "Semaine d’après.", None, False),
        ("gauche", "left", "case d’avant", "Case d’avant.", None, False),
        ("droite", "right", "case d’après", "Case d’après.", None, False),
        ("bloc_haut", "shift+up", "bloc vers le haut", "Étendre le bloc.", None, False),
        ("bloc_bas", "shift+down", "bloc vers le bas", "Étendre le bloc.", None, False),
        ("bloc_gauche", "shift+left", "bloc vers la gauche", "Étendre le bloc.", None, False),
        ("bloc_droite", "shift+right", "bloc vers la droite", "Étendre le bloc.", None, False),
        ("page_haut", "pageup", "page plus haut", "Un écran de semaines plus haut.", None, False),
        ("page_bas", "pagedown", "page plus bas", "Un écran de semaines plus bas.", None, False),
        ("retour", "escape", "retour", "Revenir au dossier ; demande si un brouillon serait perdu.", None, True),
    ),
    *de_l_ecran(
        "inscriptions",
        ("nouvelle", "f6", "inscrire", "Inscrire un enfant à une activité.", Droit.RESERVER, True),
        ("terminer", "delete", "terminer", "Terminer l’inscription choisie.", Droit.RESERVER, True),
        ("pieces", "p", "pièces vues", "Noter les pièces apportées depuis.", Droit.RESERVER, True),
        ("monter", "up", "plus haut", "Inscription précédente.", None, False),
        ("descendre", "down", "plus bas", "Inscription suivante.", None, False),
        ("retour", "escape", "retour", "Revenir au planning.", None, True),
    ),
    *de_l_ecran(
        "rythme",
        ("poser", "ctrl+s", "poser", "Poser le rythme sur le brouillon.", Droit.RESERVER, True),
        (
            "suivant",
            "enter",
            "poser, ou suivant",
            "Poser la ligne ; d’un champ, aller au suivant.",
            None,
            True,
        ),
        ("choisir", "f4", "choix", "Liste de choix du champ.", None, True),
        ("monter", "up", "champ précédent", "Champ précédent.", None, False),
        ("descendre", "down", "champ suivant", "Champ suivant.", None, False),
        ("retour", "escape", "retour", "Renoncer au rythme et revenir au planning.", None, True),
    ),
)
