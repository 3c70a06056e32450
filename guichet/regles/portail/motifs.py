"""Why an account is suspended: a closed list, since the journal holds codes and never what people typed (rule 33)."""

from __future__ import annotations

from enum import StrEnum


class MotifSuspension(StrEnum):
    """Reasons a counter meets."""

    DEMANDE = "demande"
    SEPARATION = "separation"
    USURPATION = "usurpation"
    DEPART = "depart"
    DECES = "deces"
    ERREUR = "erreur"
    DOUBLE = "double"


LIBELLES_MOTIFS: dict[MotifSuspension, str] = {
    MotifSuspension.DEMANDE: "à la demande du parent",
    MotifSuspension.SEPARATION: "séparation ou changement de foyer",
    MotifSuspension.USURPATION: "accès par une autre personne",
    MotifSuspension.DEPART: "départ de la commune",
    MotifSuspension.DECES: "décès du titulaire",
    MotifSuspension.ERREUR: "compte ouvert par erreur",
    MotifSuspension.DOUBLE: "compte en double",
}
