"""An unforeseen error at the counter: logged without its values, told once with its reference."""

from __future__ import annotations

from collections.abc import Callable

from textual.app import App

INCIDENTS_MAX = 3
"""Beyond that the screen no longer tells the truth: better leave, with the reference."""


class Incidents:
    """Counts them; Textual would print the local variables of every frame, secrets included."""

    def __init__(self, app: App[int], avertir: Callable[[str], None]) -> None:
        self._app, self._avertir = app, avertir
        self._nombre = 0

    def dire(self, erreur: Exception) -> None:
        """Log it and say it; the last one ends the program."""
        from guichet.incidents import consigner

        self._nombre += 1
        incident = consigner(erreur)
        if self._nombre > INCIDENTS_MAX:
            self._app.exit(5, message=incident.phrase)
        else:
            self._avertir(incident.phrase)
