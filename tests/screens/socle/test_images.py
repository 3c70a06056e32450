"""README's pictures are the app's: whoever decides on them sees what the counter will see."""

from __future__ import annotations

import difflib
import html
import re
from collections import defaultdict
from pathlib import Path

import pytest

from guichet.base import Adresse
from guichet.services.socle.demonstration import preparer
from outils.images import IMAGES, INSTANT, photographier
from tests.architecture.arbre import RACINE

REFAIRE = "redo the pictures and look at them: .venv/bin/python -m outils.images"
TEXTE = re.compile(r'<text [^>]*?x="([\d.]+)" y="([\d.]+)"[^>]*>([^<]*)</text>')


def lignes(svg: str) -> list[str]:
    """What a picture says, line by line."""
    rangs: dict[float, list[tuple[float, str]]] = defaultdict(list)
    for x, y, texte in TEXTE.findall(svg):
        rangs[float(y)].append((float(x), html.unescape(texte)))
    return [" ".join(" ".join(t for _, t in sorted(rang)).split()) for _, rang in sorted(rangs.items())]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demonstration base built today, as outils/images.py builds it."""
    fichier = tmp_path_factory.mktemp("images") / "demo.db"
    preparer(Adresse(fichier), maintenant=INSTANT)
    return fichier


@pytest.mark.lent
async def test_les_images_montrent_l_application(demo: Path) -> None:
    prises = await photographier(demo)
    assert {f.stem for f in IMAGES.glob("*.svg")} == set(prises), REFAIRE
    ecarts: list[str] = []
    for nom, svg in prises.items():
        gardee = (IMAGES / f"{nom}.svg").read_text(encoding="utf-8")
        dit = list(difflib.unified_diff(lignes(gardee), lignes(svg), f"{nom}.svg", "the app", n=0, lineterm=""))
        ecarts += dit or ([f"{nom}.svg: same words, other colours or places"] if gardee != svg else [])
    assert not ecarts, "\n".join([REFAIRE, *ecarts])


def test_les_images_disent_ce_que_readme_montre() -> None:
    """Lost otherwise: a test that compares two empty lists, or a README that shows nothing."""
    lu = {f.stem: "\n".join(lignes(f.read_text(encoding="utf-8"))) for f in IMAGES.glob("*.svg")}
    assert "Les plus proches" in lu["recherche"]
    assert "03/09/2018" in lu["recherche"], "the family under the cursor"
    assert "Victor-Hugo" in lu["dossier"]
    assert "sophie.leger-martin" in lu["identifiants"]
    assert "▲ 2 hors délai" in lu["reservations"]
    readme = (RACINE / "README.md").read_text(encoding="utf-8")
    assert set(re.findall(r"\(docs/images/([\w-]+)\.svg\)", readme)) == set(lu)


@pytest.mark.parametrize("image", sorted(IMAGES.glob("*.svg")), ids=lambda f: f.stem)
def test_une_image_ne_demande_rien_au_reseau(image: Path) -> None:
    """Lost otherwise: a README that tells a third party who reads it, or pictures without letters offline."""
    svg = image.read_text(encoding="utf-8")
    assert re.findall(r"https?://[^\"']+", svg) == ["http://www.w3.org/2000/svg"]
    assert not re.search(r"@import|@font-face|<image|xlink:href|/home/|/tmp/", svg)
