"""The root every group declares its commands on, and the headings of its help page."""

from __future__ import annotations

from guichet.cli.options import groupe

DEPART = "Mise en route"
GUICHET = "Au guichet"
JOURNEE = "La journée"
LOTS = "En nombre"
GARDE = "Tenir la base"

application = groupe(
    "Le guichet unique d’une commune : familles, identifiants du portail, Clés Enfance.\n\n"
    "Sans commande, « guichet » ouvre l’application. Les options se mettent après la commande."
)
