"""The place of an older base while it is migrated: the writers' turn, and the copy of the file as it was."""

from __future__ import annotations

import glob
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from guichet.base.adresse import Adresse
from guichet.base.file import tour
from guichet.base.place import copie
from guichet.base.place.identite import FILE
from guichet.erreurs.base import DisquePlein

ATTENTE_S = 120.0
"""Another workstation may be migrating the same base: wait for it rather than refuse a counter."""

_CHANTIER, _FIN = ".chantier", ".copie"


class Place:
    """Beside a base file, whose turn is held."""

    def __init__(self, fichier: Path) -> None:
        self._fichier = fichier

    def copier(self, marque: str) -> str:
        """Copy the file under a name it does not bear yet, and return that name.

        What former attempts left is removed: they changed nothing.

        Raises:
            DisquePlein: no room for it.
        """
        for reste in laissees(Adresse(self._fichier)):
            self.retirer(reste)
        nom = f"{self._fichier.name}.{marque}{_FIN}"
        chantier = self._chantier(nom)
        try:
            copie.copier(self._fichier, chantier)
        except (DisquePlein, OSError) as erreur:
            copie.retirer(chantier)
            msg = (
                f"La base doit être mise à niveau, mais sa copie ne peut pas être faite dans {chantier.parent} "
                f"({erreur.__cause__ or erreur}) : libérez de la place, puis réessayez. Rien n’a été changé."
            )
            raise DisquePlein(msg) from erreur
        return nom

    def nommer(self, nom: str) -> None:
        """Give the copy its name; another workstation may have."""
        if nom:
            with suppress(FileNotFoundError):
                self._chantier(nom).replace(self._fichier.with_name(nom))

    def retirer(self, nom: str) -> None:
        """Remove a copy that never got its name."""
        copie.retirer(self._chantier(nom))

    def _chantier(self, nom: str) -> Path:
        return self._fichier.with_name(f".{nom}{_CHANTIER}")


@contextmanager
def place(adresse: Adresse) -> Iterator[Place | None]:
    """Hold the writers' turn of a file; None on a server, which has its own.

    Raises:
        BaseOccupee: somebody keeps it.
    """
    if adresse.fichier is None:
        yield None
        return
    with tour(adresse.fichier.with_name(adresse.fichier.name + FILE), ATTENTE_S):
        yield Place(adresse.fichier)


def laissees(adresse: Adresse) -> list[str]:
    """Names of the copies that never got theirs."""
    if adresse.fichier is None:
        return []
    motif = f".{glob.escape(adresse.fichier.name)}.schema-*{_FIN}{_CHANTIER}"
    return [f.name.removeprefix(".").removesuffix(_CHANTIER) for f in adresse.fichier.parent.glob(motif)]
