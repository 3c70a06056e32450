"""Import of 12,310 rows, by hand: `python -m tests.performance.importation [FILE]`.

Beside it, the bare operation in the same run: the csv module reading the file and one executemany of its rows into
a table without constraints. What the difference buys is the checks, the comparison, the invariants and the index.
Memory is that of the whole process, after a first import; ten times the rows must not cost ten times of it.
"""

from __future__ import annotations

import csv
import resource
import shutil
import sqlite3
import statistics
import sys
import tempfile
import time
from pathlib import Path

from guichet.base import Adresse
from guichet.services.familles.importation import importer_familles
from tests.bases import Horloge, contexte, remplir
from tests.performance.outils import TOURS

PARTAGE = Path(__file__).parents[3] / "shared" / "jeux" / "familles.csv"
TITRES = (
    "code_famille;role;civilite;nom;nom_naissance;prenom;naissance;courriel;mobile;fixe;adresse;code_postal;"
    "ville;ecole;classe;qf;qf_mois;allergies"
)


def generer(fichier: Path, familles: int) -> None:
    """A file of four persons a family, for machines without the shared one and for the larger size."""
    with fichier.open("w", encoding="utf-8-sig", newline="") as flux:
        flux.write(TITRES + "\r\n")
        for n in range(familles):
            code, lieu = 30000 + n, f"{n % 90 + 1}, rue Haute;78999;Clairval-sur-Seine"
            for rang, prenom in enumerate(("Élise", "Paul")):
                jour = f"{n % 28 + 1:02d}/0{rang + 1}/{1970 + n % 30}"
                flux.write(
                    f"{code};responsable;;Nom{n};;{prenom};{jour};p{n}@orange.fr;06{n:08d};;{lieu};;;871;10/2026;\r\n"
                )
            for rang, prenom in enumerate(("Joseph", "Léa")):
                flux.write(
                    f"{code};enfant;;Nom{n};;{prenom};{n % 28 + 1:02d}/0{rang + 1}/{2017 + n % 6};;;;;;;Molière;CP;;;\r\n"
                )


def memoire_mio() -> int:
    """Highest resident memory of this process so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def importer(gabarit: Path, dossier: Path, fichier: Path) -> tuple[float, float]:
    """Seconds of a first import into a fresh base, and of the same file again."""
    base = dossier / "essai.db"
    for voisin in dossier.glob("essai.db*"):
        voisin.unlink()
    shutil.copy(gabarit, base)
    ctx = contexte(Adresse(base), Horloge())
    durees = []
    for _ in range(2):
        debut = time.perf_counter()
        importer_familles(ctx, fichier)
        durees.append(time.perf_counter() - debut)
    ctx.base.fermer()
    return durees[0], durees[1]


def nu(fichier: Path, dossier: Path) -> float:
    """Seconds of csv + executemany, nothing checked."""
    cible = dossier / "nu.db"
    cible.unlink(missing_ok=True)
    debut = time.perf_counter()
    c = sqlite3.connect(cible)
    with fichier.open(encoding="utf-8-sig", newline="") as flux:
        rangees = csv.reader(flux, delimiter=";")
        colonnes = next(rangees)
        c.execute(f"CREATE TABLE t ({', '.join(colonnes)})")
        c.executemany(f"INSERT INTO t VALUES ({', '.join('?' * len(colonnes))})", rangees)
    c.commit()
    c.close()
    return time.perf_counter() - debut


def main(arguments: list[str]) -> None:
    with tempfile.TemporaryDirectory() as lieu:
        dossier = Path(lieu)
        fichier = Path(arguments[0]) if arguments else PARTAGE
        if not fichier.exists():
            fichier = dossier / "familles.csv"
            generer(fichier, 3000)
        gabarit = dossier / "gabarit.db"
        remplir(Adresse(gabarit))
        mesures = [(*importer(gabarit, dossier, fichier), nu(fichier, dossier)) for _ in range(TOURS)]
        premier, second, brut = (statistics.median(colonne) for colonne in zip(*mesures, strict=True))
        print(f"{fichier.name}: import {premier:.2f} s (median of {TOURS}), again {second:.2f} s")
        print(f"bare csv + executemany {brut:.3f} s: ratio {premier / brut:.0f}")
        petit = memoire_mio()
        grand = dossier / "grand.csv"
        generer(grand, 30_000)
        duree, _ = importer(gabarit, dossier, grand)
        print(f"memory {petit} MiB; {memoire_mio()} MiB after 120,000 rows ({duree:.1f} s)")


if __name__ == "__main__":
    main(sys.argv[1:])
