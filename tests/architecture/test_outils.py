"""The quality tools, run as tests: what they refuse never reaches the counter."""

from __future__ import annotations

import pytest

from tests.architecture.arbre import lancer

OUTILS = {
    "ruff check": ("ruff", "check", "."),
    "ruff format": ("ruff", "format", "--check", "."),
    "mypy --strict": ("mypy",),
    "vulture": ("vulture",),
    "deptry": ("deptry", "."),
}


@pytest.mark.lent
@pytest.mark.parametrize("outil", OUTILS)
def test_outil(outil: str) -> None:
    fini = lancer(*OUTILS[outil])
    assert fini.returncode == 0, f"{outil} :\n{fini.stdout}{fini.stderr}"
