"""What a shift feels, in a pty: start, memory, key to repaint, change of screen.

`python -m tests.performance.terminal [familles]`; each figure stands beside the bare operation of the same run.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import textwrap
from pathlib import Path

from tests.performance.generer import base, indexer
from tests.performance.outils import TOURS
from tests.performance.pty_guichet import Terminal

MINIMAL = """
from textual.app import App
from textual.widgets import Input, Static
class Minimale(App):
    def compose(self):
        yield Static("Rechercher")
        yield Input()
Minimale().run()
"""

SOIXANTE = """
from textual.app import App
from textual.screen import Screen
from textual.widgets import Static
class Pleine(Screen):
    def compose(self):
        for i in range(60):
            yield Static(f"{self.name} {i}")
class Deux(App):
    BINDINGS = [("g", "aller", ""), ("b", "revenir", "")]
    def on_mount(self):
        self.install_screen(Pleine(name="un"), "un")
        self.install_screen(Pleine(name="deux"), "deux")
        self.push_screen("un")
    def action_aller(self):
        self.push_screen("deux")
    def action_revenir(self):
        self.pop_screen()
Deux().run()
"""


def mediane(valeurs: list[float]) -> float:
    """Milliseconds."""
    return statistics.median(valeurs) * 1000


def p95(valeurs: list[float]) -> float:
    """Milliseconds."""
    return sorted(valeurs)[int(len(valeurs) * 0.95)] * 1000


def programme(dossier: Path, nom: str, source: str) -> list[str]:
    """Write a bare program; returns its command."""
    fichier = dossier / f"{nom}.py"
    fichier.write_text(textwrap.dedent(source), encoding="utf-8")
    return [sys.executable, str(fichier)]


def demarrages(guichet: list[str], nu: list[str]) -> None:
    """Start to painted search screen, beside a minimal Textual app."""
    notres, nus, memoires = [], [], []
    for _ in range(TOURS):
        with Terminal(nu) as t:
            nus.append(t.attendre("Rechercher") - t.depart)
        with Terminal(guichet) as t:
            notres.append(t.attendre("Rechercher") - t.depart)
            memoires.append(t.memoire_mio())
    a, b = mediane(notres), mediane(nus)
    print(f"démarrage jusqu’à la recherche peinte   {a:7.1f} ms   nu {b:.1f} ms   × {a / b:.2f} (visé ≤ 1,3)")
    print(f"mémoire à ce moment                     {statistics.median(memoires):7.1f} Mio (visé ≤ 75)")


def touches(guichet: list[str]) -> None:
    """Key to repainted list of results."""
    with Terminal(guichet) as t:
        t.attendre("Rechercher")
        t.lire(1.5)
        t.taper(b"le")
        t.attendre("famille")
        durees = []
        for _ in range(4):
            durees += [t.temps_de_touche(bytes([lettre])) for lettre in b"martin"]
            durees += [t.temps_de_touche(b"\x7f") for _ in range(6)]
        print(
            f"touche → liste repeinte                 {mediane(durees):7.1f} ms   p95 {p95(durees):.1f} ms (visé 16, 25)"
        )
        print(f"mémoire après la recherche              {t.memoire_mio():7.1f} Mio")


def ecrans(guichet: list[str], nu: list[str]) -> None:
    """Change of screen, beside pushing an installed screen of 60 widgets."""
    nus, notres = [], []
    with Terminal(nu) as t:
        t.attendre("un 0")
        for _ in range(TOURS + 2):
            nus.append(t.temps_de_touche(b"g"))
            t.temps_de_touche(b"b")
    with Terminal(guichet) as t:
        t.attendre("Rechercher")
        t.lire(1.5)
        t.taper(b"20005\r")
        t.attendre("Responsables")
        t.lire(1.0)
        for _ in range(TOURS + 2):
            notres.append(t.temps_de_touche(b"g"))
            t.temps_de_touche(b"\x0f")
        print(f"mémoire après un dossier                {t.memoire_mio():7.1f} Mio")
    a, b = mediane(notres[2:]), mediane(nus[2:])
    print(f"dossier → identifiants (Ctrl+O revient) {a:7.1f} ms   nu {b:.1f} ms   × {a / b:.2f} (visé ≤ 1,2)")


def main() -> None:
    """Measure everything on a base of this size."""
    familles = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    with tempfile.TemporaryDirectory() as nom:
        dossier = Path(nom)
        ctx = base(dossier, familles)
        indexer(ctx)
        fichier = ctx.base.adresse.fichier
        ctx.base.fermer()
        guichet = [sys.executable, "-m", "guichet", "--base", str(fichier), "--agent", "demo"]
        demarrages(guichet, programme(dossier, "minimale", MINIMAL))
        touches(guichet)
        ecrans(guichet, programme(dossier, "soixante", SOIXANTE))


if __name__ == "__main__":
    main()
