"""What tests of the services share and that takes long to make."""

from __future__ import annotations

from pathlib import Path

import pytest

from guichet.base import Adresse
from guichet.services.socle.demonstration import preparer
from tests.bases import DEPART


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One demonstration base of 300 families, only read by the tests that share it."""
    fichier = tmp_path_factory.mktemp("demo") / "demo.db"
    preparer(Adresse(fichier), maintenant=DEPART)
    return fichier
