"""Keys of dialogs, and of every screen."""

from __future__ import annotations

from guichet.commandes.modele import PARTOUT, Commande, de_l_ecran
from guichet.regles.socle.droits import Droit

COMMUNES: tuple[Commande, ...] = (
    *de_l_ecran(
        "modale",
        ("valider", "enter", "valider", "Accepter ce qui est proposé.", None, True),
        ("monter", "up", "plus haut", "Ligne précédente.", None, False),
        ("descendre", "down", "plus bas", "Ligne suivante.", None, False),
        ("page_haut", "pageup", "page plus haut", "Une page plus haut.", None, False),
        ("page_bas", "pagedown", "page plus bas", "Une page plus bas.", None, False),
        ("imprimer", "f9", "imprimer", "Imprimer, ou enregistrer sans imprimante.", None, False),
        ("retour", "escape", "retour", "Renoncer et revenir.", None, True),
    ),
    *de_l_ecran(
        PARTOUT,
        ("aide", "f1", "aide", "Aide de cet écran (aussi ? hors d’un champ).", None, True),
        ("aide_bis", "question_mark", "aide", "Aide de cet écran, hors d’un champ.", None, False),
        ("palette", "ctrl+p", "commandes", "Toutes les commandes par leur nom.", None, True),
        ("rechercher", "f3", "rechercher", "La boîte de recherche, d’où que l’on soit.", None, False),
        ("aller_dossier", "ctrl+o", "dossier", "Le dossier de la famille en cours.", Droit.CONSULTER, False),
        (
            "aller_reservations",
            "ctrl+r",
            "réservations",
            "Le planning de la famille en cours.",
            Droit.RESERVER,
            False,
        ),
        (
            "aller_identifiants",
            "ctrl+g",
            "identifiants",
            "Les identifiants de la famille en cours.",
            Droit.CONSULTER,
            False,
        ),
        (
            "aller_listes",
            "ctrl+d",
            "listes du jour",
            "Qui vient, ce qui est mangé, qui attend une place : un jour ou une semaine.",
            Droit.CONSULTER,
            False,
        ),
        (
            "aller_calendrier",
            "ctrl+k",
            "calendrier",
            "L’année scolaire : vacances, fériés, ponts, fermetures.",
            Droit.CONSULTER,
            False,
        ),
        ("rafraichir", "f5", "rafraîchir", "Relire ce qui est affiché.", None, False),
        (
            "verrouiller",
            "ctrl+l",
            "verrouiller",
            "Verrouiller ce poste ; on reprend exactement où l’on était.",
            None,
            False,
        ),
        ("theme", "ctrl+y", "thème", "Changer de thème : clair, sombre, contraste.", None, False),
        ("quitter", "ctrl+q", "quitter", "Fermer Guichet sur ce poste.", None, False),
    ),
)
