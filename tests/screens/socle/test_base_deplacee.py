"""The base goes away while somebody types: told in one sentence, nothing typed is lost, the same key writes it later."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.performance.pty_guichet import Terminal
from tests.screens.familles_essai import installer, lignes

F2, CTRL_S, CTRL_U = b"\x1b[12~", b"\x13", b"\x15"


def test_ce_qui_est_tape_reste_et_s_enregistre_quand_la_base_revient(fichier_base: Path, tmp_path: Path) -> None:
    """Lost otherwise: « modifiée » on the screen, and nothing in the base that opens the next morning."""
    installer(fichier_base)
    with Terminal([sys.executable, "-m", "guichet", "--base", str(fichier_base), "--agent", "demo"]) as t:
        t.attendre("Rechercher")
        t.taper(b"lege sop")
        t.attendre("Sophie")
        t.taper(b"\r")
        t.attendre("Responsables")
        t.taper(F2)
        t.attendre("Nom de naissance")
        t.taper(CTRL_U + b"Leger-Morin")
        t.attendre("Leger-Morin")
        ailleurs = fichier_base.rename(tmp_path / "ailleurs.db")
        t.taper(CTRL_S)
        t.attendre("à sa place")
        assert any("rien" in ligne for ligne in t.ecran.display)
        assert not fichier_base.exists()
        t.taper(b"\r")
        ailleurs.rename(fichier_base)
        t.attendre("Leger-Morin")
        t.taper(CTRL_S)
        t.attendre("LEGER-MORIN")
    assert ("Leger-Morin",) in lignes(fichier_base, "SELECT nom FROM personne")
