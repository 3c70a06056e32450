"""The workstation is held by a connection to the server: should it drop, the counter notices and says so."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from textual.app import App

from guichet.erreurs.acces import PosteTenu
from guichet.erreurs.base import BaseInjoignable


class GardePoste:
    """Asks at each beat whether this workstation is still held from here."""

    def __init__(
        self,
        app: App[int],
        *,
        veiller: Callable[[], Awaitable[str]],
        verrouiller: Callable[[str], None],
        annoncer: Callable[[str], None],
    ) -> None:
        """Watch.

        Args:
            app: the counter.
            veiller: holds it again if need be; what happened, "" when nothing did.
            verrouiller: hides everything, and says why.
            annoncer: says a sentence.
        """
        self._app, self._veiller, self._verrouiller, self._annoncer = app, veiller, verrouiller, annoncer
        self._coupe = False

    def battre(self) -> None:
        """Every five seconds, once somebody is logged in."""
        self._app.run_worker(self._regarder(), group="poste", exclusive=True)

    async def _regarder(self) -> None:
        try:
            phrase = await self._veiller()
        except PosteTenu as refus:
            # Two on one workstation would act on one visit.
            self._verrouiller(refus.message)
        except BaseInjoignable as refus:
            if not self._coupe:
                self._coupe = True
                self._annoncer(refus.message)
        else:
            self._coupe = False
            if phrase:
                self._annoncer(phrase)
