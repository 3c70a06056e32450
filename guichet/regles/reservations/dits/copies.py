"""What a year copied gives, and why it gives nothing."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum


class SortCopie(StrEnum):
    """What becomes of a day of the model."""

    COPIE = "copie"
    DEJA = "deja"
    SANS_INSCRIPTION = "sans_inscription"
    FERME = "ferme"


def dire_rien(
    sorts: Collection[SortCopie], *, enfant: str, frere: str = "", rythme: str = "r", inscrire: str = "i"
) -> str:
    """Why nothing is copied, and what to do.

    Args:
        sorts: of the days of the model; none: it has none to come.
        enfant: first name of who would get them.
        frere: that of whom they are copied from, "" from last year.
        rythme: key of the typed rhythm.
        inscrire: key of the registration.
    """
    if not sorts:
        rien = f"{frere} n’a aucun jour réservé à venir" if frere else "aucun jour n’était réservé l’an dernier"
        return f"Rien à copier : {rien}. {rythme} tape un rythme."
    if SortCopie.COPIE in sorts:
        return f"Rien à copier : ces jours sont déjà cochés pour {enfant}. Ctrl+S les enregistre."
    if SortCopie.SANS_INSCRIPTION in sorts:
        return f"Rien à copier : {enfant} n’est pas inscrit à ces activités ces jours-là. {inscrire} l’inscrit."
    if SortCopie.DEJA in sorts:
        return f"Rien à copier : ces jours sont déjà réservés pour {enfant}. Rien n’est à faire."
    return f"Rien à copier : ces jours sont fermés pour {enfant}. {rythme} tape un rythme sur d’autres."
