"""Running a writing service again when two transactions crossed (PostgreSQL only)."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from guichet.erreurs.base import ConflitDeTransaction

P = ParamSpec("P")
R = TypeVar("R")
C = TypeVar("C")

ESSAIS = 6


def transaction(service: Callable[Concatenate[C, P], R]) -> Callable[Concatenate[C, P], R]:
    """Mark a public writing service: one call is one transaction, run again as a whole on a conflict.

    A `with` block cannot run its body twice, a function can: hence this decorator on each service that writes.
    """

    @wraps(service)
    def rejouer(ctx: C, /, *args: P.args, **kwargs: P.kwargs) -> R:
        for essai in range(1, ESSAIS):
            try:
                return service(ctx, *args, **kwargs)
            except ConflitDeTransaction:
                time.sleep(random.uniform(0.01, 0.04) * essai)  # noqa: S311 - jitter, not a secret
        return service(ctx, *args, **kwargs)

    return rejouer
