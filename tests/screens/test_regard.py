"""The eye of test_chaque_ecran sees each fault it is there for, and none where there is none."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from textual.app import App, ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.widget import Widget
from textual.widgets import Static

from screens.socle.pied import Pied
from screens.socle.themes import CLAIR
from screens.widgets.lignes import ColonneListe, ListeLignes
from screens.widgets.page import Page, ligne
from tests.screens.regard import reproches


def texte(quoi: str, **styles: object) -> Static:
    dit = Static(quoi, markup=False)
    for nom, valeur in styles.items():
        setattr(dit.styles, nom, valeur)
    return dit


def boite(dedans: Widget, *, titre: str = "", hauteur: int | None = None) -> Vertical:
    autour = Vertical(dedans)
    autour.styles.border = ("round", "black")
    autour.border_title = titre
    autour.styles.height = hauteur or "auto"
    return autour


def liste(nom: str, *, dessous: int = 0) -> ListeLignes:
    seule = ListeLignes((ColonneListe(8),), dessous=dessous)
    seule.montrer([(nom,)])
    return seule


def page(quoi: str) -> Page:
    seule = Page()
    seule.montrer([ligne(quoi)])
    return seule


def pied(*touches: str) -> Pied:
    bas = Pied()
    bas.dire([(t, "longue commande") for t in touches], [("F1", "aide")])
    return bas


LONG = "une phrase qui ne tient pas sur une ligne de trente colonnes"
MAUVAIS: dict[str, tuple[Callable[[], Widget], str]] = {
    "un deux-points en tête": (lambda: texte("Réservé\n: hier"), "begins with a sign"),
    "un point d’exclamation en tête": (lambda: texte("Perdu\n!"), "begins with a sign"),
    "une phrase coupée": (lambda: texte(LONG, height=1), "has room for 1 of its 3 lines"),
    "un bord de boîte trop étroit": (lambda: boite(texte("x"), titre=LONG), "has no room for its edge"),
    "un widget qui sort de sa boîte": (lambda: boite(texte("x", height=9), hauteur=5), "is cut"),
    "une colonne coupée": (lambda: liste("Léger-Martin de La Tour d’Auvergne Sophie"), "tells it nowhere"),
    "une ligne de page coupée": (lambda: page(LONG), "cuts a line"),
    "une touche du pied": (lambda: pied("Ctrl+Maj+Suppr"), "does not show Ctrl+Maj+Suppr"),
}
BONS: dict[str, Callable[[], Widget]] = {
    "une alerte": lambda: texte("! PAI Léa\n● émis"),
    "une phrase entière": lambda: texte(LONG),
    "un texte qui défile": lambda: VerticalScroll(texte(LONG * 9)),
    "une colonne dite dessous": lambda: liste("Léger-Martin de La Tour d’Auvergne Sophie", dessous=2),
    "une colonne qui a la place": lambda: liste("Léger-Martin Sophie"),
    "un pied": lambda: pied("F2"),
}


async def regarder(widget: Widget) -> list[str]:
    class Seul(App[None]):
        def compose(self) -> ComposeResult:
            yield widget

    app = Seul()
    app.register_theme(CLAIR)
    app.theme = CLAIR.name
    async with app.run_test(size=(30, 12)) as pilote:
        await pilote.pause()
        return reproches(app)


@pytest.mark.parametrize("cas", MAUVAIS)
async def test_ce_qui_se_lit_mal_est_vu(cas: str) -> None:
    faire, quoi = MAUVAIS[cas]
    vus = await regarder(faire())
    assert any(quoi in vu for vu in vus), vus


@pytest.mark.parametrize("cas", BONS)
async def test_ce_qui_se_lit_bien_passe(cas: str) -> None:
    assert await regarder(BONS[cas]()) == []
