"""Every screen of a base in which every free text acts on a terminal: what a real terminal receives, byte by byte."""

from __future__ import annotations

import importlib
import pkgutil
import sys
import time
from pathlib import Path

import pytest

import screens
from screens.socle.ecran import DialogueBase, EcranBase
from tests.hostile import ACTIFS, ville_hostile
from tests.patience import TROP_LONG_S
from tests.performance.pty_guichet import Terminal

TEMOIN = """
import sys
from textual.screen import Screen
dit = open(sys.argv.pop(1), "a", buffering=1)
reprendre = Screen._on_screen_resume
def _on_screen_resume(self, evenement):
    reprendre(self, evenement)
    self.call_after_refresh(lambda: print(type(self).__name__, file=dit))
Screen._on_screen_resume = _on_screen_resume
from guichet.__main__ import main
sys.exit(main())
"""
"""The real program, which says on the side what is shown."""

ECHAP, F1, F2, F4, F6, F8, F9 = b"\x1b", b"\x1bOP", b"\x1bOQ", b"\x1bOS", b"\x1b[17~", b"\x1b[19~", b"\x1b[20~"
HAUT, BAS = b"\x1b[A", b"\x1b[B"

VISITE = (
    (b"a", None),
    (F4, "ModaleTable"),
    (ECHAP, "EcranRecherche"),
    (F1, "ModaleAide"),
    (ECHAP, "EcranRecherche"),
    (b"\x10", "ModalePalette"),
    (ECHAP, "EcranRecherche"),
    (b"\x05", "EcranTaches"),
    (b"d", "EcranDoublons"),
    (ECHAP, "EcranTaches"),
    (ECHAP, "EcranRecherche"),
    (b"\x15CODE\r", "EcranDossier"),
    (b"!", "ModaleAlertes"),
    (ECHAP, "EcranDossier"),
    (b"h", "EcranHistorique"),
    (ECHAP, "EcranDossier"),
    (F2, "EcranMembre"),
    (ECHAP, "EcranDossier"),
    (b"d", "EcranDemenagement"),
    (ECHAP, "EcranDossier"),
    (BAS * 7 + F2, "EcranAdresse"),
    (ECHAP, "EcranDossier"),
    (HAUT * 5 + F2, "EcranMembre"),
    (F8 * 2 + F4, "ModaleCocher"),
    (ECHAP, "EcranMembre"),
    (ECHAP, "EcranDossier"),
    (HAUT * 2, None),
    (b"i", "ModaleChoisir"),
    (ECHAP, "EcranDossier"),
    (b"g", "EcranIdentifiants"),
    (b"!", "ModaleTable"),
    (ECHAP, "EcranIdentifiants"),
    (b"n", "ModaleDemander"),
    (ECHAP, "EcranIdentifiants"),
    (b"k", "ModaleChoisir"),
    (b"\r", "ModaleSecrets"),
    (b"\r", "ModaleConfirmer"),
    (b"o", "EcranIdentifiants"),
    (ECHAP, "EcranDossier"),
    (b"r", "EcranReservations"),
    (b"!", "ModaleMessage"),
    (ECHAP, "EcranReservations"),
    (b"l", "EcranInscriptions"),
    (ECHAP, "EcranReservations"),
    (b"r", "ModaleRythme"),
    (ECHAP, "EcranReservations"),
    (b" \x13", "ModaleApercu"),
    (ECHAP, "EcranReservations"),
    (b"u", None),
    (b"\x04", "EcranListes"),
    (b"r", None),
    (b"a", None),
    (b"p", None),
    (b"\x0b", "EcranCalendrier"),
    (F6, "EcranPeriode"),
    (ECHAP, "EcranCalendrier"),
    (ECHAP, "EcranListes"),
    (b"\x1bOR", "EcranRecherche"),
    (b"\x15GARDE\r", "EcranDossier"),
    (b"m1CODE\r", "EcranFusion"),
    (ECHAP, "EcranDossier"),
    (BAS * 2 + b"c", "EcranGarde"),
    (F6, "EcranException"),
    (ECHAP, "EcranGarde"),
    (F2, "EcranFoyer"),
    (ECHAP, "EcranGarde"),
    (b"\x1bOR", "EcranRecherche"),
    (F6, "EcranNouvelleFamille"),
    (ECHAP, "EcranRecherche"),
    (b"\x0c", "ModaleVerrou"),
)
"""Keys, and what they show."""

AILLEURS = {
    "EcranConnexion": "shows nothing of the base but the town",
    "ModaleConfirmer": "a ModaleMessage with two answers",
    "DialogueListe": "what ModaleListe and ModaleApercu are made of",
    "ModaleListe": "what ModaleAbsence and the next are made of",
    "ModaleAbsence": "a list, as ModaleApercu is",
    "ModaleDoublons": "a list, as ModaleApercu is",
    "ModaleTouchees": "a list, as ModaleApercu is",
    "ModaleFautes": "a list, as ModaleApercu is",
    "ModaleDefile": "what ModaleAide and the next are made of",
    "ModaleRepose": "a list, as ModaleApercu is",
    "EcranRapprochements": "asks for a file: tests/screens/familles/test_rapprochements.py",
    "FormulaireBase": "what EcranMembre and the next are made of",
    "FormulaireAdresse": "what EcranDemenagement and EcranAdresse are made of",
    "FormulaireGarde": "what EcranFoyer is made of",
}
"""Not walked through here, and why."""


def tous_les_ecrans() -> set[str]:
    for module in pkgutil.walk_packages(screens.__path__, "screens."):
        importlib.import_module(module.name)
    vus: set[str] = set()
    a_voir: list[type] = [EcranBase, DialogueBase]
    while a_voir:
        filles = a_voir.pop().__subclasses__()
        # Other tests make dialogs of their own.
        vus |= {f.__name__ for f in filles if f.__module__.startswith("screens.")}
        a_voir += filles
    return vus - {"EcranBase", "DialogueBase", "ModaleBase"}


@pytest.mark.lent
def test_aucun_ecran_ne_commande_le_terminal(tmp_path: Path) -> None:
    """Lost otherwise: OSC 52 in a name writes the clipboard of whoever serves the family; a title, a colour, a bell."""
    assert {e for _, e in VISITE if e} | set(AILLEURS) == tous_les_ecrans(), "walk through the new screen too"
    fichier, code, garde = ville_hostile(tmp_path)
    montres, recus = tmp_path / "montres", bytearray()
    montres.touch()
    programme = [sys.executable, "-c", TEMOIN, str(montres), "--base", str(fichier), "--agent", "demo"]
    with Terminal(programme, recus=recus, XDG_DATA_HOME=str(tmp_path)) as t:
        t.attendre("Rechercher")
        t.attendre("Derniers passages")
        for touches, ecran in VISITE:
            deja = len(montres.read_text())
            t.taper(touches.replace(b"CODE", code.encode()).replace(b"GARDE", garde.encode()))
            fin = time.monotonic() + TROP_LONG_S
            while ecran and ecran not in montres.read_text()[deja:].split():
                t.lire(0.01)
                assert not t.fini, f"ended before {ecran}: {bytes(recus[-2000:])!r}"
                assert time.monotonic() < fin, f"{ecran} never came\n" + "\n".join(t.ecran.display)
            t.lire(0.3)
            trouve = ACTIFS.search(recus)
            assert trouve is None, f"{ecran}: {bytes(recus[max(trouve.start() - 80, 0) : trouve.end() + 80])!r}"
    # The poison was there to be shown.
    assert recus.count(b"52;c;UElSRQ==") > len(VISITE)
