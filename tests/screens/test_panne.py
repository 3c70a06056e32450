"""A screen that breaks: its own error in a test, and at the counter a damaged base told with its cure."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from screens.dossier import ecran
from tests.screens.familles_essai import installer
from tests.screens.outils import application


async def test_un_ecran_casse_arrete_l_essai(fichier_base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lost otherwise: ten minutes of patience, a run cut short, and no failure told."""

    def casse(*_: Any) -> Any:
        raise ZeroDivisionError("dessin")

    installer(fichier_base)
    monkeypatch.setattr(ecran, "lignes_dossier", casse)
    with pytest.raises(ZeroDivisionError, match="dessin"):
        async with application(fichier_base) as poste:
            await poste.taper("leger<Entrée>")


async def test_une_valeur_abimee_sous_un_guichet_ouvert(fichier_base: Path) -> None:
    """Lost otherwise: « incident imprévu, référence 4F2A », and a counter that goes on with a base to be replaced."""
    async with application(fichier_base) as poste:
        with closing(sqlite3.connect(fichier_base)) as c, c:
            c.execute("PRAGMA ignore_check_constraints = ON")
            c.execute("UPDATE periode_calendrier SET nature = 'sieste'")
        await poste.taper("<Ctrl+K>")
        assert poste.voit("abîmée", "periode_calendrier", "guichet restaurer")
        assert not poste.voit("incident imprévu")
