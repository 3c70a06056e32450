"""Which stores serve this machine and base."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from guichet.base.place import modes
from guichet.erreurs.acces import SecretsIndisponibles
from guichet.secrets import trousseau
from guichet.secrets.depots import Secrets, SecretsFichier
from guichet.secrets.jetons import Jetons

if TYPE_CHECKING:
    from guichet.base.adresse import Adresse
    from guichet.base.place.modes import Mode


class Couches:
    """Several stores seen as one: read in order, written to the first that takes it.

    A key put in the fall-back file over SSH is still found from the desktop, where the keyring answers, and back.
    Chosen on first use: asking the keyring costs 0.1 s that no start-up should pay.
    """

    def __init__(self, lus: Sequence[Secrets], suite: Callable[[], Sequence[Secrets]]) -> None:
        self._lus = tuple(lus)
        self._suite = suite
        self._repli = False

    @cached_property
    def _ecrits(self) -> tuple[Secrets, ...]:
        return tuple(self._suite())

    @property
    def avis(self) -> str:
        """Notice of the store that keeps what is written."""
        return self._ecrits[-1 if self._repli else 0].avis

    def lire(self, nom: str) -> str | None:
        """Return the secret from the first store that has it, or None."""
        panne: SecretsIndisponibles | None = None
        for depot in (*self._lus, *self._ecrits):
            try:
                if (valeur := depot.lire(nom)) is not None:
                    return valeur
            except SecretsIndisponibles as erreur:
                panne = erreur
        if panne is not None:
            raise panne
        return None

    def ecrire(self, nom: str, valeur: str) -> None:
        """Keep a secret, forgetting a former value another store would give back first."""
        *preferes, dernier = self._ecrits
        for depot in preferes:
            try:
                depot.ecrire(nom, valeur)
            except SecretsIndisponibles:
                self._repli = True
                continue
            dernier.effacer(nom)
            return
        dernier.ecrire(nom, valeur)

    def effacer(self, nom: str) -> None:
        """Forget a secret wherever we may write."""
        for depot in self._ecrits:
            depot.effacer(nom)


def ouvrir_secrets(adresse: Adresse, base_id: str, *, formation: bool, mode: Mode | None = None) -> Secrets:
    """Choose the stores for this machine and base (order: see the package).

    Args:
        adresse: the base.
        base_id: which base.
        formation: whether it is a training base.
        mode: whose the base is; as its file says when none is given.
    """
    mode = mode or modes.de(adresse.fichier)
    voisin = None
    if adresse.fichier is not None:
        voisin = SecretsFichier(adresse.fichier.with_name(adresse.fichier.name + ".cles"), mode=mode)
        if formation:
            return voisin
    depot = os.environ.get("CREDENTIALS_DIRECTORY")
    # Read only: systemd hands the key over.
    lus = [SecretsFichier(Path(depot) / "guichet-cles")] if depot else []
    nomme = os.environ.get("GUICHET_CLES")
    if nomme:
        fichier = SecretsFichier(Path(nomme).expanduser(), mode=mode)
        return Couches(lus, lambda: (fichier,))
    if voisin is None or not (mode.partage or voisin.chemin.exists()):
        return Couches(lus, lambda: _selon_machine(base_id))
    # Whoever shares the base shares its keys.
    return Couches(lus, lambda: (voisin, *_selon_machine(base_id)))


def ouvrir_jetons(base_id: str) -> Jetons:
    """Where the tokens of this account's sessions are: its keyring, else a 0600 file of its own, whoever holds keys."""
    from guichet.base.poste.terminal import terminal_ici

    ici, fichier = terminal_ici(), SecretsFichier(_a_soi(f"sessions-{base_id}"))
    verrou = fichier.chemin.with_name(fichier.chemin.name + ".tour")
    return Jetons(ici.compte, ici.cle, base_id, Couches((), lambda: _avec_trousseau(fichier)), verrou)


def _selon_machine(base_id: str) -> Sequence[Secrets]:
    chemin = _a_soi(f"cles-{base_id}")
    avis = (
        f"Cette machine n’a pas de trousseau : les clés sont gardées dans {chemin}, lisible par vous seul. "
        "Voyez « guichet diagnostic »."
    )
    return _avec_trousseau(SecretsFichier(chemin, avis))


def _a_soi(nom: str) -> Path:
    from platformdirs import user_data_path

    return user_data_path("guichet") / nom


def _avec_trousseau(fichier: SecretsFichier) -> Sequence[Secrets]:
    return (trousseau.SecretsTrousseau(), fichier) if trousseau.utilisable() else (fichier,)
