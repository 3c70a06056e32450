"""The visit in a real terminal: what Pilot cannot see (escape sequences, painting, a process that is killed)."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from tests.performance.pty_guichet import Terminal
from tests.screens.familles_essai import installer, lignes


@pytest.mark.parametrize(("colonnes", "hauteur"), [(80, 24), (120, 36)])
def test_mot_de_passe_oublie_dans_un_vrai_terminal(
    fichier_base: Path, gabarit: Path, tmp_path: Path, colonnes: int, hauteur: int
) -> None:
    """Search by a piece of a name, dossier, identifiers, slip, close. Lost otherwise: all of it."""
    shutil.copy(gabarit, fichier_base)
    installer(fichier_base)
    commande = [sys.executable, "-m", "guichet", "--base", str(fichier_base), "--agent", "demo"]
    with Terminal(commande, colonnes=colonnes, lignes=hauteur) as t:
        t.attendre("Rechercher")
        t.taper(b"lege sop")
        t.attendre("Sophie")
        t.taper(b"\r")
        t.attendre("Responsables")
        t.taper(b"gg")
        t.attendre("carte d")
        t.taper(b"1")
        t.attendre("une seule fois")
        t.taper(b"\x1b[20~")
        t.attendre("Fichier")
        t.taper(b"\x15" + str(tmp_path / "bordereau.pdf").encode() + b"\r")
        t.attendre("enregistr")
        t.taper(b"\r")
        t.taper(b"\x13")
        t.attendre("Derniers passages")
    assert (tmp_path / "bordereau.pdf").read_bytes().startswith(b"%PDF")
    assert lignes(fichier_base, "SELECT etat FROM passage") == [("clos",)]
    assert lignes(fichier_base, "SELECT etat FROM compte_portail") == [("emis",)]


def test_tue_net_puis_rouvert_rien_n_est_perdu(fichier_base: Path) -> None:
    """kill -9 with a visit open: it is still there at restart. Lost otherwise: what was done for the parent."""
    code = installer(fichier_base).famille.code
    commande = [sys.executable, "-m", "guichet", "--base", str(fichier_base), "--agent", "demo", "--poste", "p1"]
    with Terminal(commande) as t:
        t.attendre("Rechercher")
        t.taper(code.encode() + b"\r")
        t.attendre("Responsables")
        t.taper(b"v")
        t.attendre("confirm")
    with Terminal(commande) as t:
        t.attendre("en cours")
        t.taper(b"\r")
        t.attendre("confirm")
    assert lignes(fichier_base, "SELECT count(*) FROM passage") == [(1,)]


def test_un_terminal_qui_n_est_pas_en_utf8_n_arrete_pas_le_guichet(fichier_base: Path) -> None:
    """A « é » of a terminal set to Latin-1 ended the program, and lost the form under way."""
    installer(fichier_base)
    with Terminal([sys.executable, "-m", "guichet", "--base", str(fichier_base), "--agent", "demo"]) as t:
        t.attendre("Rechercher")
        t.taper(b"l\xe9ger")
        t.attendre("LÉGER")
        t.taper(b"\x15" + bytes(range(0x80, 0x100)) + b"\x00")
        t.taper(b"\x15durand\xff")
        t.attendre("durandÿ")


@pytest.mark.parametrize(("touches", "vu"), [(b"lege sop", "Sophie"), (b"\x0b", "vacances de No")])
def test_ce_qui_est_tape_avant_le_premier_ecran_l_attend(fichier_base: Path, touches: bytes, vu: str) -> None:
    """Lost otherwise: the first letters of a name, or a whole command, typed while the program starts."""
    installer(fichier_base)
    with Terminal([sys.executable, "-m", "guichet", "--base", str(fichier_base), "--agent", "demo"]) as t:
        t.taper(touches)
        t.attendre(vu)


@pytest.mark.parametrize(
    "suite",
    [b"basile", b"9", b"farid", b"Zo", b".", b"!", b"/", b"?x", b"'", b"-", b",", b";", b":", b"_", b"@", b"(", b"&"],
)
def test_echap_suivi_aussitot_d_une_touche_ne_perd_ni_l_une_ni_l_autre(fichier_base: Path, suite: bytes) -> None:
    """Lost otherwise: « basile » typed after Échap, in one packet on a slow line, searched as « …asile »."""
    installer(fichier_base)
    with Terminal([sys.executable, "-m", "guichet", "--base", str(fichier_base), "--agent", "demo"]) as t:
        t.attendre("Rechercher")
        t.taper(b"xyz")
        t.attendre("xyz")
        t.taper(b"\x1b" + suite)
        t.attendre(f"Rechercher  {suite.decode()}")
