"""Take the pictures of README from the app itself, on a freshly built demonstration town.

Run by hand when a screen has changed, then look at them: `.venv/bin/python -m outils.images`
tests/screens/socle/test_images.py says when that is.
"""

from __future__ import annotations

import asyncio
import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from guichet.app import GuichetApp
from guichet.base import Adresse
from guichet.impression import ImprimanteMemoire
from guichet.services.socle.demonstration import preparer
from outils.poste import Poste

IMAGES = Path(__file__).resolve().parents[1] / "docs" / "images"
INSTANT = datetime(2026, 11, 16, 13, 7, tzinfo=UTC)
"""Monday 16 November 2026, 14:07 in Paris: every picture is taken then."""
TAILLE = (120, 36)
POLICE = "ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace"

POLICES_DISTANTES = re.compile(r"\n\s*@font-face \{.*?\}", re.DOTALL)
NUMERO = re.compile(r"terminal-\d+")


def propre(svg: str, nom: str) -> str:
    """Make the export the same at each run, and the picture need nothing from the network."""
    svg = POLICES_DISTANTES.sub("", svg).replace("Fira Code, monospace", POLICE)
    svg = svg.replace("font-family: arial", "font-family: sans-serif")
    # Some viewers drop the no-break spaces a line starts with.
    svg = svg.replace("&#160;", " ").replace('-matrix">', '-matrix" xml:space="preserve">')
    svg = re.sub(r"\n\s*<!-- Generated .*?-->", "", svg)
    return "\n".join(li.rstrip() for li in NUMERO.sub(nom, svg).strip().splitlines()) + "\n"


async def photographier(fichier: Path) -> dict[str, str]:
    """Play the start of a visit on this demonstration base; gives the pictures by name."""
    imprimante = ImprimanteMemoire()
    app = GuichetApp(Adresse(fichier), agent="demo", poste="poste 2", horloge=lambda: INSTANT, imprimante=imprimante)
    images: dict[str, str] = {}
    async with app.run_test(size=TAILLE) as pilote:
        poste = Poste(app, pilote, imprimante)

        async def prendre(nom: str, theme: str = "guichet-clair") -> None:
            app.theme = theme
            await poste.calme()
            images[nom] = propre(app.export_screenshot(title="Guichet", simplify=True), nom)

        await poste.attendre(lambda: app.pret)
        await poste.taper("leger")
        await poste.attendre(lambda: poste.voit("3 familles", "Les plus proches", "À traiter 6"))
        await poste.taper("<Bas><Bas>")
        await poste.attendre(lambda: poste.voit("03/09/2018"))
        await prendre("recherche")
        await poste.taper("<Échap>20421<Entrée>")
        await poste.attendre(lambda: poste.nom == "EcranDossier" and poste.voit("LÉGER-MARTIN"))
        await prendre("dossier")
        await prendre("dossier-sombre", "guichet-sombre")
        await poste.taper("g")
        await poste.attendre(lambda: poste.nom == "EcranIdentifiants" and poste.voit("LÉGER-MARTIN"))
        await prendre("identifiants")
        await poste.taper("<Échap>r")
        await poste.attendre(lambda: poste.nom == "EcranReservations" and poste.voit("sous le curseur"))
        # Friday evenings until Christmas: a block, then back to the first one that is still in time.
        await poste.taper("<Droite>" * 14 + "<Shift+Down>" * 4 + " " + "<Bas>")
        await poste.attendre(lambda: poste.voit("5 accueil"))
        await prendre("reservations")
    return images


@contextmanager
def _machine_neuve() -> Iterator[Path]:
    """A folder where nothing of this machine is read: its settings could move a key or change the theme."""
    with tempfile.TemporaryDirectory() as dossier:
        avant = dict(os.environ)
        for nom in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
            os.environ[nom] = dossier
        for nom in ("GUICHET_BASE", "GUICHET_CONFIG", "GUICHET_CLES"):
            os.environ.pop(nom, None)
        os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
        try:
            yield Path(dossier)
        finally:
            os.environ.clear()
            os.environ.update(avant)


def main() -> None:
    """Write the pictures."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    with _machine_neuve() as dossier:
        preparer(Adresse(dossier / "demo.db"), maintenant=INSTANT)
        for nom, svg in asyncio.run(photographier(dossier / "demo.db")).items():
            (IMAGES / f"{nom}.svg").write_text(svg, encoding="utf-8")
            print(f"docs/images/{nom}.svg")


if __name__ == "__main__":
    main()
