"""The window closed while somebody else holds the writers' turn: what was saved is saved, and the program ends."""

from __future__ import annotations

import os
import select
import shutil
import signal
import termios
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

import pytest

from guichet.base import Adresse, file
from tests.patience import TROP_LONG_S
from tests.performance.pty_guichet import Terminal
from tests.screens.familles_essai import installer, lignes
from tests.screens.socle.terminal.test_quitter import commande, fin, ouvrir_dossier, verifier_coordonnees
from tests.services.autres_postes import Processus, lancer
from tests.services.comptoir.test_ecrivain_arrete import TIENT as ARRETABLE

F2, CTRL_S = b"\x1bOQ", b"\x13"
TIENT = """
with ctx.ecriture() as s:
    s.ordre("UPDATE agent SET echecs = echecs")
    print("tient", flush=True)
    sys.stdin.read()
ctx.base.fermer()
"""


@pytest.fixture
def base(fichier_base: Path, gabarit: Path) -> Path:
    shutil.copy(gabarit, fichier_base)
    installer(fichier_base)
    return fichier_base


@contextmanager
def tenue(base: Path, programme: str = TIENT) -> Iterator[Processus]:
    """Another process in the middle of an act."""
    p = lancer(Adresse(base), programme)
    assert p.stdout is not None
    assert p.stdout.readline() == "tient\n"
    try:
        yield p
    finally:
        p.kill()
        p.communicate()


def attendre_dans_la_file(pid: int, combien: int) -> None:
    """Until that many writes of the process wait for their turn, as the kernel tells."""
    limite = time.monotonic() + TROP_LONG_S
    while True:
        lus = (ligne.split() for ligne in Path("/proc/locks").read_text(encoding="ascii").splitlines())
        if sum(mots[1:3] == ["->", "FLOCK"] and mots[5] == str(pid) for mots in lus) >= combien:
            return
        assert time.monotonic() < limite, "nobody waits"
        select.select([], [], [], 0.01)


def enregistrer(t: Terminal) -> None:
    """A sheet typed and saved, which waits."""
    t.taper(F2)
    t.attendre("Identité")
    t.taper(b"\x15Tournesol")
    t.attendre("Tournesol")
    t.taper(CTRL_S)
    attendre_dans_la_file(t.pid, 1)


def termine(t: Terminal, avant: list[object], numero: int) -> None:
    """It ended by that signal, and the terminal echoes again."""
    assert os.waitstatus_to_exitcode(fin(t)) == 128 + numero
    echos = termios.ECHO | termios.ICANON
    assert termios.tcgetattr(t.fd)[3] & echos == cast("int", avant[3]) & echos


@pytest.mark.parametrize("numero", [signal.SIGHUP, signal.SIGTERM])
def test_ce_qui_attendait_son_tour_s_ecrit_puis_le_passage_est_suspendu(base: Path, numero: signal.Signals) -> None:
    """Lost otherwise: a sheet saved, for a window closed one second after Ctrl+S on a busy morning."""
    with Terminal(commande(base)) as t:
        avant = termios.tcgetattr(t.fd)
        ouvrir_dossier(t)
        verifier_coordonnees(t)
        with tenue(base) as autre:
            enregistrer(t)
            os.kill(t.pid, numero)
            attendre_dans_la_file(t.pid, 2)
            assert autre.stdin is not None
            autre.stdin.close()
            termine(t, avant, numero)
    assert lignes(base, "SELECT etat FROM passage") == [("suspendu",)]
    dits = [phrase for (phrase,) in lignes(base, "SELECT libelle FROM acte_passage ORDER BY id")]
    assert (len(dits), dits[0], "Sophie" in dits[1]) == (2, "coordonnées confirmées", True)


def test_un_tour_qui_ne_vient_jamais_ne_retient_pas_le_programme(base: Path) -> None:
    """Lost otherwise: a counter nobody sees, its poste held, because a third one is stopped in the middle of an act."""
    with Terminal(commande(base)) as t:
        avant = termios.tcgetattr(t.fd)
        ouvrir_dossier(t)
        verifier_coordonnees(t)
        with tenue(base):
            enregistrer(t)
            os.kill(t.pid, signal.SIGHUP)
            debut = time.monotonic()
            termine(t, avant, signal.SIGHUP)
            # The turn is asked twice, ten seconds each: the sheet, then the visit.
            assert time.monotonic() - debut < 6 * file.ATTENTE_S
    assert lignes(base, "SELECT etat FROM passage") == [("ouvert",)]
    with Terminal(commande(base)) as t:
        ouvrir_dossier(t)
        t.attendre("coordonnées confirmées")


def test_qui_retient_tout_le_monde_se_lit_au_guichet(base: Path) -> None:
    """Lost otherwise: a whole town hall waits, and nobody can tell which counter was put aside by Ctrl+Z."""
    with Terminal(commande(base)) as t:
        ouvrir_dossier(t)
        verifier_coordonnees(t)
        with tenue(base, ARRETABLE) as autre:
            os.kill(autre.pid, signal.SIGSTOP)
            try:
                enregistrer(t)
                t.attendre("Rien n’a été enregistré")
                dit = " ".join(" ".join(t.ecran.display).replace("│", " ").split())
                for mot in ("Claire Morin", "pts/1", "depuis le", "qui écrit depuis", "arrêté", "fg"):
                    assert mot in dit
            finally:
                os.kill(autre.pid, signal.SIGCONT)
        # What was typed is there still, and goes in as soon as the other one goes on.
        t.taper(b"\r")
        t.attendre("Tournesol")
        t.taper(CTRL_S)
        t.attendre("TOURNESOL")
