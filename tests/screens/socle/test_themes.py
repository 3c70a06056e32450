"""Read by tired eyes in a bright room, or without colours: every text stands out, every state has its sign."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.segment import Segment
from textual.color import Color
from textual.geometry import Region
from textual.theme import Theme

from screens.socle.themes import CLAIR, THEMES
from tests.screens.familles_essai import installer
from tests.screens.outils import Poste, application
from tests.screens.reservations.test_reservations import inscrire

LISIBLE = 4.5
"""WCAG 2.2, criterion 1.4.3, for texts of ordinary size."""

DESSIN = re.compile(r"[\s─-╿▀-▟▔▁]*")
"""Rules, borders and scroll bars: nothing is read in them."""


def luminance(couleur: Color) -> float:
    """Relative luminance as WCAG defines it."""
    lineaire = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in couleur.normalized]
    return sum(poids * c for poids, c in zip((0.2126, 0.7152, 0.0722), lineaire, strict=True))


def contraste(texte: Color, fond: Color) -> float:
    """From 1, the same colour, to 21, black on white."""
    clair, sombre = sorted((luminance(texte), luminance(fond)), reverse=True)
    return (clair + 0.05) / (sombre + 0.05)


def couleurs(theme: Theme) -> dict[str, Color]:
    """Colours of a theme by the names the styles use."""
    noms = ("foreground", "background", "panel", "primary", "success", "warning", "error")
    propres = {nom: Color.parse(getattr(theme, nom)) for nom in noms}
    return propres | {nom: Color.parse(valeur) for nom, valeur in theme.variables.items()}


TEXTES = ("foreground", "discret", "primary", "success", "warning", "error", "information")
PAIRES = [
    *itertools.product(TEXTES, ("background", "panel")),
    ("selection-texte", "selection"),
    ("background", "warning"),
    ("input-cursor-foreground", "input-cursor-background"),
    ("foreground", "input-selection-background"),
]
"""Text and what it is written on; `background` on `warning` is FORMATION."""


@pytest.mark.parametrize("theme", THEMES, ids=lambda t: t.name)
@pytest.mark.parametrize(("texte", "fond"), PAIRES, ids=lambda n: n)
def test_chaque_paire_se_lit(theme: Theme, texte: str, fond: str) -> None:
    c = couleurs(theme)
    assert contraste(c[texte], c[fond]) >= LISIBLE


@pytest.mark.parametrize(
    ("texte", "fond", "attendu"), [("#000", "#fff", 21.0), ("#777", "#fff", 4.48), ("#767676", "#fff", 4.54)]
)
def test_la_formule_est_celle_de_wcag(texte: str, fond: str, attendu: float) -> None:
    assert contraste(Color.parse(texte), Color.parse(fond)) == pytest.approx(attendu, abs=0.005)


def segments(p: Poste) -> Iterator[Segment]:
    """What is painted and can be read; under a dialog, only the dialog."""
    boites = [w.region for w in p.app.screen.query(".boite")]
    cadre = boites[0] if p.app.screen.is_modal and boites else Region(0, 0, *p.app.size)
    for y, bande in enumerate(p.app.screen._compositor.render_strips(p.app.size)):
        if cadre.y <= y < cadre.bottom:
            yield from (s for s in bande.crop(cadre.x, cadre.right) if not DESSIN.fullmatch(s.text))


def couleurs_de(segment: Segment) -> tuple[Color, Color]:
    """Text and background, as they reach the terminal."""
    style = segment.style
    assert style is not None, segment
    assert style.color is not None, segment
    assert style.bgcolor is not None, segment
    return Color.from_rich_color(style.color), Color.from_rich_color(style.bgcolor)


TROP = "e" * 101
"""Too long for a name: refused under its field."""

VISITE = (
    ("leger", "EcranRecherche"),
    ("<F4>", "ModaleTable"),
    ("<Échap><F1>", "ModaleAide"),
    ("<Échap><Ctrl+P>", "ModalePalette"),
    ("<Échap><Ctrl+E>", "EcranTaches"),
    ("<Échap><Échap>leger<Entrée>", "EcranDossier"),
    ("!", "ModaleAlertes"),
    ("<Échap>h", "EcranHistorique"),
    ("<Échap><F2>", "EcranMembre"),
    (TROP + "<Ctrl+S>", "EcranMembre"),
    ("<Échap>", "ModaleConfirmer"),
    ("o<Ctrl+R>", "EcranReservations"),
    ("rcan lu ma je ve", "ModaleRythme"),
    ("<Entrée>", "EcranReservations"),
    ("<Ctrl+S>", "ModaleApercu"),
    ("<Entrée>l", "EcranInscriptions"),
    ("<Échap><Ctrl+D>", "EcranListes"),
    ("<F8>", "EcranListes"),
    ("r", "EcranListes"),
    ("a", "EcranListes"),
    ("<Ctrl+K>", "EcranCalendrier"),
    ("<F6>", "EcranPeriode"),
    ("<Échap><Ctrl+O>", "EcranDossier"),
    ("<Bas><Bas>c", "EcranFoyer"),
    ("<Échap><Ctrl+G>", "EcranIdentifiants"),
    ("k", "ModaleChoisir"),
    ("<Entrée>", "ModaleSecrets"),
    ("<Entrée><Ctrl+L>", "ModaleVerrou"),
)
"""Keys, and where they lead: each screen and each dialog is looked at."""


@pytest.mark.lent
@pytest.mark.parametrize("theme", THEMES, ids=lambda t: t.name)
async def test_tout_ce_qui_est_peint_se_lit(theme: Theme, fichier_base: Path) -> None:
    """Lost otherwise: a pair of colours that a style made up, which no table knows."""
    inscrire(fichier_base, "restauration")
    faibles: set[str] = set()
    async with application(fichier_base) as p:
        p.app.theme = theme.name
        for touches, ecran in VISITE:
            await p.taper(touches)
            assert p.nom == ecran, touches
            for s in segments(p):
                texte, fond = couleurs_de(s)
                if (c := contraste(texte, fond)) < LISIBLE:
                    faibles.add(f"{ecran}: {texte.hex} on {fond.hex} is {c:.2f}: {s.text.strip()[:40]!r}")
    assert not faibles, "\n".join(sorted(faibles))


@pytest.mark.parametrize("taille", [(80, 24), (120, 36)], ids=str)
async def test_sans_couleur_tout_se_reconnait(
    taille: tuple[int, int], fichier_base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """NO_COLOR: the chosen row, the alerts, the states and a refused field keep their signs and their words."""
    monkeypatch.setenv("NO_COLOR", "1")
    installer(fichier_base)
    async with application(fichier_base, taille=taille) as p:
        assert p.voit("FORMATION")
        await p.taper("leger")
        (choisie,) = [li for li in p.ecran.splitlines() if "▸" in li]
        assert "LÉGER" in choisie
        await p.taper("<Entrée>")
        assert any(li.startswith("  ! ") for li in p.ecran.splitlines())
        (choisie,) = [li for li in p.ecran.splitlines() if "▸" in li]
        assert "Sophie" in choisie
        assert p.voit("○ aucun compte", "Clé ○ aucune Clé")
        await p.taper(f"<F2>{TROP}<Ctrl+S>")
        assert p.notes()[0].startswith("× Nom")
        await p.taper("<Échap>o")
        for s in segments(p):
            assert all(c.r == c.g == c.b for c in couleurs_de(s)), s


async def test_ctrl_y_fait_le_tour_des_themes(fichier_base: Path) -> None:
    async with application(fichier_base) as p:
        assert p.app.theme == CLAIR.name
        vus = []
        for _ in THEMES:
            await p.taper("<Ctrl+Y>")
            vus.append(p.app.theme)
        assert vus == [*(t.name for t in THEMES[1:]), CLAIR.name]
