"""How long a test waits: for what a process does, never for a number of seconds a busy machine would overrun."""

from __future__ import annotations

TROP_LONG_S = 600.0
"""Only ends a test that hangs. A right program on the slowest machine is done long before, and is not judged by it."""


def attendre_son_tour() -> None:
    """Give this process the same patience: its waits for a base are the product's, made for one town's counters.

    Several of them on a machine that runs many tests at once may queue for longer; what these tests judge is what is
    written in the end. The limits themselves are tested in test_base_refusee, against somebody who never lets go.
    """
    from guichet.base import engines, file, moteur

    file.ATTENTE_S = TROP_LONG_S
    moteur.ATTENTE_SQLITE_S = TROP_LONG_S
    engines.ATTENTE_POSTGRES_MS = int(TROP_LONG_S * 1000)
    engines.PRAGMAS = tuple(
        f"busy_timeout = {TROP_LONG_S * 1000:.0f}" if p.startswith("busy_timeout") else p for p in engines.PRAGMAS
    )
