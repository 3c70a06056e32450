"""Ctrl+Q on every screen where something was typed, ticked or chosen: asked first, and « non » leaves it as it was."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input

from tests.screens.test_chaque_ecran import CHEMINS, PLANNING, SOSIE, base, demo, guichet, revenir

__all__ = ["base", "demo"]

SAISIES = (
    *("EcranNouvelleFamille", "EcranMembre", "EcranAdresse", "EcranFoyer", "EcranException", "EcranPeriode"),
    *("ModaleDemander", "ModaleRythme"),
)
"""What has fields."""
CHOIX = (
    ("EcranFusion", "20421<Entrée>m1{sosie}<Entrée><Entrée>"),
    ("EcranReservations", f"{PLANNING}<Droite><Droite><Bas><Bas><Bas> "),
    *((nom, chemin) for nom in ("ModaleApercu", "ModaleAbsence", "ModaleSecrets") for chemin in CHEMINS[nom]),
)
"""What has something to lose that is in no field: a choice, a draft, an act to be confirmed, a secret."""


async def test_quitter_demande_partout(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lost otherwise: what was typed or chosen, to the finger meant for Ctrl+S beside it."""
    async with guichet(base, "demo") as poste:
        finis: list[object] = []
        # The end itself is played in a real terminal (test_quitter).
        monkeypatch.setattr(poste.app, "exit", finis.append)
        cas = [(nom, f"{chemin}zz") for nom in SAISIES for chemin in CHEMINS[nom]]
        for nom, chemin in (*cas, *CHOIX):
            await poste.taper(chemin.format(sosie=SOSIE))
            assert poste.nom == nom, chemin
            champ = poste.app.focused
            tape = champ.value if isinstance(champ, Input) else ""
            await poste.taper("<Ctrl+Q>")
            assert not finis, f"{nom} ({chemin})"
            assert poste.nom == "ModaleConfirmer", f"{nom} ({chemin})"
            await poste.taper("n")
            assert poste.nom == nom, chemin
            assert not isinstance(champ, Input) or champ.value == tape
            await revenir(poste)
        await poste.taper("<Ctrl+Q>")
        assert len(finis) == 1, "nothing left to lose"
