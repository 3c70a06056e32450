"""The mouse in a real terminal, in the sequences it sends (SGR 1006): lost otherwise, who has no other hand free."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.performance.pty_guichet import Terminal
from tests.screens.familles_essai import LEGER, installer


def ouvrir(base: Path, colonnes: int = 120, lignes: int = 36) -> Terminal:
    commande = [sys.executable, "-m", "guichet", "--base", str(base), "--agent", "demo"]
    return Terminal(commande, colonnes=colonnes, lignes=lignes)


def ou(t: Terminal, texte: str) -> tuple[int, int]:
    """Column and line, from 1, where a text is painted."""
    for y, ligne in enumerate(t.ecran.display, 1):
        if texte in ligne:
            return ligne.index(texte) + 1, y
    raise AssertionError(f"{texte!r} is not on the screen:\n" + "\n".join(t.ecran.display))


def cliquer(t: Terminal, texte: str) -> None:
    t.lire()
    x, y = ou(t, texte)
    t.taper(f"\x1b[<0;{x};{y}M\x1b[<0;{x};{y}m".encode())


def rouler(t: Terminal, texte: str, *, bas: bool = True) -> None:
    t.lire()
    x, y = ou(t, texte)
    t.taper(f"\x1b[<{65 if bas else 64};{x};{y}M".encode())


@pytest.mark.parametrize("taille", [(80, 24), (120, 36)], ids=str)
def test_toute_une_visite_a_la_souris(fichier_base: Path, taille: tuple[int, int]) -> None:
    installer(fichier_base, LEGER)
    with ouvrir(fichier_base, *taille) as t:
        t.attendre("Rechercher")
        t.taper(b"leger")
        t.attendre("Léa")
        # A first click chooses, a second opens.
        cliquer(t, "LÉGER Sophie")
        cliquer(t, "LÉGER Sophie")
        t.attendre("Responsables")
        # The footer follows what is under the cursor, as after an arrow; its keys are pressed where they are written.
        cliquer(t, "4 rue des Lilas")
        t.attendre("déménagement" if taille[0] == 120 else "F2 modifier")
        cliquer(t, "F2 modifier")
        t.attendre("adresse du foyer")
        # A field is entered by its label.
        cliquer(t, "Code postal")
        t.attendre("▸ Code postal")
        cliquer(t, "Échap retour")
        t.attendre("Responsables")
        # A question: its keys on its edge, and nothing happens beside it.
        t.taper(b"i")
        t.attendre("Échap renoncer")
        t.lire()
        t.taper(b"\x1b[<0;2;1M\x1b[<0;2;1m")
        t.lire()
        assert any("Échap renoncer" in ligne for ligne in t.ecran.display)
        cliquer(t, "Échap renoncer")
        t.attendre("F1 aide")
        cliquer(t, "F1 aide")
        t.attendre("Touches d")


def test_la_molette_defile_une_liste_une_page_et_un_formulaire(fichier_base: Path) -> None:
    installer(fichier_base, LEGER)
    with ouvrir(fichier_base, 80, 24) as t:
        t.attendre("Rechercher")
        t.taper(b"\x1bOS")
        t.attendre("Échap fermer")
        rouler(t, "Échap fermer")
        t.taper(b"\x1b")
        t.attendre("F6 nouvelle")
        t.taper(b"\x1b[17~")
        t.attendre("Responsable 1")
        for _ in range(4):
            rouler(t, "─────")
        t.taper(b"\x1b")
        t.attendre("Rechercher")
        t.taper(b"leger\r")
        t.attendre("Responsables")
        t.taper(b"\x1bOP")
        t.attendre("Touches d")
        rouler(t, "suspendre" if any("suspendre" in li for li in t.ecran.display) else "réserver")
        t.lire()
        assert any("▴" in li or "▸" in li for li in t.ecran.display)


def test_des_choix_se_prennent_d_un_second_clic(fichier_base: Path) -> None:
    installer(fichier_base, LEGER)
    with ouvrir(fichier_base) as t:
        t.attendre("Rechercher")
        t.taper(b"\x1b[17~")
        t.attendre("Responsable 1")
        cliquer(t, "Qualité")
        t.attendre("▸ Qualité")
        cliquer(t, "F4 choix")
        t.attendre("grand-parent")
        cliquer(t, "grand-parent")
        cliquer(t, "grand-parent")
        t.attendre("▸ Qualité                ▾ grand-parent")
        # Several: each click ticks, or unticks.
        cliquer(t, "Régimes")
        t.attendre("▸ Régimes")
        cliquer(t, "F4 choix")
        t.attendre("sans gluten")
        cliquer(t, "sans gluten")
        t.attendre("■  sans gluten")
        cliquer(t, "sans lactose")
        t.attendre("■  sans lactose")
        cliquer(t, "sans gluten")
        t.attendre("□  sans gluten")
        cliquer(t, "Entrée garder")
        t.attendre("▾ sans lactose")
