"""Where the data shipped with the program is: presets, help pages, fonts, letter texts."""

from __future__ import annotations

from pathlib import Path


def chemin_donnees() -> Path:
    """Folder of the shipped data: inside the package in a wheel, beside it in a checkout.

    Wheels are installed unzipped by pip, so a plain path serves both (and typst needs one for fonts).
    """
    paquet = Path(__file__).resolve().parent
    embarque = paquet / "_data"
    return embarque if embarque.is_dir() else paquet.parent / "data"
