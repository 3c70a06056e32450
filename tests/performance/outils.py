"""Measuring by hand: medians, and the ratio to the bare operation of the same run."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Sequence

TOURS = 15
"""Least number of measures behind a median."""


def median_us(geste: Callable[[], object], *, tours: int = TOURS, repetitions: int = 1) -> float:
    """Median duration of a gesture, in microseconds; short ones are repeated inside each measure."""
    geste()
    durees = []
    gc.collect()
    for _ in range(max(tours, TOURS)):
        debut = time.perf_counter_ns()
        for _ in range(repetitions):
            geste()
        durees.append((time.perf_counter_ns() - debut) / repetitions / 1000)
    return statistics.median(durees)


def cote_a_cote(
    paires: Sequence[tuple[Callable[[], object], Callable[[], object]]], *, repetitions: int = 10
) -> tuple[float, float]:
    """Medians over pairs (gesture, bare operation), measured in turn so that the machine's moods hit both."""
    gestes, nus = [], []
    for geste, nu in paires:
        gestes.append(median_us(geste, repetitions=repetitions))
        nus.append(median_us(nu, repetitions=repetitions))
    return statistics.median(gestes), statistics.median(nus)


def afficher(quoi: str, mesure_us: float, nu_us: float | None = None, limite: float | None = None) -> None:
    """Print one line: what, how long, how many times the bare operation, what was aimed at."""
    ligne = f"{quoi:<58}{mesure_us / 1000:>10.4f} ms"
    if nu_us is not None:
        ligne += f"   nu {nu_us / 1000:.4f} ms   × {mesure_us / nu_us:.2f}"
        if limite is not None:
            ligne += f" (visé ≤ {limite:g})"
    elif limite is not None:
        ligne += f"   (visé ≤ {limite:g} ms)"
    print(ligne)
