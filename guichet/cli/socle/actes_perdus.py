"""What a backup put back does not have, as `restaurer` and `declarer-restauration` list it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guichet.cli.cadre.sortie import Bloc

if TYPE_CHECKING:
    from collections.abc import Sequence

    from guichet.fiches.socle.restauration import ActeManquant


def manque(actes: Sequence[ActeManquant]) -> list[Bloc]:
    """The acts to be done again, each with its day and its household; no block where none is known."""
    from guichet.formats import PARIS

    rangees = [(f"{a.le.astimezone(PARIS):%d/%m/%Y %H:%M}", a.acte, a.objet) for a in actes]
    return [Bloc("Ce qui manque", colonnes=("Quand", "Acte", "Famille ou objet"), rangees=rangees)] if rangees else []
