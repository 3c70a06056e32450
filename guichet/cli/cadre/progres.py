"""A progress bar on stderr: seen on a terminal, silent anywhere else."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from guichet.cli.cadre.flux import brut


@contextmanager
def progression(titre: str, *, plain: bool) -> Iterator[Callable[[int, int], None]]:
    """Give the function a slow service calls with (done, in all).

    With `plain`, or for a screen reader, nothing moves: only the result speaks.
    """
    if plain or not sys.stderr.isatty():
        yield lambda _fait, _total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    colonnes = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*colonnes, console=Console(file=brut(sys.stderr)), transient=True) as barre:
        tache = barre.add_task(titre, total=None)
        yield lambda fait, total: barre.update(tache, completed=fait, total=total)
