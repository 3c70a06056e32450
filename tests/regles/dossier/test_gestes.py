"""Every alert leads somewhere, or is known to lead nowhere: a word that nobody can act on is a word too many."""

from __future__ import annotations

import re
from pathlib import Path

from guichet.regles import dossier
from guichet.regles.dossier.gestes import GESTES, SANS_GESTE

_CODE = re.compile(r'code="(\w+)"(?: if \w+ else "(\w+)")?')


def test_chaque_alerte_mene_quelque_part() -> None:
    """Lost otherwise: a new alert on which Entrée does nothing, and nobody knows it was forgotten."""
    regles = Path(dossier.__file__).parents[1]
    ecrits: set[str] = set()
    for fichier in regles.rglob("alertes.py"):
        for trouves in _CODE.findall(fichier.read_text()):
            ecrits |= {code for code in trouves if code}
    assert len(ecrits) > 20, "the alerts are no longer written so: this test reads nothing"
    assert ecrits == GESTES.keys() | SANS_GESTE
