"""Stopped from outside (session closed, machine shut down): the visit is suspended, the terminal given back."""

from __future__ import annotations

import asyncio
import signal
from contextlib import suppress
from typing import TYPE_CHECKING, Protocol

from guichet.erreurs import ErreurMetier

if TYPE_CHECKING:
    from guichet.contexte import Contexte


class Interrompu(Protocol):
    """What is to be known of the application to end it."""

    @property
    def pret(self) -> bool:
        """Whether the base is open and somebody is logged in."""

    @property
    def contexte(self) -> Contexte:
        """Current surroundings; only once the base is open."""

    def exit(self, _code: int | None = None, /) -> None:
        """End with a code."""


SIGNAUX = tuple(getattr(signal, nom) for nom in ("SIGHUP", "SIGTERM") if hasattr(signal, nom))


class Interruption:
    """Hears the signals for as long as the app runs."""

    def __init__(self, app: Interrompu) -> None:
        self._app = app
        self._suite: asyncio.Task[None] | None = None

    def ecouter(self) -> None:
        """Take the signals over; a platform without them keeps its own way."""
        with suppress(NotImplementedError):
            for numero in SIGNAUX:
                asyncio.get_running_loop().add_signal_handler(numero, self._entendre, numero)

    def _entendre(self, numero: int) -> None:
        if self._suite is None:
            self._suite = asyncio.create_task(self._partir(numero), name="interruption")

    async def _partir(self, numero: int) -> None:
        try:
            if self._app.pret:
                # Nobody is left to read a refusal: the visit then stays open, and is told at the next opening.
                with suppress(ErreurMetier):
                    await asyncio.to_thread(_suspendre, self._app.contexte)
        finally:
            self._app.exit(128 + numero)


def _suspendre(ctx: Contexte) -> None:
    from guichet.services.comptoir import passages

    if (ici := passages.courant(ctx)) is not None:
        passages.suspendre(ctx, ici.passage_id)
