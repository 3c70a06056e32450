"""A backup while counters write, beside a bare copy of the same file: `python -m tests.performance.sauvegarde [Mo]`.

Four counters book in turn, a booking every 20 ms each, as no town hall does; a loop that only sleeps runs beside
them, and its longest delay is what the machine itself took from everybody.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import islice
from pathlib import Path

from guichet.base.place.copie import copier, retirer
from guichet.base.sceaux import sceller_tout
from guichet.services.socle import verification
from guichet.services.socle.sauvegarde import sauvegarder
from tests.fourches import RACINE
from tests.patience import TROP_LONG_S
from tests.performance.generer import base, indexer
from tests.performance.ville import Ville, peupler

FAMILLES = 20_000
PAR_MO = 3_700
"""Sealed bookings that make a megabyte, once the families are there."""
COMPTOIRS = 4
TOURS = 9
VISE_COPIE, VISE_ATTENTE_MS = 3, 250

COMPTOIR = """
import sys, time
from datetime import date, timedelta
from pathlib import Path
from guichet.base import Adresse
from guichet.fiches.reservations.planning import Demande
from guichet.services import reservations
from tests.bases import Horloge, contexte
fichier, fin, unite, *enfants = sys.argv[1:]
ctx = contexte(Adresse(Path(fichier)), Horloge())
jours = [date(2027, 1, 4) + timedelta(days=d) for d in range(180)]
places = iter([(int(e), j) for e in enfants for j in jours if j.weekday() in (0, 1, 3, 4)])
def reserver():
    enfant, jour = next(places)
    reservations.enregistrer(ctx, demandes=[Demande(enfant, jour, int(unite))], attendu=None)
# The first writing imports SQLAlchemy: a counter did it when it opened.
reserver()
print("pret", flush=True)
while not Path(fin).exists():
    avant = time.monotonic()
    reserver()
    print(avant, time.monotonic() - avant)
    time.sleep(max(0, 0.02 - (time.monotonic() - avant)))
"""

OISIF = """
import sys, time
from pathlib import Path
print("pret", flush=True)
while not Path(sys.argv[1]).exists():
    avant = time.monotonic()
    time.sleep(0.005)
    print(avant, time.monotonic() - avant - 0.005)
"""

Moments = dict[str, list[tuple[float, float]]]
"""When each thing was done, by what it was."""


def mesurer(mo: int, dossier: Path) -> None:
    """Print the ratios of the durations, then what the counters waited during each."""
    ctx = base(dossier, FAMILLES)
    fichier = dossier / f"{FAMILLES}.db"
    ville = peupler(ctx, fichier, mo * PAR_MO)
    # Read back, it must verify.
    indexer(ctx)
    with ctx.base.ecriture() as s:
        sceller_tout(s, ctx.base.cle, lambda _n: None)
    # The base stands on the disk before anything is measured: what made it is nobody's load.
    with closing(sqlite3.connect(fichier)) as c:
        c.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    os.sync()
    print(f"\n{fichier.stat().st_size / 1e6:.0f} Mo, {ville.reservations} réservations scellées")
    moments: Moments = {}
    with _charge(dossier, fichier, ville) as attentes:
        with _moment(moments, "rien d’autre"):
            time.sleep(5)
        for _ in range(TOURS):
            with _moment(moments, "copie nue"):
                _copie_nue(fichier, dossier / "nue.db")
            with _moment(moments, "copie de sauvegarder"):
                copier(fichier, dossier / "copie.db")
            retirer(dossier / "nue.db")
            retirer(dossier / "copie.db")
        with _moment(moments, "sauvegarder, relecture comprise"):
            sauvegarder(ctx, dossier / "copies", verification.verifier_base)
    _dire(moments, attentes)
    ctx.base.fermer()


def _copie_nue(source: Path, cible: Path) -> None:
    """What `cp` does, on the disk: pages of several moments, no backup."""
    shutil.copyfile(source, cible)
    with cible.open("rb+") as f:
        os.fsync(f.fileno())


@contextmanager
def _moment(moments: Moments, quoi: str) -> Iterator[None]:
    debut = time.monotonic()
    yield
    moments.setdefault(quoi, []).append((debut, time.monotonic()))


@contextmanager
def _charge(dossier: Path, fichier: Path, ville: Ville) -> Iterator[dict[str, list[tuple[float, float]]]]:
    """Counters that book and a loop that sleeps, until the end; then gives what each waited, and when."""
    fin = dossier / "fin"
    commandes = [
        [COMPTOIR, str(fichier), str(fin), str(ville.midi), *map(str, islice(ville.libres, p, None, COMPTOIRS))]
        for p in range(COMPTOIRS)
    ]
    sorties = [dossier / f"attentes{n}" for n in range(COMPTOIRS + 1)]
    lances = []
    for sortie, (texte, *arguments) in zip(sorties, [*commandes, [OISIF, str(fin)]], strict=True):
        with sortie.open("w") as f:
            lances.append(subprocess.Popen([sys.executable, "-c", texte, *arguments], stdout=f, cwd=RACINE))
    while not all(s.read_text().startswith("pret\n") for s in sorties):
        assert not any(p.poll() for p in lances), "a counter could not begin"
        time.sleep(0.01)
    attentes: dict[str, list[tuple[float, float]]] = {}
    try:
        yield attentes
    finally:
        fin.touch()
        codes = [p.wait(TROP_LONG_S) for p in lances]
    assert codes == [0] * len(lances), codes
    dites = [[_paire(ligne) for ligne in s.read_text().splitlines()[1:]] for s in sorties]
    attentes["comptoirs"] = [a for lues in dites[:-1] for a in lues]
    attentes["oisif"] = dites[-1]


def _paire(ligne: str) -> tuple[float, float]:
    quand, duree = map(float, ligne.split())
    return quand, duree


def _dire(moments: Moments, attentes: dict[str, list[tuple[float, float]]]) -> None:
    durees = {quoi: [b - a for a, b in faits] for quoi, faits in moments.items()}
    nues, copies = durees["copie nue"], durees["copie de sauvegarder"]
    entiere, nue = durees["sauvegarder, relecture comprise"][0], statistics.median(nues)
    # By turns: the machine's moods are those of both.
    rapport = statistics.median(c / n for c, n in zip(copies, nues, strict=True))
    print(
        f"copie de sauvegarder {statistics.median(copies):.2f} s, nue {nue:.2f} s : × {rapport:.2f} (visé ≤ {VISE_COPIE})"
    )
    print(f"relecture comprise {entiere:.1f} s, × {entiere / nue:.0f}")
    for quoi, faits in moments.items():
        comptoirs, oisif = (
            sorted(d * 1000 for q, d in attentes[qui] if any(q + d > a and q < b for a, b in faits))
            for qui in ("comptoirs", "oisif")
        )
        p99 = comptoirs[int(len(comptoirs) * 0.99)]
        print(
            f"{quoi} : {len(comptoirs)} réservations, médiane {statistics.median(comptoirs):.0f} ms, "
            f"99e centile {p99:.0f} ms (visé ≤ {VISE_ATTENTE_MS}), la pire {comptoirs[-1]:.0f} ms ; "
            f"la boucle oisive {oisif[-1]:.0f} ms"
        )


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as provisoire:
        mesurer(*([int(a) for a in sys.argv[1:]] or [300]), Path(provisoire))
