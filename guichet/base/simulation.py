"""A base on which nothing is kept: `--simulation` plays the real service, refusals and all, then undoes it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from guichet.base.moteur import Base

if TYPE_CHECKING:
    from guichet.base.ecriture import Ecriture


class _Annulation(Exception):
    """Ends the transaction without a commit."""


class BaseSimulee(Base):
    """Every write transaction is rolled back at its end, once the base's own constraints have spoken."""

    @classmethod
    def de(cls, base: Base) -> BaseSimulee:
        """The same base, on which nothing is kept."""
        return cls(base.adresse, base.cle)

    @contextmanager
    def ecriture(self, *, attente: float | None = None) -> Iterator[Ecriture]:
        """Open a write transaction that will be undone."""
        with suppress(_Annulation), super().ecriture(attente=attente) as s:
            yield s
            self.sceller(s)
            raise _Annulation
