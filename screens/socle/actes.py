"""What a key asked for, run to its end: keys typed ahead wait for it, refusals are explained, questions are asked."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import TYPE_CHECKING, Any, TypeVar

from textual.app import App

from guichet.erreurs import ErreurMetier
from guichet.erreurs.acces import DroitsChanges
from screens.socle.clavier import FileClavier

if TYPE_CHECKING:
    from screens.socle.ecran import DialogueBase

T = TypeVar("T")


class Actes:
    """Runs acts and shows the dialogs they ask with."""

    def __init__(self, app: App[int], clavier: FileClavier) -> None:
        self._app = app
        self._clavier = clavier

    def faire(self, suite: Coroutine[Any, Any, None]) -> None:
        """Run what a key asked for; the next keys wait for its end or for the question it asks."""
        self._clavier.prendre()
        self._app.run_worker(self._faire(suite), group="actes", exclusive=False)

    async def _faire(self, suite: Coroutine[Any, Any, None]) -> None:
        from screens.modales.message import ModaleMessage

        try:
            await suite
        except ErreurMetier as refus:
            if isinstance(refus, DroitsChanges) and self._verrouille():
                # The lock says it already.
                return
            await self.demander(ModaleMessage("Refusé", refus.message, niveau="refus"))
        except Exception as erreur:  # noqa: BLE001 - the one border: logged, shown once with its reference
            from guichet.incidents import consigner

            await self.demander(ModaleMessage("Incident", consigner(erreur).phrase, niveau="refus"))
        finally:
            self._clavier.rendre()

    def _verrouille(self) -> bool:
        from screens.modales.verrou import ModaleVerrou

        return isinstance(self._app.screen, ModaleVerrou)

    async def demander(self, modale: DialogueBase[T]) -> T | None:
        """Show a dialog from inside `faire` and wait for its answer; keys flow to it meanwhile."""
        reponse: asyncio.Future[T | None] = asyncio.get_running_loop().create_future()
        modale.demandee = True
        await self._app.push_screen(modale, reponse.set_result)
        self._clavier.rendre()
        return await reponse
