"""When a running application has nothing left to do, asked of its event loop.

Textual’s own pause watches the processor until it rests: twenty milliseconds at least, twice for each text typed, and
on a busy machine a guess.
"""

from __future__ import annotations

import asyncio
from typing import Any

from textual.app import App
from textual.screen import Screen


class Repos:
    """What the loop, the readings in threads and the next painting still have to do."""

    def __init__(self, app: App[Any]) -> None:
        self.app = app
        self.boucle: Any = asyncio.get_running_loop()
        self.fils: set[asyncio.Future[Any]] = set()
        """Work given to threads: readings, writings, papers."""
        lancer = self.boucle.run_in_executor

        def suivre(*travail: Any) -> asyncio.Future[Any]:
            futur: asyncio.Future[Any] = lancer(*travail)
            self.fils.add(futur)
            futur.add_done_callback(self.fils.discard)
            return futur

        self.boucle.run_in_executor = suivre

    async def attendre(self) -> None:
        """Until every message is handled, every thread back and all of it painted."""
        while True:
            await self._vider()
            if self.fils:
                await asyncio.wait(self.fils, return_when=asyncio.FIRST_COMPLETED)
            elif self.app.animator._animations:  # noqa: SLF001
                await self.app.animator.wait_for_idle()
            elif not self.app.screen_stack or not await self._peindre():
                return

    async def _vider(self) -> None:
        while self.boucle._ready:  # noqa: ASYNC110, SLF001 - looked at from outside
            await asyncio.sleep(0)

    async def _peindre(self) -> bool:
        """Do what the clock of the screen would at its next sixtieth of a second; say whether that led anywhere."""
        ecran = self.app.screen
        demandes = list(ecran._callbacks)  # noqa: SLF001
        if not demandes and not self._a_peindre(ecran):
            return False
        ecran._on_timer_update()  # noqa: SLF001
        peint = not self._a_peindre(ecran)
        await self._vider()
        # A screen whose act waits for an answer runs what it was asked once it has the answer.
        attend = bool(demandes) and ecran._callbacks[: len(demandes)] == demandes  # noqa: SLF001
        return peint and not attend

    def _a_peindre(self, ecran: Screen[Any]) -> bool:
        voulus = ("_layout_required", "_scroll_required", "_repaint_required", "_recompose_required", "_dirty_widgets")
        return not self.app._batch_count and any(getattr(ecran, v) for v in voulus)  # noqa: SLF001
