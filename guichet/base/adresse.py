"""Where a base is: a file for SQLite, a URL for PostgreSQL."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from guichet.erreurs import UsageIncorrect

_NOM_MAX = 200
"""Bytes: file systems take 255, and the journal of a base, its keys and its queue add their own endings."""


@dataclass(frozen=True, slots=True)
class Adresse:
    """Place of a base.

    Attributes:
        fichier: path of the SQLite file, or None for a server.
        url: PostgreSQL URL, or "" for a file.
    """

    fichier: Path | None
    url: str = ""

    @property
    def postgres(self) -> bool:
        """Whether the base is on a PostgreSQL server."""
        return self.fichier is None

    def affichee(self) -> str:
        """Place as it may be shown: a password in the URL never is."""
        if self.fichier is not None:
            return str(self.fichier)
        from urllib.parse import urlsplit

        parties = urlsplit(self.url)
        return f"postgresql://{parties.hostname or 'local'}{parties.path}"

    def empreinte(self) -> str:
        """Short name of a server's base for files kept on this machine; the password has no part in it."""
        import hashlib
        from urllib.parse import urlsplit

        u = urlsplit(self.url)
        return hashlib.sha256(f"{u.hostname}:{u.port}{u.path}?{u.query}".encode()).hexdigest()[:16]


def lire_adresse(texte: str) -> Adresse:
    """Read `--base FILE|URL`.

    Raises:
        UsageIncorrect: another kind of URL than PostgreSQL or SQLite, a URL or a name that nothing can be opened by.
    """
    if texte.startswith(("postgresql:", "postgres:", "postgresql+psycopg:")):
        return Adresse(None, _serveur("postgresql" + texte[texte.index(":") :]))
    if texte.startswith("sqlite:///"):
        return Adresse(_fichier(texte.removeprefix("sqlite:///")))
    if "://" in texte:
        msg = (
            f"« {texte.split('://', maxsplit=1)[0]} » n’est pas une sorte de base connue : "
            "donnez un fichier ou une adresse postgresql://."
        )
        raise UsageIncorrect(msg)
    return Adresse(_fichier(texte))


def _serveur(url: str) -> str:
    from urllib.parse import urlsplit

    try:
        parties = urlsplit(url)
        lisible = url.startswith("postgresql://") and parties.port != 0
    except ValueError:
        lisible = False
    if not lisible:
        # Not quoted: a URL may hold a password.
        raise UsageIncorrect("L’adresse du serveur ne se lit pas : écrivez postgresql://agent@serveur:5432/guichet.")
    return url


def _fichier(texte: str) -> Path:
    chemin = Path(texte)
    try:
        chemin = chemin.expanduser()
    except RuntimeError as erreur:
        msg = f"« {texte} » commence par un utilisateur inconnu : donnez le chemin entier du fichier."
        raise UsageIncorrect(msg) from erreur
    if not chemin.name.strip() or chemin.name == "..":
        msg = f"« {texte} » est un dossier : donnez le fichier de la base."
        raise UsageIncorrect(msg)
    if "\0" in texte or any(len(partie.encode(errors="replace")) > _NOM_MAX for partie in chemin.parts):
        msg = f"« {texte} » ne peut pas être le nom d’un fichier : corrigez-le."
        raise UsageIncorrect(msg)
    # What stands beside a base (lock, witness, keys) must be one, by whatever name it is opened.
    try:
        return chemin.resolve() if chemin.is_symlink() else chemin
    except OSError:
        # A folder this account may not cross: the opening says so.
        return chemin
