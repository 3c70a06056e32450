"""What a reader of the PDF gets out of it."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable

import pytest


@pytest.fixture
def boites() -> Callable[[bytes], list[tuple[float, float, float, float]]]:
    """Where each word stands: left, top, right, bottom, in points on a page of 595 × 842."""
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext (poppler-utils) is not installed")

    def mesurer(pdf: bytes) -> list[tuple[float, float, float, float]]:
        sortie = subprocess.run(["pdftotext", "-bbox", "-", "-"], input=pdf, capture_output=True, check=True)
        motif = r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)"'
        trouves = re.findall(motif, sortie.stdout.decode())
        return [(float(g), float(h), float(d), float(b)) for g, h, d, b in trouves]

    return mesurer


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
