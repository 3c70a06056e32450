"""Keys that must stay outside the base: the HMAC key of Clés Enfance, the token of a command-line session.

Order (dependances.md): systemd's credentials directory, a 0600 key file named by GUICHET_CLES, the keyring when it has
a real backend, and last a 0600 file of our own, with a notice the user sees. A training base keeps its keys beside it:
they protect nothing.
"""

from __future__ import annotations

import hashlib
import os
import secrets as alea
import threading
from base64 import b64decode, b64encode
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from guichet.erreurs.base import CleDeBaseAbsente

if TYPE_CHECKING:
    from guichet.base.adresse import Adresse

SERVICE = "guichet"
ATTENTE_TROUSSEAU_S = 3.0

T = TypeVar("T")


class Secrets(Protocol):
    """A store of named secrets. `avis` is a French sentence to show, or "" when the store is a good one."""

    avis: str

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
        self.avis = avis

    def lire(self, nom: str) -> str | None:
        """Return the secret, or None."""
        valeur = self._tout().get(nom)
        return None if valeur is None else b64decode(valeur).decode()

    def ecrire(self, nom: str, valeur: str) -> None:
        """Keep a secret."""
        self._poser({**self._tout(), nom: b64encode(valeur.encode()).decode()})

    def effacer(self, nom: str) -> None:
        """Forget a secret."""
        tout = self._tout()
        if tout.pop(nom, None) is not None:
            self._poser(tout)

    def _tout(self) -> dict[str, str]:
        if not self.chemin.exists():
            return {}
        lignes = self.chemin.read_text(encoding="ascii").splitlines()
        return dict(ligne.split("=", 1) for ligne in lignes if "=" in ligne)

    def _poser(self, valeurs: dict[str, str]) -> None:
        self.chemin.parent.mkdir(parents=True, exist_ok=True)
        neuf = self.chemin.with_name(f"{self.chemin.name}.{os.getpid()}")
        fd = os.open(neuf, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(fd, "w", encoding="ascii") as flux:
            flux.writelines(f"{nom}={valeur}\n" for nom, valeur in sorted(valeurs.items()))
            flux.flush()
            os.fsync(flux.fileno())
        neuf.replace(self.chemin)


class SecretsTrousseau:
    """The system's keyring; each call has a time limit, since a locked keyring can wait for a window nobody sees."""

    avis = ""

    def lire(self, nom: str) -> str | None:
        """Return the secret, or None."""
        import keyring

        return _avec_limite(lambda: keyring.get_password(SERVICE, nom))

    def ecrire(self, nom: str, valeur: str) -> None:
        """Keep a secret."""
        import keyring

        _avec_limite(lambda: keyring.set_password(SERVICE, nom, valeur))

    def effacer(self, nom: str) -> None:
        """Forget a secret."""
        import keyring

        if self.lire(nom) is not None:
            _avec_limite(lambda: keyring.delete_password(SERVICE, nom))


class TrousseauMuet(OSError):
    """The keyring did not answer in time."""


def _avec_limite(appel: Callable[[], T]) -> T:
    resultat: list[T] = []
    echec: list[BaseException] = []

    def courir() -> None:
        try:
            resultat.append(appel())
        except BaseException as erreur:  # noqa: BLE001 - carried to the caller's thread, not swallowed
            echec.append(erreur)

    fil = threading.Thread(target=courir, daemon=True, name="guichet-trousseau")
    fil.start()
    fil.join(ATTENTE_TROUSSEAU_S)
    if echec:
        raise echec[0]
    if not resultat:
        raise TrousseauMuet
    return resultat[0]


def _trousseau_utilisable() -> bool:
    """Tell whether the keyring has a real backend: keyrings.alt silently keeps clear text, so it is refused."""
    import keyring
    import keyring.errors
    from keyring.backends import chainer, fail, null

    try:
        fond = _avec_limite(keyring.get_keyring)
        if isinstance(fond, (fail.Keyring, null.Keyring)) or type(fond).__module__.startswith("keyrings.alt"):
            return False
        if isinstance(fond, chainer.ChainerBackend) and not fond.backends:
            return False
        _avec_limite(lambda: keyring.get_password(SERVICE, "essai"))
    except (keyring.errors.KeyringError, OSError, RuntimeError):
        return False
    return True


def ouvrir_secrets(adresse: Adresse, base_id: str, *, formation: bool) -> Secrets:
    """Choose the store for this machine and base (see the module's order)."""
    if formation and adresse.fichier is not None:
        return SecretsFichier(adresse.fichier.with_name(adresse.fichier.name + ".cles"))
    depot = os.environ.get("CREDENTIALS_DIRECTORY")
    if depot and (fichier := Path(depot) / "guichet-cles").exists():
        return SecretsFichier(fichier)
    nomme = os.environ.get("GUICHET_CLES")
    if nomme:
        return SecretsFichier(Path(nomme).expanduser())
    if _trousseau_utilisable():
        return SecretsTrousseau()
    from platformdirs import user_data_path

    chemin = user_data_path("guichet") / f"cles-{base_id}"
    avis = (
        f"Cette machine n’a pas de trousseau : les clés sont gardées dans {chemin}, lisible par vous seul. "
        "Voyez « guichet diagnostic »."
    )
    return SecretsFichier(chemin, avis)


def _nom_cle(base_id: str) -> str:
    return f"{base_id}:cle-enfance"


def _empreinte_cle(valeur: str) -> str:
    return hashlib.sha256(f"guichet:{valeur}".encode()).hexdigest()


def poser_cle_hmac(secrets: Secrets, base_id: str) -> str:
    """Draw the key of the Clé Enfance hashes of a new base (32 random bytes); returns its fingerprint for the base."""
    valeur = alea.token_hex(32)
    secrets.ecrire(_nom_cle(base_id), valeur)
    return _empreinte_cle(valeur)


def cle_hmac(secrets: Secrets, base_id: str, empreinte: str) -> bytes:
    """Return the key of the Clé Enfance hashes of this base, checked against the fingerprint kept in the base.

    Raises:
        CleDeBaseAbsente: this machine does not hold the key, or holds another one.
    """
    valeur = secrets.lire(_nom_cle(base_id))
    if valeur is None or _empreinte_cle(valeur) != empreinte:
        msg = (
            "La clé qui protège les Clés Enfance de cette base n’est pas sur cette machine : "
            "copiez le fichier de clés du premier poste et nommez-le par GUICHET_CLES."
        )
        raise CleDeBaseAbsente(msg)
    return bytes.fromhex(valeur)
