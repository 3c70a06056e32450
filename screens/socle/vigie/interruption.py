"""Stopped from outside (session closed, machine shut down): the visit is suspended, the terminal given back."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from guichet.erreurs import ErreurMetier

if TYPE_CHECKING:
    from textual.driver import Driver

    from guichet.contexte import Contexte


class Interrompu(Protocol):
    """What is to be known of the application to end it."""

    @property
    def pret(self) -> bool:
        """Whether the base is open and somebody is logged in."""

    @property
    def contexte(self) -> Contexte:
        """Current surroundings; only once the base is open."""

    @property
    def _driver(self) -> Driver | None:
        """What paints the terminal."""

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
            if not _terminal_la():
                _peindre_nulle_part(self._app._driver)  # noqa: SLF001 - Textual names it no other way
            self._app.exit(128 + numero)


def _terminal_la() -> bool:
    """Whether the window is still there: a terminal hung up is one no more."""
    return sys.__stderr__ is not None and os.isatty(sys.__stderr__.fileno())


def _peindre_nulle_part(pilote: Driver | None) -> None:
    """The thread that paints has died of the window closed: what is painted at the end would wait for it for ever.

    The poste would stay held, by a counter nobody sees.
    """
    if getattr(pilote, "_writer_thread", None) is not None:
        from textual.drivers._writer_thread import WriterThread

        peintre = WriterThread(Path(os.devnull).open("w"))  # noqa: SIM115 - lives as long as the program
        peintre.start()
        pilote._writer_thread = peintre  # type: ignore[union-attr]  # noqa: SLF001


def _suspendre(ctx: Contexte) -> None:
    from guichet.services.comptoir import passages

    if (ici := passages.courant(ctx)) is not None:
        passages.suspendre(ctx, ici.passage_id)
