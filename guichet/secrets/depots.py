"""Stores of named secrets: in memory, in a 0600 file."""

from __future__ import annotations

import os
import stat
from base64 import b64decode, b64encode
from pathlib import Path
from typing import Protocol

from guichet.base.file import tour
from guichet.erreurs.acces import SecretsIndisponibles
from guichet.erreurs.socle import cause


class Secrets(Protocol):
    """A store of named secrets. `avis` is a French sentence to show, or "" when the store is a good one."""

    @property
    def avis(self) -> str:
        """Sentence to show."""
        ...

    def lire(self, nom: str) -> str | None:
        """Return the secret, or None."""
        ...

    def ecrire(self, nom: str, valeur: str) -> None:
        """Keep a secret."""
        ...

    def effacer(self, nom: str) -> None:
        """Forget a secret; nothing happens when there is none."""
        ...


class SecretsMemoire:
    """Kept as long as the process: for tests."""

    avis = ""

    def __init__(self) -> None:
        self._valeurs: dict[str, str] = {}

    def lire(self, nom: str) -> str | None:
        """Return the secret, or None."""
        return self._valeurs.get(nom)

    def ecrire(self, nom: str, valeur: str) -> None:
        """Keep a secret."""
        self._valeurs[nom] = valeur

    def effacer(self, nom: str) -> None:
        """Forget a secret."""
        self._valeurs.pop(nom, None)


class SecretsFichier:
    """A 0600 file, one `nom=base64` a line, rewritten whole and renamed so that a crash leaves the former one."""

    def __init__(self, chemin: Path, avis: str = "") -> None:
        self.chemin = chemin
        self._avis = avis

    @property
    def avis(self) -> str:
        """Notice of this store, or that others can read the file."""
        if self.chemin.exists() and stat.S_IMODE(self.chemin.stat().st_mode) & 0o077:
            return f"Le fichier de clés {self.chemin} peut être lu par d’autres : faites « chmod 600 » dessus."
        return self._avis

    def lire(self, nom: str) -> str | None:
        """Return the secret, or None.

        Raises:
            SecretsIndisponibles: the file cannot be read, or is not a key file.
        """
        valeur = self._tout().get(nom)
        try:
            return None if valeur is None else b64decode(valeur, validate=True).decode()
        except ValueError as erreur:
            raise self._illisible("il est abîmé") from erreur

    def ecrire(self, nom: str, valeur: str) -> None:
        """Keep a secret."""
        self._changer(nom, b64encode(valeur.encode()).decode())

    def effacer(self, nom: str) -> None:
        """Forget a secret."""
        if nom in self._tout():
            self._changer(nom, None)

    def _tout(self) -> dict[str, str]:
        try:
            lignes = self.chemin.read_text(encoding="ascii").splitlines()
        except FileNotFoundError:
            return {}
        except OSError as erreur:
            raise self._illisible(cause(erreur)) from erreur
        except UnicodeDecodeError as erreur:
            raise self._illisible("ce n’est pas un fichier de clés") from erreur
        return dict(ligne.split("=", 1) for ligne in lignes if "=" in ligne)

    def _changer(self, nom: str, valeur: str | None) -> None:
        """Rewrite under a lock: two commands at once must not lose each other's key."""
        try:
            self.chemin.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with tour(self.chemin.with_name(self.chemin.name + ".file")):
                tout = self._tout()
                if valeur is None:
                    tout.pop(nom, None)
                else:
                    tout[nom] = valeur
                self._poser(tout)
        except OSError as erreur:
            raise self._illisible(cause(erreur)) from erreur

    def _poser(self, valeurs: dict[str, str]) -> None:
        neuf = self.chemin.with_name(self.chemin.name + ".neuf")
        # A leftover of a crash may have kept other rights.
        neuf.unlink(missing_ok=True)
        fd = os.open(neuf, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(fd, "w", encoding="ascii") as flux:
            flux.writelines(f"{nom}={valeur}\n" for nom, valeur in sorted(valeurs.items()))
            flux.flush()
            os.fsync(flux.fileno())
        neuf.replace(self.chemin)

    def _illisible(self, raison: str) -> SecretsIndisponibles:
        return SecretsIndisponibles(
            f"Le fichier de clés {self.chemin} ne peut pas servir ({raison}) : vérifiez ses droits, "
            "ou remettez la copie que vous en gardez."
        )
