"""Drives the real application, key by key: for the tests of the screens, and the pictures of README."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from textual import events
from textual.keys import _character_to_key
from textual.pilot import Pilot

from guichet.app import GuichetApp
from guichet.impression import ImprimanteMemoire
from outils.repos import Repos

TOUCHES = {
    "Entrée": "enter",
    "Échap": "escape",
    "Suppr": "delete",
    "Haut": "up",
    "Bas": "down",
    "Gauche": "left",
    "Droite": "right",
    "Effacer": "backspace",
    "Tab": "tab",
}


class Poste:
    """A running counter: what its keyboard does, what its screen says."""

    patience_s = 60.0
    """Only ends a wait that hangs."""

    def __init__(self, app: GuichetApp, pilote: Pilot[int], imprimante: ImprimanteMemoire) -> None:
        self.app = app
        self.pilote = pilote
        self.imprimante = imprimante
        self.repos = Repos(app)
        self.frappes = 0
        """Keys pressed so far."""

    async def taper(self, texte: str) -> None:
        """Press keys one by one, each handled before the next: « durand<F6>claire<Entrée> »."""
        for touche in lire_touches(texte):
            self._poster(touche)
            await self._vide()
        await self.calme()

    async def taper_vite(self, texte: str) -> None:
        """Press all keys at once, as a terminal delivers those typed ahead of the screen."""
        for touche in lire_touches(texte):
            self._poster(touche)
        await self.calme()

    async def coller(self, texte: str) -> None:
        """Paste, as a terminal does."""
        self.frappes += 1
        self.app.post_message(events.Paste(texte))
        await self.calme()

    def _poster(self, touche: str) -> None:
        self.frappes += 1
        caractere = touche if len(touche) == 1 else None
        nom = _character_to_key(touche) if caractere else touche
        evenement = events.Key(nom, caractere)
        evenement.set_sender(self.app)
        self.app.post_message(evenement)

    async def calme(self) -> None:
        """Wait until every key has been handled and the screen shows what it did."""
        await self._vide()
        async with asyncio.timeout(self.patience_s):
            await self.repos.attendre()

    async def _vide(self) -> None:
        """Wait until the queue of keys is empty and no act is under way."""
        async with asyncio.timeout(self.patience_s):
            passe = asyncio.Event()
            self.app.call_later(passe.set)
            await passe.wait()
            while (tache := self.app.clavier._tache) is not None and not tache.done():  # noqa: SLF001
                await asyncio.wait([tache])
            await self._ou_panne(self.app.clavier._libre.wait())  # noqa: SLF001

    async def _ou_panne(self, quoi: Coroutine[Any, Any, object]) -> None:
        """Wait for it, or fail at once with what stopped the application: no key will be let go any more."""
        panne = asyncio.create_task(self.app._exception_event.wait())  # noqa: SLF001
        suite = asyncio.create_task(quoi)
        try:
            await asyncio.wait({panne, suite}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            panne.cancel()
            suite.cancel()
        if (erreur := self.app._exception) is not None:  # noqa: SLF001
            raise erreur

    async def attendre(self, condition: Callable[[], bool]) -> None:
        """Wait for what a background reading brings."""
        async with asyncio.timeout(self.patience_s):
            while not condition():  # noqa: ASYNC110 - looked at from outside
                await asyncio.sleep(0.01)

    async def retailler(self, largeur: int, hauteur: int) -> None:
        """Resize the terminal."""
        await self.pilote.resize_terminal(largeur, hauteur)
        await self.calme()

    @property
    def ecran(self) -> str:
        """The whole screen as plain text, as a photograph would show it."""
        largeur = self.app.size.width
        lignes = self.app.screen._compositor.render_strips(self.app.size)  # noqa: SLF001
        return "\n".join("".join(s.text for s in ligne)[:largeur].rstrip() for ligne in lignes).replace("\u00a0", " ")

    @property
    def nom(self) -> str:
        """Class of the screen shown."""
        return type(self.app.screen).__name__

    def notes(self) -> list[str]:
        """Sentences under the fields of a form, from top to bottom."""
        return [str(note.render()).replace("\u00a0", " ") for note in self.app.screen.query(".note")]

    def voit(self, *textes: str) -> bool:
        """Whether the screen shows all these texts, wherever its lines are cut."""
        plat = " ".join(self.ecran.split())
        return all(" ".join(t.replace("\u00a0", " ").split()) in plat for t in textes)


def lire_touches(texte: str) -> list[str]:
    """« a<F6><Ctrl+S> » as Textual's names of keys; « << » is the sign itself."""
    touches: list[str] = []
    reste = texte
    while reste:
        if reste.startswith("<<"):
            touches.append("<")
            reste = reste[2:]
        elif reste.startswith("<") and ">" in reste:
            nom, _, reste = reste[1:].partition(">")
            touches.append(TOUCHES.get(nom, nom.lower()))
        else:
            touches.append(reste[0])
            reste = reste[1:]
    return touches
