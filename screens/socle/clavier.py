"""Keys typed faster than the screen are kept, in order, for the screen they were meant for.

Without it a key pressed while a dossier opens lands in the search box. Each key waits until the former one has been
wholly handled and until no change of screen nor write is under way; the first key of an idle screen waits for nothing.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Iterator
from typing import TYPE_CHECKING, Any, cast

from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual._xterm_parser import XTermParser
from textual.events import Callback, Event, Key
from textual.keys import _character_to_key
from textual.message_pump import MessagePump

if TYPE_CHECKING:
    from textual.app import App

# A terminal sends Échap then « b » as it sends Alt+B, when nothing comes between: no key of ours uses Alt (ecrans.md),
# so it is always the former. Textual makes an arrow of Alt+B, « ª » of Alt+9: those two signs are left to us.
_TABLE = cast("dict[str, Any]", ANSI_SEQUENCES_KEYS)
for _sequence in [s for s in _TABLE if len(s) == 2 and s[1].isprintable()]:
    del _TABLE[_sequence]

ALT = "alt+"

_lire_touches = XTermParser._sequence_to_key_events  # noqa: SLF001 - what reads a terminal has no other door


def _dire_alt(self: XTermParser, sequence: str, alt: bool = False) -> Iterator[Key]:
    """Textual says Alt of letters and digits alone: Échap then « ! » came as « ! », and Échap was lost."""
    for touche in _lire_touches(self, sequence, alt):
        yield Key(ALT + touche.key, touche.character) if alt and not touche.key.startswith(ALT) else touche


XTermParser._sequence_to_key_events = _dire_alt  # type: ignore[method-assign] # noqa: SLF001
LIMITE_S = 8.0
"""After this long a key goes through all the same: a keyboard must never seem dead."""


class FileClavier:
    """Serial queue of keys and pastes between the terminal and the screens."""

    def __init__(self, app: App[int], distribuer: Callable[[Event], Awaitable[None]]) -> None:
        self._app = app
        self._distribuer = distribuer
        self._attente: deque[Event] = deque()
        self._libre = asyncio.Event()
        self._libre.set()
        self._retenues = 0
        self._tache: asyncio.Task[None] | None = None

    def recevoir(self, evenement: Event) -> None:
        """Take one key or paste from the terminal; Échap and what followed it at once are two keys."""
        self._attente.extend(separer(evenement))
        if self._tache is None or self._tache.done():
            self._tache = asyncio.create_task(self._vider(), name="clavier")

    def prendre(self) -> None:
        """Keep the keys that come: something is under way that changes what they will mean."""
        self._retenues += 1
        self._libre.clear()

    def rendre(self) -> None:
        """Let them go, once per `prendre`."""
        self._retenues -= 1
        if not self._retenues:
            self._libre.set()

    def oublier(self, touche: str) -> None:
        """Drop the presses of that key that come next: they meant what has just been done."""
        while self._attente and isinstance(self._attente[0], Key) and self._attente[0].key == touche:
            self._attente.popleft()

    @property
    def occupe(self) -> bool:
        """Whether keys are being kept."""
        return bool(self._retenues)

    async def _vider(self) -> None:
        while self._attente:
            await self._attendre(self._libre.wait())
            if not self._app.screen_stack:
                # The program closes: nobody is left to read them.
                self._attente.clear()
                return
            cible = self._app.focused or self._app.screen
            await self._distribuer(self._attente.popleft())
            await self._attendre(self._traite(cible))
            await self._attendre(self._libre.wait())
            if self._attente:
                # The new screen, if there is one, sets its focus when it resumes.
                await self._attendre(self._traite(self._app.screen))

    async def _attendre(self, quoi: Awaitable[object]) -> None:
        try:
            async with asyncio.timeout(LIMITE_S):
                await quoi
        except TimeoutError:
            self._app.log.warning("clavier: touche relâchée après attente")

    async def _traite(self, depart: MessagePump) -> None:
        """Wait until everything queued so far has passed from `depart` up to the app, as a bubbling key does."""
        etape: MessagePump | None = depart
        while etape is not None:
            passe = asyncio.Event()

            async def signaler(passe: asyncio.Event = passe) -> None:
                passe.set()

            if etape.is_running and etape.post_message(Callback(callback=signaler)):
                await passe.wait()
            etape = etape._parent if etape is not self._app else None  # noqa: SLF001 - the path keys bubble along


def separer(evenement: Event) -> list[Event]:
    """Échap, then the sign typed at once after it, where the terminal made Alt of them; else the event itself."""
    if not isinstance(evenement, Key) or not evenement.key.startswith(ALT) or not evenement.character:
        return [evenement]
    signe = evenement.character
    touche = signe if signe.isalnum() else _character_to_key(signe)
    deux: list[Event] = [Key("escape", "\x1b"), Key(touche, signe)]
    if (expediteur := evenement._sender) is not None:  # noqa: SLF001 - as if it had sent two
        for touche_ in deux:
            touche_.set_sender(expediteur)
    return deux
