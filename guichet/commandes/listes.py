"""Keys of the lists of a day or a week."""

from __future__ import annotations

from guichet.commandes.modele import Commande, de_l_ecran
from guichet.regles.socle.droits import Droit

LISTES: tuple[Commande, ...] = (
    *de_l_ecran(
        "listes",
        ("ouvrir", "enter", "ouvrir", "Les noms sous un nombre ; la famille d’un nom.", Droit.CONSULTER, True),
        (
            "rang",
            "c",
            "rang",
            "Changer la priorité d’une demande, avec la raison gardée au journal.",
            Droit.DEROGER,
            True,
        ),
        ("offrir", "o", "offrir", "Proposer les places libres à ceux qui les attendent.", Droit.RESERVER, True),
        ("presences", "p", "présences", "Les enfants attendus, par site et par groupe.", Droit.CONSULTER, True),
        ("repas", "r", "repas", "Les repas à servir, avec régimes et PAI.", Droit.CONSULTER, True),
        ("attente", "a", "attente", "Qui attend une place, dans l’ordre où elle sera proposée.", Droit.CONSULTER, True),
        ("suivant", "f8", "suivant", "Jour ou semaine d’après où il y a quelqu’un.", None, True),
        ("precedent", "f7", "précédent", "Jour ou semaine d’avant où il y a quelqu’un.", None, False),
        ("jour", "j", "jour", "Un seul jour.", None, True),
        ("semaine", "s", "semaine", "Toute la semaine, jour par jour.", None, True),
        ("site", "f4", "site", "Un seul site, ou tous.", None, True),
        ("imprimer", "f9", "imprimer", "Imprimer l’affiche, ou l’enregistrer sans imprimante.", None, True),
        ("aller", "g", "aller à", "Aller à une date ; Entrée seule revient à aujourd’hui.", None, False),
        ("exporter", "x", "exporter", "Enregistrer la liste en CSV, pour un tableur.", None, False),
        ("tout", "t", "tout", "Montrer tous les noms, ou les nombres seuls.", None, False),
        ("monter", "up", "plus haut", "Ligne précédente.", None, False),
        ("descendre", "down", "plus bas", "Ligne suivante.", None, False),
        ("page_haut", "pageup", "page plus haut", "Une page plus haut.", None, False),
        ("page_bas", "pagedown", "page plus bas", "Une page plus bas.", None, False),
        ("retour", "escape", "retour", "Revenir d’où l’on vient.", None, True),
    ),
)
