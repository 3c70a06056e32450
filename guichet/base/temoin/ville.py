"""The one witness of a town whose base is on a server: a file, or a table of another database, where lines are added.

Each machine has its own witness, which knows the acts done from there alone. This one is written by all, behind each
act and never before it: a counter does not wait for it, nor fails by it. A head holds all that stands before: what
could not be written is made good by the next head, of an act or of the next opening.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from guichet.base.adresse import Adresse, lire_adresse
from guichet.base.temoin.registres import SurFichier, SurServeur
from guichet.erreurs import UsageIncorrect

if TYPE_CHECKING:
    from guichet.base.temoin.fichier import Section, Vue
    from guichet.base.temoin.registres import Registre

FIN_S = 2.0
"""Longest wait, as a process ends, for what it had to write."""


class Ville:
    """Where a process notes heads for the town, from a thread of its own."""

    def __init__(self, registre: Registre) -> None:
        self.registre = registre
        self._suite: Callable[[], None] | None = None
        self._fil: threading.Thread | None = None
        self._verrou = threading.Lock()

    def noter(self, vue: Vue) -> None:
        """Add a head, soon; one that waits still is worth nothing once a later one is known."""
        self._confier(lambda: self.registre.ajouter(vue))

    def rattraper(self, tete: int, signer: Callable[[], Vue | None], dites: Sequence[Section] = ()) -> None:
        """Add the head of the journal, soon, if the town has not seen it; `signer` gives it, None: it is not ours.

        The restorations that the journal tells come first: a machine, or the line, was away when they were declared.
        """

        def faire() -> None:
            for section in dites:
                self.registre.declarer(section)
            if self.registre.derniere() < tete and (vue := signer()) is not None:
                self.registre.ajouter(vue)

        self._confier(faire)

    def finir(self, attente: float = FIN_S) -> None:
        """Wait a while for what is being written."""
        fil = self._fil
        if fil is not None:
            fil.join(attente)

    def fermer(self) -> None:
        """Wait for what is being written, then close what is held; what writes still keeps it."""
        self.finir()
        if self._fil is None or not self._fil.is_alive():
            self.registre.fermer()

    def _confier(self, suite: Callable[[], None]) -> None:
        with self._verrou:
            self._suite = suite
            if self._fil is None or not self._fil.is_alive():
                self._fil = threading.Thread(target=self._courir, daemon=True, name="guichet-temoin")
                self._fil.start()

    def _courir(self) -> None:
        while True:
            with self._verrou:
                suite, self._suite = self._suite, None
                if suite is None:
                    self._fil = None
                    return
            # An act never fails by its witness, whatever happens to it: reports say how far it goes.
            with suppress(Exception):
                suite()


def ouvrir(texte: str, adresse: Adresse, base_id: str) -> Ville | None:
    """The town's witness as guichet.toml or GUICHET_TEMOIN names it; None where nothing does, or for a file.

    Raises:
        UsageIncorrect: it cannot be read, or is in the base itself.
    """
    if not texte or not adresse.postgres:
        return None
    if "://" not in texte and not texte.startswith(("postgres:", "postgresql:")):
        return Ville(SurFichier(Path(texte).expanduser().absolute(), base_id))
    lieu = lire_adresse(texte)
    if not lieu.postgres:
        raise UsageIncorrect(f"Le témoin de la ville est un fichier ou une adresse postgresql://, pas « {texte} ».")
    if lieu.empreinte() == adresse.empreinte():
        raise UsageIncorrect(
            "Le témoin de la ville est nommé dans la base elle-même : qui la remettrait d’hier le remettrait avec. "
            "Nommez une autre base, de préférence sur un autre serveur."
        )
    return Ville(SurServeur(lieu, base_id))
