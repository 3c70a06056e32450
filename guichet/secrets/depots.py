"""Stores of named secrets: in memory, in a file."""

from __future__ import annotations

import os
import stat
from base64 import b64decode, b64encode
from pathlib import Path
from typing import Protocol

from guichet.base.fichiers import assurer_dossier
from guichet.base.file import tour
from guichet.base.place import modes
from guichet.base.place.modes import Mode
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
    """A file, one `nom=base64` a line, the last of a name counts: 0600, or of the group that shares the base.

    Its account rewrites it whole and renames it, so that a crash leaves the former one; another account adds a line,
    and the file stays whose it was.
    """

    def __init__(self, chemin: Path, avis: str = "", mode: Mode | None = None) -> None:
        self.chemin = chemin
        self._avis = avis
        self._mode = mode or modes.neuf()

    @property
    def avis(self) -> str:
        """Notice of this store, or that others can read the file."""
        if self.chemin.exists():
            s = self.chemin.stat()
            du_groupe = 0o060 if self._mode.partage and s.st_gid == self._mode.gid else 0
            if stat.S_IMODE(s.st_mode) & ~du_groupe & 0o077:
                bon = f"chmod {modes.PARTAGE if du_groupe else modes.PRIVE:o}"
                return f"Le fichier de clés {self.chemin} peut être lu par d’autres : faites « {bon} » dessus."
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
        tout = dict(ligne.split("=", 1) for ligne in self._lignes() if "=" in ligne)
        return {nom: valeur for nom, valeur in tout.items() if valeur}

    def _lignes(self) -> list[str]:
        try:
            return self.chemin.read_text(encoding="ascii").splitlines()
        except FileNotFoundError:
            return []
        except OSError as erreur:
            raise self._illisible(cause(erreur)) from erreur
        except UnicodeDecodeError as erreur:
            raise self._illisible("ce n’est pas un fichier de clés") from erreur

    def _changer(self, nom: str, valeur: str | None) -> None:
        """Rewrite under a lock: two commands at once must not lose each other's key."""
        try:
            modes.dossier(self.chemin.parent, modes.neuf())
            sien = self._actuel()
            with tour(self.chemin.with_name(self.chemin.name + ".file"), mode=sien or self._mode):
                lignes, tout = self._lignes(), self._tout()
                if any(ligne.strip() for ligne in lignes) and not tout:
                    # Named by mistake, it would be rewritten whole.
                    raise self._illisible("ce n’est pas un fichier de clés")
                if sien is not None and sien.uid != os.geteuid():
                    self._ajouter(nom, valeur or "")
                    return
                if valeur is None:
                    tout.pop(nom, None)
                else:
                    tout[nom] = valeur
                self._poser(tout, sien or self._mode)
        except OSError as erreur:
            raise self._illisible(cause(erreur)) from erreur

    def _actuel(self) -> Mode | None:
        """Mode the file has, None when there is none; one that is open to all was not shared on purpose."""
        try:
            s = self.chemin.stat()
        except FileNotFoundError:
            return None
        du_groupe = 0 if s.st_mode & 0o007 else s.st_mode & 0o060
        return Mode(modes.PRIVE | du_groupe, s.st_uid, s.st_gid)

    def _ajouter(self, nom: str, valeur: str) -> None:
        fd = os.open(self.chemin, os.O_RDWR | os.O_APPEND | os.O_CLOEXEC)
        with os.fdopen(fd, "rb+", buffering=0) as flux:
            fin = flux.seek(0, os.SEEK_END)
            # After a crash the last line may be torn: never glue a good one to it.
            colle = fin > 0 and os.pread(fd, 1, fin - 1) != b"\n"
            flux.write(b"\n" * colle + f"{nom}={valeur}\n".encode("ascii"))
            os.fsync(fd)

    def _poser(self, valeurs: dict[str, str], mode: Mode) -> None:
        neuf = self.chemin.with_name(self.chemin.name + ".neuf")
        # A leftover of a crash may have kept other rights.
        neuf.unlink(missing_ok=True)
        fd = modes.ouvrir(neuf, os.O_WRONLY | os.O_EXCL, mode)
        with os.fdopen(fd, "w", encoding="ascii") as flux:
            flux.writelines(f"{nom}={valeur}\n" for nom, valeur in sorted(valeurs.items()))
            flux.flush()
            os.fsync(flux.fileno())
        neuf.replace(self.chemin)
        # What is sealed with it is committed next: it must not outlive its key.
        assurer_dossier(self.chemin.parent)

    def _illisible(self, raison: str) -> SecretsIndisponibles:
        return SecretsIndisponibles(
            f"Le fichier de clés {self.chemin} ne peut pas servir ({raison}) : vérifiez ses droits, "
            "ou remettez la copie que vous en gardez. En dernier recours, si plus personne n’en a : mettez ce fichier "
            "de côté (renommez-le), puis « guichet remplacer-cle IDENTIFIANT »."
        )
