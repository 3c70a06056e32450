"""What the lists say of a child or a service: the same words and signs on screen, in a file and on the wall."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from guichet.regles.reservations.etats import EtatReservation

if TYPE_CHECKING:
    from guichet.fiches.listes.releves import LignePresence, Repas

_E = EtatReservation
SIGNES: Mapping[EtatReservation, str] = {
    _E.RESERVEE: "□",
    _E.PRESENTE: "■",
    _E.ABSENCE_JUSTIFIEE: "A",
    _E.ABSENCE_INJUSTIFIEE: "×",
}
"""An open square is ticked by hand on the poster."""


def a_savoir(ligne: LignePresence) -> str:
    """« PAI, sans porc »: the signs, never the substance (rule 31)."""
    return ", ".join(mot for mot in ("PAI" if ligne.pai else "", ligne.regimes) if mot)


def regimes(repas: Repas) -> str:
    """« 3 sans porc, 1 sans gluten, dont 1 à plusieurs régimes »."""
    dits = ", ".join(f"{nombre} {regime}" for regime, nombre in repas.par_regime)
    return dits + dont_plusieurs([repas])


def service(repas: Repas) -> str:
    """« Restauration scolaire, repas »."""
    return repas.activite if repas.activite == repas.unite else f"{repas.activite}, {repas.unite}"


def dont_plusieurs(services: Sequence[Repas]) -> str:
    """« , dont 1 à plusieurs régimes » after the counts of diets, where such a child is in more than one."""
    cumules = sum(x.plusieurs for x in services)
    return f", dont {cumules} à plusieurs régimes" if cumules else ""


def dont_regime(services: Sequence[Repas]) -> str:
    """« , dont 1 avec régime » after a count of PAI: said, since these children are in the count of their diet too."""
    deux = sum(x.pai_et_regime for x in services)
    return f", dont {deux} avec régime" if deux else ""
