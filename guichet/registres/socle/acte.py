"""What a register receives of its surroundings: who acts, where, at which instant, under which settings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Protocol

from guichet.formats import PARIS

if TYPE_CHECKING:
    from guichet.base.ecriture import Ecriture
    from guichet.base.lecture import Lecteur
    from guichet.communes import Commune
    from guichet.fiches.socle.repose import Fait, LigneRepose, Sort
    from guichet.secrets import Secrets


class Repondant(Protocol):
    """A subject that keeps something which rests on people and their place."""

    def dire(self, s: Lecteur, acte: Acte, faits: Sequence[Fait], /) -> tuple[LigneRepose, ...]:
        """What of it rests on these facts, not written yet, and what will become of it."""
        ...

    def suivre(self, s: Ecriture, acte: Acte, faits: Sequence[Fait], sort: Sort | None, /) -> tuple[LigneRepose, ...]:
        """Do what was said, in the transaction of the change and after it; a fate not proposed changes nothing.

        Returns what became of what, counted from what was done, where a preview could not know it.
        """
        ...


@dataclass(frozen=True, slots=True)
class Acte:
    """One act: every row it writes bears the same agent, workstation and instant.

    Attributes:
        agent: identifier of who acts.
        poste: name of the workstation.
        terminal: where a visit is held: the workstation when it has a name, else one terminal of one account.
        le: aware UTC instant, read once from the Contexte's clock.
        commune: the town's settings.
        base_id: which base, for the keys kept outside of it.
        secrets: where those keys are.
        repondants: which subjects to ask and tell when a fact changes (registres.socle.repose).
    """

    agent: str
    poste: str
    le: datetime
    commune: Commune
    base_id: str
    secrets: Secrets = field(repr=False)
    terminal: str
    repondants: Callable[[], tuple[Repondant, ...]] = field(repr=False)

    @property
    def jour(self) -> date:
        """Local day of the act."""
        return self.local(self.le).date()

    def local(self, instant: datetime) -> datetime:
        """Convert an instant to the town's local time."""
        return instant.astimezone(PARIS)
