"""One running counter per workstation: its name is held until the process ends, killed or not.

The kernel frees a file lock, a server the advisory lock of a connection: whoever died holds nothing (decision 0013).
"""

from __future__ import annotations

import fcntl
import hashlib
import os
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from guichet.base import pilote
from guichet.base.place import modes
from guichet.base.refus import injoignable
from guichet.erreurs.acces import PosteTenu
from guichet.erreurs.base import BaseEnLectureSeule
from guichet.erreurs.socle import cause
from guichet.formats import PARIS, heure, jour_court

if TYPE_CHECKING:
    from guichet.base.adresse import Adresse

DOSSIER = ".postes"
"""Folder beside the base, one small file for each workstation."""


class Tenue(Protocol):
    """A workstation held by this process."""

    def signer(self, qui: str) -> None:
        """Say who sits there, for whoever is refused it."""

    def veiller(self) -> str:
        """Look whether it is still held, and hold it again if it is not; what happened, "" when nothing did.

        Raises:
            PosteTenu: another counter has taken it meanwhile. BaseInjoignable: the server does not answer.
        """
        ...

    def rendre(self) -> None:
        """Let go; twice does nothing more."""


def tenir(adresse: Adresse, ici: str, *, qui: str, depuis: datetime) -> Tenue:
    """Hold a workstation, or a terminal without a name, until `rendre` or the end of the process.

    Args:
        adresse: the base it works on.
        ici: Contexte.ici.
        qui: who sits there, and in which terminal.
        depuis: aware instant.

    Raises:
        PosteTenu: another counter holds it: who, since when. BaseEnLectureSeule, BaseInjoignable.
    """
    if adresse.fichier is None:
        return _TenueServeur(adresse, ici, qui)
    return _TenueFichier(adresse, ici, qui, depuis)


def qui_tient(poste: Path) -> str:
    """Who sits at the workstation of that file, and since when; "" when it does not say."""
    try:
        return _dit(poste.read_text(encoding="utf-8", errors="replace"))
    except OSError:
        return ""


def _dit(lu: str) -> str:
    instant, _, qui = lu.partition("\n")
    return _qui_depuis(qui.strip(), _instant(instant))


def _qui_depuis(qui: str, depuis: datetime | None) -> str:
    if depuis is None:
        return qui
    local = depuis.astimezone(PARIS)
    return f"{qui or 'quelqu’un'} depuis le {jour_court(local.date())} à {heure(local)}"


def _refus(ici: str, tenant: str) -> PosteTenu:
    par = f" par {tenant}" if tenant else ""
    return PosteTenu(
        f"Le poste « {ici} » est déjà tenu{par} : fermez Guichet là-bas, ou ouvrez sous un autre nom, par "
        "exemple en ajoutant « --poste guichet-2 » à la commande."
    )


class _TenueFichier:
    """A lock on a small file; what the file says is only for people."""

    def __init__(self, adresse: Adresse, ici: str, qui: str, depuis: datetime) -> None:
        assert adresse.fichier is not None  # noqa: S101 - chosen by tenir
        dossier = adresse.fichier.with_name(adresse.fichier.name + DOSSIER)
        self._depuis = depuis
        try:
            # Whoever may write the base may hold a workstation of it.
            mode = modes.de(adresse.fichier)
            modes.dossier(dossier, mode)
            chemin = dossier / hashlib.sha256(ici.encode()).hexdigest()[:16]
            self._fd = modes.ouvrir(chemin, os.O_RDWR, mode)
        except OSError as erreur:
            msg = f"Le dossier {dossier} ne peut pas servir ({cause(erreur)}) : vérifiez ses droits."
            raise BaseEnLectureSeule(msg) from erreur
        try:
            fcntl.flock(self._fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lu = os.pread(self._fd, 400, 0).decode(errors="replace")
            os.close(self._fd)
            raise _refus(ici, _dit(lu)) from None
        self.signer(qui)

    def signer(self, qui: str) -> None:
        """Write who sits there."""
        if self._fd >= 0:
            os.ftruncate(self._fd, 0)
            os.pwrite(self._fd, f"{self._depuis.isoformat()}\n{qui}\n".encode(), 0)

    def veiller(self) -> str:
        """Nothing: the kernel keeps a lock as long as its process lives."""
        return ""

    def rendre(self) -> None:
        """Let the kernel give the lock to the next."""
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1


def _instant(texte: str) -> datetime | None:
    try:
        return datetime.fromisoformat(texte)
    except ValueError:
        return None


_TENU_PAR = (
    "SELECT a.application_name, a.backend_start FROM pg_locks v JOIN pg_stat_activity a ON a.pid = v.pid "
    "WHERE v.locktype = 'advisory' AND v.granted AND v.objsubid = 1 "
    "AND v.database = (SELECT oid FROM pg_database WHERE datname = current_database()) "
    "AND (v.classid::bigint << 32) + v.objid::bigint = %s"
)
_SIGNER = "SELECT set_config('application_name', %s, false)"
_VEILLE = "-c tcp_keepalives_idle=60 -c tcp_keepalives_interval=15 -c tcp_keepalives_count=4"
"""A machine that vanished without a word holds its workstation two minutes, not two hours."""


class _TenueServeur:
    """An advisory lock of a connection that does nothing else; its name says who sits there."""

    def __init__(self, adresse: Adresse, ici: str, qui: str) -> None:
        self._adresse, self._ici, self._qui = adresse, ici, qui
        self._panne: type[Exception] = pilote.charger().OperationalError
        self._rendue = False
        self._connexion: Any = self._prendre()

    def _prendre(self) -> Any:
        # 63 bits: positive, so that it reads as it was given in pg_locks.
        cle = int.from_bytes(hashlib.sha256(f"guichet poste {self._ici}".encode()).digest()[:8]) >> 1
        try:
            connexion: Any = pilote.charger().connect(
                self._adresse.url, autocommit=True, connect_timeout=5, options=_VEILLE
            )
            ((pris,),) = connexion.execute("SELECT pg_try_advisory_lock(%s)", (cle,)).fetchall()
            if pris:
                connexion.execute(_SIGNER, (self._qui,))
                return connexion
            ligne = connexion.execute(_TENU_PAR, (cle,)).fetchone()
            connexion.close()
        except self._panne as erreur:
            raise injoignable(self._adresse) from erreur
        raise _refus(self._ici, _qui_depuis(*(ligne or ("", None))))

    def signer(self, qui: str) -> None:
        """Name the connection; the server keeps 63 bytes and plain signs."""
        self._qui = qui
        # One that dropped is found out, and said, by `veiller`.
        with suppress(self._panne):
            self._connexion.execute(_SIGNER, (qui,))

    def veiller(self) -> str:
        """Ask the server; a connection that dropped let the workstation go with it."""
        if self._rendue:
            return ""
        with suppress(self._panne):
            self._connexion.execute("SELECT 1")
            return ""
        self._connexion.close()
        self._connexion = self._prendre()
        return (
            f"La connexion au serveur a été coupée, et le poste « {self._ici} » libre un moment : il est de nouveau "
            "tenu d’ici."
        )

    def rendre(self) -> None:
        """Close the connection, and the lock with it."""
        self._rendue = True
        self._connexion.close()
