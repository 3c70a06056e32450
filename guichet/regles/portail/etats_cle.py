"""Life of a Clé Enfance (rule 15): issued, handed over, used once; or revoked, or expired."""

from __future__ import annotations

from enum import StrEnum

from guichet.erreurs.identifiants import TransitionImpossible
from guichet.regles.socle.domaine import EtatCle


class GesteCle(StrEnum):
    """What may happen to a key."""

    REMETTRE = "remettre"
    UTILISER = "utiliser"
    REVOQUER = "revoquer"
    EXPIRER = "expirer"


LIBELLES_CLE: dict[EtatCle, str] = {
    EtatCle.EMISE: "émise",
    EtatCle.REMISE: "remise",
    EtatCle.UTILISEE: "utilisée",
    EtatCle.REVOQUEE: "révoquée",
    EtatCle.EXPIREE: "expirée",
}

VIVANTES = frozenset({EtatCle.EMISE, EtatCle.REMISE})
"""States in which a key still opens something; one such key per responsable and household."""

_FINS = {
    GesteCle.UTILISER: EtatCle.UTILISEE,
    GesteCle.REVOQUER: EtatCle.REVOQUEE,
    GesteCle.EXPIRER: EtatCle.EXPIREE,
}
_APRES: dict[EtatCle, dict[GesteCle, EtatCle]] = {
    # A key posted by the town is used without ever being handed over at the counter (source 1.16).
    EtatCle.EMISE: {GesteCle.REMETTRE: EtatCle.REMISE, **_FINS},
    EtatCle.REMISE: _FINS,
}

_REFUS: dict[EtatCle, str] = {
    EtatCle.REMISE: (
        "Cette Clé Enfance a déjà été remise{fait} et ne peut plus être relue : émettez-en une nouvelle, "
        "l’ancienne sera annulée."
    ),
    EtatCle.UTILISEE: (
        "Cette Clé Enfance a déjà servi{fait} : les enfants sont reliés au compte. "
        "Pour un autre compte, émettez-en une nouvelle."
    ),
    EtatCle.REVOQUEE: "Cette Clé Enfance a déjà été révoquée{fait} : émettez-en une nouvelle.",
    EtatCle.EXPIREE: "Cette Clé Enfance a expiré : émettez-en une nouvelle.",
}


def apres_cle(etat: EtatCle, geste: GesteCle, *, fait: str = "") -> EtatCle:
    """State of the key after the gesture; `fait` says who brought it to its present state, and when.

    Raises:
        TransitionImpossible: the key is spent, or already handed over; the sentence says what to do instead.
    """
    suivant = _APRES.get(etat, {}).get(geste)
    if suivant is None:
        raise TransitionImpossible(_REFUS[etat].format(fait=fait))
    return suivant
