"""Nobody types: the poste locks itself after a while, and a calm moment loads what would slow a key."""

from __future__ import annotations

import time
from collections.abc import Callable

CALME_S = 3.0
"""Nobody types: the moment to load what writes, without slowing a key."""


class Veille:
    """How long the keyboard has been still, and what follows."""

    def __init__(
        self,
        *,
        verrouiller: Callable[[], None],
        suivre: Callable[[], object],
        montre: Callable[[], float] = time.monotonic,
    ) -> None:
        """Watch from now on.

        Args:
            verrouiller: hide everything, called at each beat once nobody has typed for `inactivite_s`.
            suivre: load what writes, called once, at the first calm moment.
            montre: seconds, as they pass.
        """
        self.inactivite_s = 600.0
        self._verrouiller, self._suivre, self._montre = verrouiller, suivre, montre
        self._vu = montre()
        self._suivi = False

    def toucher(self) -> None:
        """A key was pressed."""
        self._vu = self._montre()

    def battre(self) -> None:
        """Every five seconds, once somebody is logged in."""
        calme = self._montre() - self._vu
        if calme > self.inactivite_s:
            self._verrouiller()
        if not self._suivi and calme > CALME_S:
            self._suivi = True
            self._suivre()
