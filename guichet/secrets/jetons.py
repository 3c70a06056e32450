"""Tokens of command-line sessions: one account's, never in the file of keys that is copied to another."""

from __future__ import annotations

import json
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path

from guichet.base.file import tour
from guichet.base.place import modes
from guichet.base.poste.terminal import disparu
from guichet.secrets.depots import Secrets, SecretsMemoire

POUR_SCRIPT = ""
"""The session that belongs to no terminal."""


@dataclass(frozen=True, slots=True)
class Jetons:
    """The tokens this account holds for one base, each under the terminal it was opened in.

    Attributes:
        compte: account and machine.
        terminal: key of this terminal.
        base_id: which base.
        depot: where they are kept.
        verrou: file whose lock two log-ins at once take in turn; None in memory.
    """

    compte: str
    terminal: str
    base_id: str = ""
    depot: Secrets = field(default_factory=SecretsMemoire, repr=False)
    verrou: Path | None = None

    def lire(self) -> tuple[tuple[str, str], ...]:
        """What may serve here, as (terminal, token): this terminal's own, then a script's."""
        table = self._table()
        return tuple((t, table[t]) for t in (self.terminal, POUR_SCRIPT) if t in table)

    def garder(self, jeton: str, *, terminal: str) -> None:
        """Keep a token in place of the former one, and forget those of terminals that were closed."""
        with self._tour():
            vivants = {t: j for t, j in self._table().items() if not disparu(t)}
            self._poser({**vivants, terminal: jeton})

    def oublier(self, jeton: str) -> None:
        """Forget a token."""
        with self._tour():
            self._poser({t: j for t, j in self._table().items() if j != jeton})

    def _tour(self) -> AbstractContextManager[int | None]:
        if self.verrou is None:
            return nullcontext()
        modes.dossier(self.verrou.parent, modes.neuf())
        return tour(self.verrou)

    def _table(self) -> dict[str, str]:
        """Terminal and token; nothing when what is kept is not ours to read."""
        try:
            lue = json.loads(self.depot.lire(self._nom) or "{}")
        except ValueError:
            return {}
        return {str(t): str(j) for t, j in lue.items()} if isinstance(lue, dict) else {}

    def _poser(self, table: dict[str, str]) -> None:
        if table:
            self.depot.ecrire(self._nom, json.dumps(table, ensure_ascii=False, sort_keys=True))
        else:
            self.depot.effacer(self._nom)

    @property
    def _nom(self) -> str:
        return f"{self.base_id}:sessions"
