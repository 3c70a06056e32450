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


CINQUANTE = """
from textual.app import App
from textual.widgets import Input, Static
class Liste(App):
    def compose(self):
        yield Input("le")
        yield Static("", id="compte")
        yield Static("", id="liste", markup=False)
    def on_input_changed(self, message):
        self.query_one("#compte").update(f"{len(message.value)} lettres")
        self.query_one("#liste").update("\\n".join(f"{message.value} {i:5d} Clairval 06 12 34 56 78" for i in range(50)))
Liste().run()
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


def touches(guichet: list[str], nu: list[str]) -> None:
    """Key to repainted list of results, beside an Input that rewrites fifty lines of text; pressed in turn."""
    notres, nus = [], []
    with Terminal(nu) as a, Terminal(guichet) as t:
        a.attendre("le")
        t.attendre("Rechercher")
        t.lire(1.5)
        t.taper(b"le")
        t.attendre("famille")
        for _ in range(4):
            for touche in [*(bytes([lettre]) for lettre in b"martin"), *[b"\x7f"] * 6]:
                nus.append(a.temps_de_touche(touche))
                notres.append(t.temps_de_touche(touche))
        bare = mediane(nus)
        print(
            f"touche → liste repeinte                 {mediane(notres):7.1f} ms   p95 {p95(notres):.1f} ms (visé 16, 25)"
            f"   nu {bare:.1f} ms   × {mediane(notres) / bare:.2f}"
        )
        print(f"mémoire après la recherche              {t.memoire_mio():7.1f} Mio")


def ecrans(guichet: list[str], nu: list[str]) -> None:
    """Change of screen, beside pushing an installed screen of 60 widgets; pressed in turn, as the machine breathes."""
    nus, notres = [], []
    with Terminal(nu) as a, Terminal(guichet) as t:
        a.attendre("un 0")
        t.attendre("Rechercher")
        t.lire(1.5)
        t.taper(b"20005\r")
        t.attendre("Responsables")
        t.lire(1.0)
        for _ in range(3 * TOURS):
            nus.append(a.temps_de_touche(b"g"))
            a.temps_de_touche(b"b")
            notres.append(t.temps_de_touche(b"g"))
            t.temps_de_touche(b"\x0f")
        print(f"mémoire après un dossier                {t.memoire_mio():7.1f} Mio")
    ours, bare = mediane(notres[2:]), mediane(nus[2:])
    print(
        f"dossier → identifiants (Ctrl+O revient) {ours:7.1f} ms   nu {bare:.1f} ms   × {ours / bare:.2f} (visé ≤ 1,2)"
    )


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
        touches(guichet, programme(dossier, "cinquante", CINQUANTE))
        ecrans(guichet, programme(dossier, "soixante", SOIXANTE))


if __name__ == "__main__":
    main()
