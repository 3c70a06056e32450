"""Lists and pages drawn line by line, alone: what a column cuts is told whole, what has no room goes on below."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from textual.app import App, ComposeResult
from textual.events import Click

from screens.socle.themes import CLAIR
from screens.widgets.lignes import ColonneListe, ListeLignes, partager
from screens.widgets.page import LignePage, suite

COLONNES = (ColonneListe(6), ColonneListe(8))
RANGEES = [
    ("20421", "Léger"),
    ("20422", "Léger-Martin de La Rochefoucauld"),
    ("20423", "Le Goff"),
    ("20424", "Roy"),
]


class Seule(App[None]):
    def __init__(self, liste: ListeLignes) -> None:
        super().__init__()
        self.register_theme(CLAIR)
        self.theme = CLAIR.name
        self.liste = liste

    def compose(self) -> ComposeResult:
        yield self.liste

    def peintes(self) -> list[str]:
        return ["".join(s.text for s in li).rstrip() for li in self.screen._compositor.render_strips(self.size)]


@asynccontextmanager
async def montree(liste: ListeLignes, hauteur: int = 5) -> AsyncIterator[Seule]:
    app = Seule(liste)
    async with app.run_test(size=(40, hauteur)) as pilote:
        liste.montrer(RANGEES, COLONNES)
        await pilote.pause()
        yield app


async def test_ce_qu_une_colonne_coupe_se_lit_sous_la_liste() -> None:
    """Lost otherwise: a name nobody can read at 80 columns."""
    async with montree(ListeLignes(dessous=1)) as app:
        assert app.peintes() == [
            " ▸ 20421  Léger",
            "   20422  Léger-Martin de La Rochefou…",
            "   20423  Le Goff                     ▾",
            "",
            "",
        ]
        app.liste.bouger(1)
        assert app.peintes()[-1] == "   Léger-Martin de La Rochefoucauld"
        app.liste.bouger(2)
        haut = "   20422  Léger-Martin de La Rochefou…▴"
        assert app.peintes() == [haut, "   20423  Le Goff", " ▸ 20424  Roy", "", ""]


async def test_un_clic_sous_les_rangs_ne_choisit_rien() -> None:
    async with montree(ListeLignes(dessous=1)) as app:
        for y in (4, 1):
            app.liste.on_click(Click(app.liste, 3, y, 0, 0, 1, shift=False, meta=False, ctrl=False))
            assert app.liste._cliquee == (-1 if y == 4 else 1)


async def test_sans_lignes_gardees_la_liste_prend_tout() -> None:
    async with montree(ListeLignes(), hauteur=4) as app:
        assert len([li for li in app.peintes() if li]) == 4
        app.liste.bouger(1)
        assert app.liste.coupes() == "Léger-Martin de La Rochefoucauld"


async def test_d_autres_mots_par_rang() -> None:
    async with montree(ListeLignes(dessous=2, mots=lambda rang: f"détail {rang} " + "mot " * 12)) as app:
        assert app.peintes()[-2:] == ["   détail 0 mot mot mot mot mot mot", "   mot mot mot mot mot mot"]


async def test_une_liste_vide_dit_pourquoi_sur_toute_la_largeur() -> None:
    """Lost otherwise: « Rien n’a encore été fait pour cett… »."""
    async with montree(ListeLignes(dessous=1)) as app:
        app.liste.vide("Rien n’a encore été fait ici.")
        assert app.peintes()[0] == "   Rien n’a encore été fait ici."
        assert app.liste.coupes() == ""
        app.liste.montrer(RANGEES, COLONNES)
        assert app.peintes()[0] == " ▸ 20421  Léger"


def dites(lignes: list[LignePage]) -> list[str]:
    return ["".join(texte for texte, _ in li.morceaux) for li in lignes]


@pytest.mark.parametrize(
    ("morceaux", "largeur", "attendu"),
    [
        (["● émis", " hier"], 60, ["Compte    ● émis hier"]),
        (["● émis", ", à activer avant lundi"], 36, ["Compte    ● émis", "          à activer avant lundi"]),
        (["un deux trois quatre cinq"], 34, ["Compte    un deux trois quatre", "          cinq"]),
        (["● émis", " un deux trois six"], 34, ["Compte    ● émis", "          un deux trois six"]),
        (["un deux trois quatre cinq", " et six"], 34, ["Compte    un deux trois quatre", "          cinq et six"]),
        ([], 60, ["Compte    "]),
    ],
)
def test_ce_qui_n_a_pas_de_place_va_dessous(morceaux: list[str], largeur: int, attendu: list[str]) -> None:
    assert dites(suite(("Compte    ", "titre"), morceaux, largeur)) == attendu


@pytest.mark.parametrize(
    ("prevues", "besoins", "larges"),
    [
        ((10, 60), (8, 20), [10, 60]),
        ((10, 60), (22, 20), [22, 48]),
        # What there is goes to who needs least; nobody is cut for another.
        ((10, 10, 30), (12, 60, 24), [12, 14, 24]),
        ((10, 10), (30, 10), [10, 10]),
        ((5, 5, 40), (9, 9, 10), [9, 9, 32]),
    ],
)
def test_rien_n_est_coupe_quand_il_reste_de_la_place(
    prevues: tuple[int, ...], besoins: tuple[int, ...], larges: list[int]
) -> None:
    """Lost otherwise: « MAXIMILIENNE DE LA ROCHEF… », and sixty blank columns beside it."""
    assert partager(prevues, besoins) == larges


async def test_une_colonne_prend_ce_qui_reste_de_la_ligne() -> None:
    liste = ListeLignes()
    async with montree(liste) as app:
        liste.montrer([("20422", "Léger-Martin Sophie")], COLONNES)
        assert app.peintes()[0] == " ▸ 20422   Léger-Martin Sophie"
