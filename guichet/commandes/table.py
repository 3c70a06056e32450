"""The one table, in the order of the help."""

from __future__ import annotations

from guichet.commandes.calendrier import CALENDRIER
from guichet.commandes.dossiers import DOSSIERS
from guichet.commandes.identifiants import IDENTIFIANTS
from guichet.commandes.listes import LISTES
from guichet.commandes.modele import Commande
from guichet.commandes.partout import COMMUNES
from guichet.commandes.planning import PLANNING

COMMANDES: tuple[Commande, ...] = (*DOSSIERS, *PLANNING, *CALENDRIER, *IDENTIFIANTS, *LISTES, *COMMUNES)
