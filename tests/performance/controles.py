"""What a write checks before it writes, beside one durable booking: `python -m tests.performance.controles`."""

from __future__ import annotations

import tempfile
from functools import partial
from pathlib import Path

from guichet.contexte import PERSONNE, Contexte
from guichet.fiches.reservations.planning import Demande
from guichet.services import reservations
from tests.performance.generer import base
from tests.performance.outils import cote_a_cote, median_us
from tests.performance.ville import peupler

VISE = 0.03


def vide(ctx: Contexte) -> None:
    """A write transaction in which nothing is written; its first statement begins it, and reads the file."""
    with ctx.ecriture() as s:
        s.une("SELECT valeur FROM parametre WHERE cle = 'base_id'")


def lue(ctx: Contexte) -> None:
    """A snapshot in which nothing is read."""
    with ctx.lecture() as s:
        s.une("SELECT valeur FROM parametre WHERE cle = 'base_id'")


def mesurer(dossier: Path) -> None:
    """Print the cost of reading rights again, of a write and of a read; the booking is durable, on this disk."""
    ctx = base(dossier, 2_000)
    ville = peupler(ctx, dossier / "2000.db", 20_000)
    places = iter([(e, j) for e in ville.libres for j in ville.jours])

    def reserver() -> None:
        enfant, jour = next(places)
        reservations.enregistrer(ctx, demandes=[Demande(enfant, jour, ville.midi)], attendu=None)

    reservation = median_us(reserver, tours=300)
    nul = ctx.pour(PERSONNE)
    for nom, geste in (("une écriture", vide), ("une lecture", lue)):
        avec, sans = cote_a_cote([(partial(geste, ctx), partial(geste, nul))] * 15, repetitions=100)
        dit = f" (visé ≤ {VISE:.0%})" if geste is vide else ""
        print(
            f"droits relus à {nom} : {avec - sans:.1f} µs, {(avec - sans) / reservation:.2%} d’une réservation "
            f"durable de {reservation / 1000:.2f} ms{dit}"
        )


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as provisoire:
        mesurer(Path(provisoire))
