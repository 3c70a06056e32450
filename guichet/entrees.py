"""The three streams a program is born with: a shell may have closed any of them (`>&-`)."""

from __future__ import annotations

import os
import sys


def assurer() -> None:
    """Have descriptors 0, 1 and 2 taken, and Python's streams over them.

    Left free, the next file opened would take its number: a base, into which an answer would be written. What stands
    for a closed output cannot be written to, so that an answer lost is known to be.
    """
    for fd in (0, 1, 2):
        try:
            os.fstat(fd)
        except OSError:
            # The lowest free number is this one: those before it are taken.
            os.open(os.devnull, os.O_RDONLY)
    if sys.stdin is None:
        sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 - lives as long as the program
    if sys.stdout is None:
        sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    if sys.stderr is None:
        sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
