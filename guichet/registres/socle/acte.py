"""What a register receives of its surroundings: who acts, where, at which instant, under which settings."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from guichet.formats import PARIS

if TYPE_CHECKING:
    from guichet.communes import Commune
    from guichet.secrets import Secrets


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
    """

    agent: str
    poste: str
    le: datetime
    commune: Commune
    base_id: str
    secrets: Secrets = field(repr=False)
    terminal: str

    @property
    def jour(self) -> date:
        """Local day of the act."""
        return self.local(self.le).date()

    def local(self, instant: datetime) -> datetime:
        """Convert an instant to the town's local time."""
        return instant.astimezone(PARIS)
