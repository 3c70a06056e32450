"""`guichet verifier`, `diagnostic`, `reindexer`: what keeps a base trustworthy."""

from __future__ import annotations

from guichet.cli.appel import Appel
from guichet.cli.application import GARDE, application
from guichet.cli.options import ECRIT, commande


@commande(application, "reindexer", "Refaire l’index de recherche à partir des données.", sorte=ECRIT, panneau=GARDE)
def reindexer(appel: Appel) -> None:
    """Write the search index anew."""
    from guichet.formats import pluriel
    from guichet.services import recherche

    nombre = recherche.reindexer(appel.contexte())
    appel.resultat(f"Index refait : {pluriel(nombre, 'famille')}.", {"familles": nombre})
