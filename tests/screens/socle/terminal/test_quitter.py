"""Leaving the program: nothing typed, nothing shown once, is lost by one key beside another; a signal is an end too."""

from __future__ import annotations

import importlib
import inspect
import os
import pkgutil
import select
import shutil
import signal
import sys
import termios
import time
from pathlib import Path

import pytest
from textual.app import App
from textual.binding import Binding
from textual.dom import DOMNode
from textual.screen import Screen
from textual.widgets import Input, TextArea

import screens
from guichet.app import GuichetApp
from guichet.commandes import COMMANDES
from tests.patience import TROP_LONG_S
from tests.performance.pty_guichet import Terminal
from tests.screens.familles_essai import installer, lignes

ANODINES = {
    *("focus_next", "focus_previous", "app.focus_next", "app.focus_previous", "screen.copy_text"),
    *("copy", "cut", "paste", "undo", "redo", "select_all", "submit", "select_line"),
    *("page_up", "page_down", "page_left", "page_right", "home", "end", "home(True)", "end(True)"),
}
"""Of Textual: moves, the text of the field under the cursor, the clipboard that people ask for."""
VERBES = ("cursor_", "scroll_", "delete_", "select_")
CTRL_Q, F6, F9 = b"\x11", b"\x1b[17~", b"\x1b[20~"


def classes() -> list[type[DOMNode]]:
    """Everything of ours that hears keys, and the two fields of Textual."""
    noms = [m.name for m in pkgutil.walk_packages(screens.__path__, "screens.")]
    vues = {
        c
        for nom in noms
        for _, c in inspect.getmembers(importlib.import_module(nom), inspect.isclass)
        if issubclass(c, DOMNode) and not issubclass(c, App)
    }
    return [GuichetApp, Screen, Input, TextArea, *vues]


def test_chaque_touche_de_textual_est_des_notres_ou_anodine() -> None:
    """Lost otherwise: a form, a secret, to a key that Textual brings in its next version (Ctrl+Q stands beside S)."""
    notres = {c.action for c in COMMANDES} | {f"app.{c.action}" for c in COMMANDES}
    surprises = {
        (classe.__name__, touche, liaison.action)
        for classe in classes()
        for touche, liaisons in classe._merge_bindings().key_to_bindings.items()
        for liaison in liaisons
        if liaison.action not in notres | ANODINES and not liaison.action.startswith(VERBES)
    }
    assert surprises == set()
    assert any(isinstance(b, Binding) and b.action == "quit" for b in App.BINDINGS), "what is kept out is there"


@pytest.fixture
def base(fichier_base: Path, gabarit: Path) -> Path:
    shutil.copy(gabarit, fichier_base)
    installer(fichier_base)
    return fichier_base


def commande(base: Path) -> list[str]:
    return [sys.executable, "-m", "guichet", "--base", str(base), "--agent", "demo", "--poste", "p1"]


def ouvrir_dossier(t: Terminal) -> None:
    t.attendre("Rechercher")
    t.taper(b"lege sop")
    t.attendre("Sophie")
    t.taper(b"\r")
    t.attendre("Responsables")


def verifier_coordonnees(t: Terminal) -> None:
    """Something done, that the visit keeps."""
    t.taper(b"v")
    t.attendre("confirm")


def test_quitter_demande_quand_un_formulaire_est_tape(base: Path) -> None:
    """Lost otherwise: a household typed for five minutes, to a finger meant for Ctrl+S or A."""
    with Terminal(commande(base)) as t:
        t.attendre("Rechercher")
        t.taper(F6 + b"Dupont")
        t.attendre("Dupont")
        t.taper(CTRL_Q)
        t.attendre("Abandonner")
        t.taper(CTRL_Q + b"n")
        t.taper(b"el")
        t.attendre("Dupontel")
        t.taper(CTRL_Q)
        t.attendre("Abandonner")
        t.taper(b"o")
        assert os.waitstatus_to_exitcode(fin(t)) == 0


def test_quitter_demande_tant_qu_un_secret_n_est_que_sur_l_ecran(base: Path, tmp_path: Path) -> None:
    """Lost otherwise: the former password is dead and nobody has seen the new one."""
    with Terminal(commande(base)) as t:
        ouvrir_dossier(t)
        t.taper(b"gg")
        t.attendre("carte d")
        t.taper(b"1")
        t.attendre("une seule fois")
        t.taper(CTRL_Q)
        t.attendre("plus jamais")
        t.taper(b"n")
        t.taper(F9)
        t.attendre("Fichier")
        t.taper(CTRL_Q)
        t.attendre("plus jamais")
        t.taper(b"n")
        t.taper(b"\x15" + str(tmp_path / "b.pdf").encode() + b"\r")
        t.attendre("enregistr")
        t.taper(CTRL_Q)
        assert os.waitstatus_to_exitcode(fin(t)) == 0


@pytest.mark.parametrize("numero", [signal.SIGTERM, signal.SIGHUP])
def test_un_signal_suspend_le_passage_et_rend_le_terminal(base: Path, numero: signal.Signals) -> None:
    """Lost otherwise: a terminal that echoes nothing, a visit that blocks the file of a parent who has left."""
    with Terminal(commande(base)) as t:
        avant = termios.tcgetattr(t.fd)
        ouvrir_dossier(t)
        verifier_coordonnees(t)
        assert lignes(base, "SELECT etat FROM passage") == [("ouvert",)]
        os.kill(t.pid, numero)
        assert os.waitstatus_to_exitcode(fin(t)) == 128 + numero
        assert termios.tcgetattr(t.fd)[3] & (termios.ECHO | termios.ICANON) == avant[3] & (
            termios.ECHO | termios.ICANON
        )
    assert lignes(base, "SELECT etat FROM passage") == [("suspendu",)]


def test_la_fenetre_fermee_rend_le_poste(base: Path) -> None:
    """Lost otherwise: the poste held by a counter nobody sees, refused to whoever opens it again."""
    with Terminal(commande(base)) as t:
        ouvrir_dossier(t)
        verifier_coordonnees(t)
        # The window, not the descriptor: closing it again at the end would close another's.
        os.dup2(os.open(os.devnull, os.O_RDWR), t.fd)
        limite = time.monotonic() + TROP_LONG_S
        while (vu := os.waitid(os.P_PID, t.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT)) is None:
            assert time.monotonic() < limite, "still there"
            select.select([], [], [], 0.05)
        assert vu.si_status == 128 + signal.SIGHUP
    assert lignes(base, "SELECT etat FROM passage") == [("suspendu",)]


def fin(t: Terminal) -> int:
    """Wait for the end, what it paints last read; its status, the zombie kept for the terminal to bury."""
    while not t.fini:
        t.lire(0.05)
        if (vu := os.waitid(os.P_PID, t.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT)) is not None:
            t.lire(0.05)
            return (vu.si_status << 8) if vu.si_code == os.CLD_EXITED else vu.si_status
    vu = os.waitid(os.P_PID, t.pid, os.WEXITED | os.WNOWAIT)
    assert vu is not None
    return (vu.si_status << 8) if vu.si_code == os.CLD_EXITED else vu.si_status
