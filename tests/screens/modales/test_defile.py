"""Dialogs with more text than the screen has lines: read to the end with the arrows, the keys always in sight."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from textual.app import App

from screens.modales.choisir import Choix, ModaleChoisir, ModaleConfirmer
from screens.modales.defile import ModaleDefile
from screens.modales.message import ModaleMessage, ModaleTable
from screens.socle.themes import CLAIR
from screens.widgets.lignes import ListeLignes

LONG = " ".join(f"mot{i}" for i in range(400)) + " fin"
DIALOGUES: dict[str, Callable[[], ModaleDefile[None] | ModaleDefile[bool]]] = {
    "message": lambda: ModaleMessage("Titre", LONG),
    "question": lambda: ModaleConfirmer("Titre", LONG),
    "table": lambda: ModaleTable("Titre", [("a", "", LONG)]),
}


class Seule(App[None]):
    def __init__(self) -> None:
        super().__init__()
        self.register_theme(CLAIR)
        self.theme = CLAIR.name

    def peint(self) -> str:
        lignes = self.screen._compositor.render_strips(self.size)
        return "\n".join("".join(s.text for s in li).rstrip() for li in lignes)


@pytest.mark.parametrize("cas", DIALOGUES)
async def test_un_texte_plus_long_que_l_ecran_se_lit_jusqu_au_bout(cas: str) -> None:
    """Lost otherwise: the end of a refusal, or the question itself."""
    app, modale = Seule(), DIALOGUES[cas]()
    async with app.run_test(size=(80, 24)) as pilote:
        app.push_screen(modale)
        await pilote.pause()
        debut = app.peint()
        assert "mot0" in debut
        assert "fin" not in debut
        for _ in range(3):
            modale.action_page_bas()
            modale.action_descendre()
        await pilote.pause()
        assert "fin" in app.peint()
        assert debut.splitlines()[-1] == app.peint().splitlines()[-1], "the keys stay"
        for _ in range(3):
            modale.action_page_haut()
            modale.action_monter()
        await pilote.pause()
        assert app.peint() == debut


COURT = [Choix(1, "Identifiant", "Une page."), Choix(2, "Mot de passe", "Une autre.")]
DETAILS = [Choix(1, "Identifiant", "mot " * 30 + "un"), Choix(2, "Mot de passe", "mot " * 30 + "deux")]


async def test_un_choix_trop_large_dit_son_detail_sous_la_liste() -> None:
    """Lost otherwise: « Vérifiez l’identité, puis donnez l’identif… », and the agent guesses."""
    app = Seule()
    async with app.run_test(size=(80, 24)) as pilote:
        app.push_screen(ModaleChoisir("Titre", DETAILS))
        await pilote.pause()
        assert " un" in app.peint()
        assert " deux" not in app.peint()
        app.screen.query_one(ListeLignes).bouger(1)
        await pilote.pause()
        assert " deux" in app.peint()


async def test_un_choix_qui_tient_garde_son_detail_a_cote() -> None:
    app = Seule()
    async with app.run_test(size=(80, 24)) as pilote:
        app.push_screen(ModaleChoisir("Titre", COURT))
        await pilote.pause()
        assert "1   Identifiant   Une page." in app.peint()
        assert "2   Mot de passe  Une autre." in app.peint()
