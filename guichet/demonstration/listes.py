"""Lists of names and streets the families are drawn from (data/demonstration, one a line)."""

from __future__ import annotations

from functools import cache

from guichet.donnees import chemin_donnees


@cache
def lire(nom: str) -> tuple[str, ...]:
    """The lines of a list, in the order of the file."""
    fichier = chemin_donnees() / "demonstration" / f"{nom}.txt"
    return tuple(filter(None, map(str.strip, fichier.read_text(encoding="utf-8").splitlines())))
