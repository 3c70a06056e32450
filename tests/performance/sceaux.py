"""What seals cost: `verifier` beside a bare loop, one durable booking beside the same without seals.

`python -m tests.performance.sceaux [réservations]`
"""

from __future__ import annotations

import sqlite3
import sys
import tempfile
from functools import partial
from hashlib import sha256
from pathlib import Path
from unittest.mock import patch

from guichet.base.ecriture import Ecriture
from guichet.base.moteur import Base
from guichet.base.sceaux import sceller_tout
from guichet.contexte import Contexte
from guichet.fiches.reservations.planning import Demande
from guichet.registres.socle import sceaux
from guichet.services import reservations
from models.invariants.scellees import NOMS
from tests.performance.generer import base
from tests.performance.outils import cote_a_cote
from tests.performance.ville import peupler

VISE = 0.8


def relire(ctx: Contexte) -> None:
    """The part of `verifier` that reads sealed rows."""
    with ctx.base.lecture() as s:
        controle, anomalies = sceaux.controler(s, ctx.base.cle, None)
    assert controle.nombre
    assert not anomalies, anomalies


def boucle(fichier: Path) -> None:
    """The same rows and their seals, read and hashed, and nothing compared."""
    c = sqlite3.connect(f"file:{fichier}?mode=ro", uri=True)
    for table in (*NOMS, "sceau"):
        for ligne in c.execute(f"SELECT * FROM {table}"):
            sha256(repr(ligne).encode()).digest()
    c.close()


def sans_sceaux(_base: Base, s: Ecriture) -> None:
    """What the end of a transaction was."""
    s.flush()
    s.info["mac"] = ""


def mesurer(nombre: int, dossier: Path) -> None:
    """Print both ratios."""
    ctx = base(dossier, 2_000)
    fichier = dossier / "2000.db"
    ville = peupler(ctx, fichier, nombre)
    with ctx.base.ecriture() as s:
        sceller_tout(s, ctx.base.cle, lambda n: print(f"{n} lignes scellées, {ville.reservations} réservations"))
    relu, nu = cote_a_cote([(partial(relire, ctx), partial(boucle, fichier))] * 2, repetitions=1)
    print(f"relire les sceaux {relu / 1e6:.2f} s, boucle nue {nu / 1e6:.2f} s : {nu / relu:.2f} (visé ≥ {VISE})")
    places = iter([Demande(e, j, ville.midi) for e in ville.libres for j in ville.jours])

    def reserver(ici: Contexte) -> None:
        reservations.enregistrer(ici, demandes=[next(places)], attendu=None)

    def nue() -> None:
        with patch.object(Base, "sceller", sans_sceaux):
            reserver(autre)

    with patch("guichet.base.engines.noter_touchees", lambda moteur: moteur):
        autre = ctx.__class__(**{c: getattr(ctx, c) for c in ctx.__slots__} | {"base": Base(ctx.base.adresse)})
        nue()
    avec, sans = cote_a_cote([(partial(reserver, ctx), nue)] * 9, repetitions=1)
    print(f"une réservation durable {avec / 1000:.2f} ms, sans sceaux {sans / 1000:.2f} ms : × {avec / sans:.2f}")
    autre.base.fermer()
    ctx.base.fermer()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as provisoire:
        mesurer(*([int(a) for a in sys.argv[1:]] or [200_000]), Path(provisoire))
