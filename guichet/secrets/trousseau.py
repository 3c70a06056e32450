"""The system's keyring, which may be absent, locked behind a window nobody sees, or a clear-text file in disguise."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TypeVar

from guichet.erreurs.acces import SecretsIndisponibles

SERVICE = "guichet"
ATTENTE_S = 3.0

T = TypeVar("T")


class SecretsTrousseau:
    """Secrets in the keyring; each call has a time limit.

    Raises (every method): SecretsIndisponibles when it refuses, breaks or does not answer.
    """

    avis = ""

    def lire(self, nom: str) -> str | None:
        """Return the secret, or None."""
        import keyring

        return _demander(lambda: keyring.get_password(SERVICE, nom))

    def ecrire(self, nom: str, valeur: str) -> None:
        """Keep a secret."""
        import keyring

        _demander(lambda: keyring.set_password(SERVICE, nom, valeur))

    def effacer(self, nom: str) -> None:
        """Forget a secret."""
        import keyring

        if self.lire(nom) is not None:
            _demander(lambda: keyring.delete_password(SERVICE, nom))


def utilisable() -> bool:
    """Tell whether the keyring has a real backend: keyrings.alt silently keeps clear text, so it is refused."""
    import keyring
    from keyring.backends import chainer, fail, null

    try:
        fond = _demander(keyring.get_keyring)
        if isinstance(fond, (fail.Keyring, null.Keyring)) or type(fond).__module__.startswith("keyrings.alt"):
            return False
        if isinstance(fond, chainer.ChainerBackend) and not fond.backends:
            return False
        _demander(lambda: keyring.get_password(SERVICE, "essai"))
    except SecretsIndisponibles:
        return False
    return True


def _demander(appel: Callable[[], T]) -> T:
    """Ask in a thread that is left behind when the time is over."""
    import keyring.errors

    resultat: list[T] = []
    echec: list[BaseException] = []

    def courir() -> None:
        try:
            resultat.append(appel())
        except BaseException as erreur:  # noqa: BLE001 - carried to the caller's thread, not swallowed
            echec.append(erreur)

    fil = threading.Thread(target=courir, daemon=True, name="guichet-trousseau")
    fil.start()
    fil.join(ATTENTE_S)
    if resultat:
        return resultat[0]
    if not echec:
        raise SecretsIndisponibles("Le trousseau de cette machine ne répond pas : déverrouillez-le, puis réessayez.")
    # Backends speak D-Bus or the system's store: their failures are of these kinds.
    if isinstance(echec[0], (keyring.errors.KeyringError, OSError, RuntimeError, ImportError)):
        raise SecretsIndisponibles(
            "Le trousseau de cette machine refuse de répondre : déverrouillez-le, puis réessayez."
        ) from echec[0]
    raise echec[0]
