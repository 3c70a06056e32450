"""A screen leaves while a reading of its own is under way: lost, and an « Incident » answers Échap, or a test turns red.

Textual takes the widgets of a screen away one by one, and stops what it runs only once they are gone.
"""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from textual.screen import Screen
from textual.widgets import Input

from screens.modales.rythme import ModaleRythme
from tests.screens.outils import application
from tests.screens.reservations.test_reservations import inscrire


class AuPireMoment:
    """A reading whose answer, a real one, comes back when the widget it was for has just left."""

    def __init__(self, ecran: Screen[Any], widget: str, monkeypatch: pytest.MonkeyPatch) -> None:
        self._lire = ecran.lire  # type: ignore[attr-defined]
        boucle = ecran.query_one(widget)._task
        assert boucle is not None
        self.depart = boucle
        self.partie = asyncio.Event()
        self.rendue = False
        monkeypatch.setattr(ecran, "lire", self)

    async def __call__(self, *demande: Any, **options: Any) -> Any:
        reponse = await self._lire(*demande, **options)
        self.partie.set()
        await asyncio.wait([self.depart])
        self.rendue = True
        return reponse


async def test_on_quitte_pendant_une_recherche(fichier_base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with application(fichier_base) as poste:
        boite = poste.app.screen.query_one("#boite", Input)
        lecture = AuPireMoment(poste.app.screen, "#boite", monkeypatch)
        boite.insert_text_at_cursor("leger")
        await lecture.partie.wait()
    assert not lecture.rendue


async def test_on_renonce_pendant_l_essai_d_un_rythme(fichier_base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code = inscrire(fichier_base, "restauration").famille.code
    async with application(fichier_base) as poste:
        await poste.taper(f"{code}<Entrée>rr")
        modale = poste.app.screen
        assert isinstance(modale, ModaleRythme)
        lecture = AuPireMoment(modale, "#bilan", monkeypatch)
        await poste.taper("can lu")
        await lecture.partie.wait()
        modale.action_retour()
        await asyncio.wait([lecture.depart])
    assert not lecture.rendue
