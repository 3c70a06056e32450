"""How many bookings a batch is: the same words as it is prepared, previewed, said done, and on the command line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from guichet.formats import pluriel
from guichet.regles.reservations.dits.series import Sort, sort_de

if TYPE_CHECKING:
    from guichet.fiches.reservations.planning import LigneApercu


def fois(enfants: Iterable[int]) -> str:
    """« (41 × 2 enfants) » to follow a count of places, « (2 enfants) » where they have not the same; "" for one child.

    Args:
        enfants: the child of each place counted.
    """
    par_enfant = Counter(enfants)
    if len(par_enfant) < 2:
        return ""
    nombres = set(par_enfant.values())
    chacun = f"{nombres.pop()} × " if len(nombres) == 1 else ""
    return f" ({chacun}{len(par_enfant)} enfants)"


def comptes_dits(lignes: Iterable[LigneApercu]) -> str:
    """« 82 réservées (41 × 2 enfants), dont 3 majorées · 2 annulées, dont 1 reste facturée »; "" for nothing."""
    par_sort: dict[Sort, list[int]] = {}
    for ligne in lignes:
        par_sort.setdefault(sort_de(ligne), []).append(ligne.personne_id)
    majorees = par_sort.get(Sort.MAJOREE, [])
    prises = par_sort.get(Sort.RESERVEE, []) + majorees
    facturees = par_sort.get(Sort.FACTUREE, [])
    annulees = par_sort.get(Sort.ANNULEE, []) + facturees
    morceaux = []
    if prises:
        dont = f", dont {pluriel(len(majorees), 'majorée')}" if majorees else ""
        morceaux.append(f"{pluriel(len(prises), 'réservée')}{fois(prises)}{dont}")
    for sort, mot, forme in ((Sort.ATTENTE, "en attente", "en attente"), (Sort.REFUSEE, "refusée", "")):
        if siens := par_sort.get(sort):
            morceaux.append(f"{pluriel(len(siens), mot, forme)}{fois(siens)}")
    if annulees:
        reste = "restent facturées" if len(facturees) > 1 else "reste facturée"
        partie = f"dont {len(facturees)} " if len(facturees) < len(annulees) else ""
        suite = f", {partie}{reste}" if facturees else ""
        morceaux.append(f"{pluriel(len(annulees), 'annulée')}{fois(annulees)}{suite}")
    return " · ".join(morceaux)
