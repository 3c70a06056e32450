"""The mouse says what a key says: a click is the keys that would have led there, kept in order with those typed."""

from __future__ import annotations

from collections.abc import Iterable

from rich.cells import cell_len
from textual import events
from textual.widget import Widget

from guichet.commandes import touche_nommee

SIGNES = {"space": " ", "exclamation_mark": "!", "full_stop": ".", "question_mark": "?"}
SEPARE, COIN = " · ", 3


def presser(widget: Widget, *touches: str) -> None:
    """Press keys, as the keyboard does."""
    for touche in touches:
        evenement = events.Key(touche, SIGNES.get(touche, touche if len(touche) == 1 else None))
        evenement.set_sender(widget.app)
        widget.app.post_message(evenement)


def touche_sous(x: int, dites: Iterable[tuple[str, int]]) -> str | None:
    """The key named under a column, among texts one after the other, each with the blanks that follow it."""
    debut = 0
    for texte, ecart in dites:
        fin = debut + cell_len(texte)
        if debut <= x < fin:
            return next((t for mot in texte.split() if (t := touche_nommee(mot)) is not None), None)
        debut = fin + ecart
    return None


def cliquer_au_bord(boites: Iterable[Widget], evenement: events.Click) -> None:
    """Press the key named on the lower edge of a dialog, whose words end before its corner."""
    for boite in boites:
        bord = boite._border_subtitle  # noqa: SLF001 - as it is painted
        if bord is None or evenement.screen_y != boite.region.bottom - 1:
            continue
        dites = [(dit, len(SEPARE)) for dit in bord.plain.split(SEPARE)]
        debut = boite.region.right - COIN - cell_len(bord.plain)
        touche = touche_sous(int(evenement.screen_x) - debut, dites)
        if touche is not None:
            presser(boite, touche)
