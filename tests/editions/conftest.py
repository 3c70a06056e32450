"""What a reader of the PDF gets out of it."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable

import pytest


@pytest.fixture
def lire() -> Callable[[bytes], str]:
    """The text a screen reader or a copy-paste would find in the PDF."""
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext (poppler-utils) is not installed")

    def extraire(pdf: bytes) -> str:
        sortie = subprocess.run(
            ["pdftotext", "-raw", "-enc", "UTF-8", "-", "-"], input=pdf, capture_output=True, check=True
        )
        return sortie.stdout.decode().replace("\u200b", "")

    return extraire
