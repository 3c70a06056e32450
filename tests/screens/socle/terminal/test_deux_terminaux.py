"""Two real terminals of one Unix account: two counters, never one (issue 8)."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.performance.pty_guichet import Terminal
from tests.screens.familles_essai import installer, lignes

PASSAGES = "SELECT f.code, p.agent, p.etat FROM passage p JOIN famille f ON f.id = p.famille_id ORDER BY p.id"


def guichet(base: Path, agent: str, *options: str) -> list[str]:
    return [sys.executable, "-m", "guichet", "--base", str(base), "--agent", agent, *options]


def ouvrir(t: Terminal, code: str) -> None:
    t.attendre("Rechercher")
    t.taper(code.encode() + b"\r")
    t.attendre("Responsables")
    t.attendre("ouvert · ")


def test_chaque_terminal_clot_son_passage(fichier_base: Path) -> None:
    """Lost otherwise: Ctrl+S at one counter closed the visit of the other, and gave its slip to the wrong parent."""
    premiere, deuxieme = (installer(fichier_base).famille.code for _ in range(2))
    with Terminal(guichet(fichier_base, "demo")) as un, Terminal(guichet(fichier_base, "accueil")) as deux:
        ouvrir(un, premiere)
        ouvrir(deux, deuxieme)
        assert lignes(fichier_base, PASSAGES) == [(premiere, "demo", "ouvert"), (deuxieme, "accueil", "ouvert")]
        un.taper(b"v")
        un.attendre("confirm")
        un.taper(b"\x13")
        un.attendre("Derniers passages")
        assert lignes(fichier_base, PASSAGES) == [(premiere, "demo", "clos"), (deuxieme, "accueil", "ouvert")]
        deux.taper(b"v")
        deux.attendre("confirm")
    acquis = "SELECT p.agent, count(*) FROM acte_passage a JOIN passage p ON p.id = a.passage_id GROUP BY p.id"
    assert lignes(fichier_base, acquis) == [("demo", 1), ("accueil", 1)]


def test_un_poste_nomme_n_est_tenu_qu_une_fois(fichier_base: Path) -> None:
    """Lost otherwise: two agents on one workstation, whose visits and till are one. A killed counter holds nothing."""
    installer(fichier_base)
    nomme = guichet(fichier_base, "demo", "--poste", "guichet 1")
    with Terminal(nomme) as tenant:
        tenant.attendre("Rechercher")
        tenant.attendre("Benali")
        with Terminal(guichet(fichier_base, "accueil"), GUICHET_POSTE="guichet 1") as second:
            second.attendre("déjà tenu par Nadia Benali")
        with Terminal(guichet(fichier_base, "accueil"), GUICHET_POSTE="guichet 2") as voisin:
            voisin.attendre("Morin")
    with Terminal(nomme) as apres:
        apres.attendre("Benali")


def test_un_terminal_ferme_laisse_son_passage_a_qui_le_reprend(fichier_base: Path) -> None:
    """Lost otherwise: the window closed by mistake kept the visit open for ever, with what was done in it."""
    code = installer(fichier_base).famille.code
    with Terminal(guichet(fichier_base, "demo")) as t:
        ouvrir(t, code)
        t.taper(b"v")
        t.attendre("confirm")
    with Terminal(guichet(fichier_base, "accueil")) as t:
        ouvrir(t, code)
        t.attendre("confirm")
    assert lignes(fichier_base, PASSAGES) == [(code, "accueil", "ouvert")]


def test_la_demonstration_s_ouvre_a_deux(tmp_path: Path) -> None:
    """Lost otherwise: the second to learn was told to add « --poste », which `demo` did not know."""
    demo = [sys.executable, "-m", "guichet", "demo", "--familles", "5", "--base", str(tmp_path / "demo.db")]
    with Terminal(demo) as premier:
        premier.attendre("Rechercher")
        with Terminal(demo) as second:
            second.attendre("--poste")
        with Terminal([*demo, "--poste", "poste 7"]) as voisin:
            voisin.attendre("poste 7")
            voisin.attendre("Rechercher")
