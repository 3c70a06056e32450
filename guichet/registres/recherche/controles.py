"""What must hold about the search index."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guichet.fiches.socle.verification import Controle
from guichet.registres.recherche import index_recherche
from guichet.registres.socle.controles import compter
from guichet.regles.socle.code_famille import affiche

if TYPE_CHECKING:
    from guichet.base.lecture import Lecture
    from guichet.registres.socle.controles import Resultat


def index(s: Lecture) -> Resultat:
    """The search says what the data say."""
    fautives = index_recherche.ecarts(s)
    return (
        Controle("recherche", compter(s, "SELECT count(*) FROM fiche_recherche"), "fiches d’index"),
        [f"La recherche ne suit plus {_nommer(fautive)} : reconstruisez l’index." for fautive in fautives],
    )


def _nommer(fautive: str) -> str:
    """A household, or an entry that belongs to none any more."""
    return f"l’entrée d’{fautive}" if fautive.startswith("index ") else f"la famille {affiche(fautive)}"
