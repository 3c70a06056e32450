"""Start the application on a base."""

from __future__ import annotations

import codecs
import os
import sys
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from guichet.base import Adresse


def lancer(adresse: Adresse, *, agent: str | None = None, poste: str = "") -> int:
    """Run the Textual application; returns the exit code of cli.md. `poste` is guichet.toml's name when left out."""
    # A line-API list repaints in 13.5 ms at 240 frames a second, 78 ms for a table at 60 (dependances.md).
    os.environ.setdefault("TEXTUAL_FPS", "240")
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        from guichet.erreurs.socle import insecables

        phrase = "Guichet s’ouvre dans un terminal ; ici, utilisez une commande : « guichet --help »."
        sys.stderr.write(f"{insecables(phrase)}\n")
        return 2
    _comprendre_les_terminaux_en_latin1()
    from guichet.app import GuichetApp

    app = GuichetApp(adresse, agent=agent, poste=poste)
    try:
        return app.run() or app.return_code or 0
    finally:
        app.seance.fermer()


def _comprendre_les_terminaux_en_latin1() -> None:
    """Read a byte that is not UTF-8 as cp1252: Textual ends the program at the first « é » of such a terminal.

    Counters reached by SSH keep whatever their terminal was set to years ago.
    """
    if sys.platform == "win32":
        return
    from textual.drivers import linux_driver

    def octet(erreur: UnicodeError) -> tuple[str, int]:
        assert isinstance(erreur, UnicodeDecodeError)  # noqa: S101 - only a decoder calls it
        return erreur.object[erreur.start : erreur.end].decode("cp1252", errors="replace"), erreur.end

    def decodeur(encodage: str) -> Callable[[], codecs.IncrementalDecoder]:
        return partial(codecs.getincrementaldecoder(encodage), errors="cp1252-sinon")

    codecs.register_error("cp1252-sinon", octet)
    # Its reader asks for a strict decoder by this name and offers no other door.
    setattr(linux_driver, "getincrementaldecoder", decodeur)  # noqa: B010 - mypy knows it as a function of codecs
