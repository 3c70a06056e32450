"""Keys of the calendar."""

from __future__ import annotations

from guichet.commandes.modele import Commande, de_l_ecran
from guichet.regles.socle.droits import Droit

CALENDRIER: tuple[Commande, ...] = (
    *de_l_ecran(
        "calendrier",
        (
            "nouvelle",
            "f6",
            "ajouter",
            "Ajouter une fermeture, un pont ou des vacances, à partir de ce jour.",
            Droit.GERER_ACTIVITES,
            True,
        ),
        (
            "retirer",
            "delete",
            "retirer",
            "Retirer la période sous le curseur : ses jours rouvrent.",
            Droit.GERER_ACTIVITES,
            True,
        ),
        ("reserves", "enter", "réservés", "Qui est réservé ce jour-là, ou pendant la période.", Droit.CONSULTER, True),
        ("importer", "i", "importer", "Ajouter les périodes d’un fichier.", Droit.GERER_ACTIVITES, True),
        ("annee_suivante", "f8", "année suivante", "Année scolaire suivante.", None, True),
        ("annee_precedente", "f7", "année précédente", "Année scolaire précédente.", None, False),
        ("imprimer", "f9", "imprimer", "Imprimer la liste de ceux qui sont réservés.", Droit.CONSULTER, True),
        ("aujourdhui", "j", "aujourd’hui", "Revenir à aujourd’hui.", None, False),
        ("page_haut", "pageup", "période d’avant", "Période précédente de la liste.", None, False),
        ("page_bas", "pagedown", "période d’après", "Période suivante de la liste.", None, False),
        ("haut", "up", "mois d’avant", "Mois d’avant.", None, False),
        ("bas", "down", "mois d’après", "Mois d’après.", None, False),
        ("gauche", "left", "jour d’avant", "Jour d’avant.", None, False),
        ("droite", "right", "jour d’après", "Jour d’après.", None, False),
        ("retour", "escape", "retour", "Revenir d’où l’on vient.", None, True),
    ),
)
