"""Where a base is: a file for SQLite, a URL for PostgreSQL."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from guichet.erreurs import UsageIncorrect


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
        UsageIncorrect: another kind of URL than PostgreSQL or SQLite.
    """
    if texte.startswith(("postgresql:", "postgres:", "postgresql+psycopg:")):
        return Adresse(None, "postgresql" + texte[texte.index(":") :])
    if texte.startswith("sqlite:///"):
        return Adresse(Path(texte.removeprefix("sqlite:///")))
    if "://" in texte:
        msg = (
            f"« {texte.split('://', maxsplit=1)[0]} » n’est pas une sorte de base connue : "
            "donnez un fichier ou une adresse postgresql://."
        )
        raise UsageIncorrect(msg)
    return Adresse(Path(texte).expanduser())
