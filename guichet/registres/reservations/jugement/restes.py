"""Places left as a batch goes: what it takes is counted, and those that wait already pass first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

from guichet.registres.reservations import detenues
from guichet.regles.familles.ages import age_connu
from guichet.regles.reservations.rang import devant

if TYPE_CHECKING:
    from guichet.base.lecture import Lecteur
    from guichet.formats.naissances import Naissance
    from guichet.registres.reservations.places import Jauge, Quota
    from guichet.regles.familles.ages import Age
    from guichet.regles.reservations.changements import Cle
    from guichet.regles.reservations.rang import EnFile


class Restes:
    """Places of the days of a batch, less what the batch itself takes."""

    def __init__(self, s: Lecteur, lues: Mapping[Cle, Jauge], *, appelee: bool = False) -> None:
        """Count from the places read.

        Args:
            s: reader, or the open transaction.
            lues: places of the days asked for.
            appelee: the place was offered to whoever asks: those who wait do not pass before.
        """
        self._s = s
        self._lues = lues
        self._appelee = appelee
        self._prises: Counter[Cle] = Counter()
        self._prises_quota: Counter[tuple[Cle, str]] = Counter()
        self._attente: Counter[Cle] = Counter()
        self._files: dict[Cle, list[tuple[EnFile, Naissance]]] = {}

    def tout_lire(self) -> None:
        """Read now what is else read when first needed: the cells of a planner are judged once no base is open."""
        for cle, p in self._lues.items():
            if p.quotas and p.attente:
                self._file(cle)

    def total(self, cle: Cle, age: Age | None) -> int | None:
        """Places left to a newcomer of this age, None when unlimited."""
        p = self._lues.get(cle)
        if p is None or p.restantes is None:
            return None
        libres = p.restantes - self._prises[cle]
        if libres > 0 and p.attente and not self._appelee:
            libres -= self._devant(cle, p, _quota(p, age))
        return max(0, libres)

    def quota(self, cle: Cle, age: Age | None) -> int | None:
        """Places left in the band of this age, None where the town keeps none."""
        p = self._lues.get(cle)
        bande = _quota(p, age) if p else None
        if p is None or bande is None:
            return None
        libres = bande.places - bande.prises - self._prises_quota[cle, bande.nom]
        if libres > 0 and p.attente and not self._appelee:
            libres -= self._devant(cle, p, bande)
        return max(0, libres)

    def rang(self, cle: Cle, priorite: int) -> int:
        """Rank a new request of this priority would take."""
        p = self._lues.get(cle)
        lues = devant((demande for demande, _ in self._file(cle)), priorite) if p and p.attente else 0
        return lues + self._attente[cle] + 1

    def prendre(self, cle: Cle, age: Age | None, nombre: int = 1) -> None:
        """Count a place taken, or given back with -1."""
        self._prises[cle] += nombre
        p = self._lues.get(cle)
        if p is not None and (bande := _quota(p, age)) is not None:
            self._prises_quota[cle, bande.nom] += nombre

    def attendre(self, cle: Cle) -> None:
        """Count a request put on the waiting list."""
        self._attente[cle] += 1

    def _devant(self, cle: Cle, p: Jauge, bande: Quota | None) -> int:
        """How many of those that wait could take this place: all of them, or those of the same band."""
        if bande is None:
            return p.attente
        _, _, jour = cle
        ages = (age_connu(naissance, jour) for _, naissance in self._file(cle))
        return sum(1 for age in ages if age is not None and bande.concerne(age))

    def _file(self, cle: Cle) -> list[tuple[EnFile, Naissance]]:
        if cle not in self._files:
            self._files[cle] = detenues.file(self._s, *cle)
        return self._files[cle]


def _quota(p: Jauge, age: Age | None) -> Quota | None:
    return None if age is None else next((q for q in p.quotas if q.concerne(age)), None)
