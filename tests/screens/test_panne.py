"""The counter of the tests: a screen that breaks stops its test at once, with its own error."""

from __future__ import annotations

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
