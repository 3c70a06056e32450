"""The search at each key, at 20,000 and 200,000 families: `python -m tests.performance.recherche [familles…]`.

Ten times the families are meant to cost at most 1.5 times as much, for the same number of rows shown. At 20,000
families most starts of five letters find ten to twenty families, at 200,000 they fill the list of fifty: beside each
figure as it comes stands one for starts that fill a list of ten at both sizes.

Two common words (« victor hugo », a first name and the school of one child in ten) do grow with the town: FTS5 walks both
lists of families to their end when fewer than fifty have both. 14 ms at 200,000 families, under the 16 of a key.
"""

from __future__ import annotations

import random
import sqlite3
import statistics
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

from guichet.contexte import Contexte
from guichet.regles.socle.code_famille import affiche
from guichet.services.recherche import boite
from tests.performance.generer import base, indexer
from tests.performance.outils import afficher, cote_a_cote, median_us

NU = (
    "SELECT f.famille_id, f.code, f.famille, f.enfants, f.ville, f.residence, f.telephone, f.alertes "
    "FROM recherche_fts r JOIN fiche_recherche f ON f.cle = r.rowid WHERE recherche_fts MATCH ? LIMIT 50"
)
AUTANT = 10
"""Rows asked for where sizes are compared: five letters find as many in the smaller town too."""

CODE_NU = (
    "SELECT famille_id, code, famille, enfants, ville, residence, telephone, alertes "
    "FROM fiche_recherche WHERE code = ?"
)
FAUTES = ("legay", "dupon sofie", "rousso", "gotier", "martain", "lefaivre", "moro", "schmit", "bernar karym")
MELANGES = ("martin so", "sophie mart", "le so", "hugo", "victor hugo", "cm2 moliere", "0612", "06 1", "12/05/2019")


def debuts(ctx: Contexte, longueur: int, nombre: int = 20) -> list[str]:
    """Beginnings of names that families really have: what agents type."""
    with ctx.lecture() as s:
        noms = [ligne[0].split() for ligne in s.lignes("SELECT noms FROM fiche_recherche WHERE famille_id % 97 = 0")]
    mots = sorted({mot[:longueur] for liste in noms for mot in liste if len(mot) >= longueur})
    return random.Random(longueur).sample(mots, min(nombre, len(mots)))


def mesurer(familles: int, dossier: Path) -> dict[str, float]:
    """Print every figure for a base of this size; returns the medians to compare sizes."""
    debut = time.perf_counter()
    ctx = base(dossier, familles)
    pose = time.perf_counter()
    indexer(ctx)
    print(
        f"\n{familles} familles : données {pose - debut:.1f} s, "
        f"index {familles / (time.perf_counter() - pose):.0f} familles/s"
    )
    nue = sqlite3.connect(f"file:{dossier / f'{familles}.db'}?mode=ro", uri=True, isolation_level=None)
    resultats = {}
    toutes = []
    for longueur in range(1, 6):
        paires = [(partial(boite.chercher, ctx, t), partial(_nu, nue, f'"{t}"*')) for t in debuts(ctx, longueur)]
        toutes += paires
        geste, nu = cote_a_cote(paires)
        trouvees = statistics.median(len(cherche().lignes) for cherche, _ in paires)
        resultats[f"{longueur} lettres"] = geste
        resultats[f"{longueur} lettres, requête nue"] = nu
        afficher(f"{longueur} lettre(s), {len(paires)} débuts, {trouvees:.0f} lignes", geste, nu, 2.5)
        pleins = [t for t in debuts(ctx, longueur, 200) if len(boite.chercher(ctx, t, limite=AUTANT).lignes) == AUTANT]
        a_nombre_egal = [partial(boite.chercher, ctx, t, limite=AUTANT) for t in pleins[:20]]
        quoi = f"{longueur} lettre(s), {AUTANT} lignes"
        resultats[quoi] = statistics.median(median_us(f, repetitions=10) for f in a_nombre_egal)
        afficher(f"{quoi}, {len(a_nombre_egal)} débuts", resultats[quoi])
    geste, nu = cote_a_cote(toutes)
    resultats["1 à 5 lettres"] = geste
    afficher("1 à 5 lettres", geste, nu, 2.5)
    for texte in MELANGES:
        resultats[texte] = median_us(partial(boite.chercher, ctx, texte), repetitions=10)
        afficher(f"« {texte} »", resultats[texte])
    codes = [str(20000 + random.Random(i).randint(1, familles)) for i in range(15)]
    for nom, forme in (("code sans clé", str), ("code avec clé", affiche)):
        paires = [(partial(boite.chercher, ctx, forme(c)), partial(_code_nu, nue, c)) for c in codes]
        resultats[nom], nu = cote_a_cote(paires, repetitions=200)
        afficher(nom, resultats[nom], nu, 5)
    fautes = [median_us(partial(boite.proches, ctx, faute)) for faute in FAUTES]
    resultats["proches"] = statistics.median(fautes)
    afficher("noms proches (médiane)", resultats["proches"], limite=50)
    afficher("noms proches (le plus long)", max(fautes), limite=50)
    ctx.base.fermer()
    nue.close()
    return resultats


def _nu(connexion: sqlite3.Connection, question: str) -> list[tuple[object, ...]]:
    return connexion.execute(NU, (question,)).fetchall()


def _code_nu(connexion: sqlite3.Connection, code: str) -> tuple[object, ...]:
    return connexion.execute(CODE_NU, (code,)).fetchone()


def main() -> None:
    """Measure each size given, 20,000 and 200,000 by default, and compare the largest with the smallest."""
    tailles = [int(a) for a in sys.argv[1:]] or [20_000, 200_000]
    with tempfile.TemporaryDirectory() as dossier:
        mesures = [mesurer(taille, Path(dossier)) for taille in tailles]
    if len(mesures) > 1:
        print(f"\n{tailles[-1]} familles contre {tailles[0]} (visé ≤ 1.5)")
        for quoi, petite in mesures[0].items():
            print(f"{quoi:<58}× {mesures[-1][quoi] / petite:.2f}")


if __name__ == "__main__":
    main()
