"""Change the rules and registers of bookings in one place at a time: what no test notices, nobody would.

`.venv/bin/python -m outils.mutation --tirage 200 --graine 7 --dossiers guichet/regles/offre` draws changes and runs, in
a copy, the tests of `--essais` that run the changed line (SQLite only). Survivors that change nothing anybody could
see wait in outils/mutation.toml with the reason. The map of who runs what is kept in ~/.cache/guichet-mutation.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import tomllib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from contextlib import suppress
from pathlib import Path

from outils.carte import Carte, carte
from outils.epreuves import RACINE, TROP_LONG, Choix, copier, echoues, jouer, precharger
from outils.mutants import Mutant, mutants

SUJETS = ("reservations", "offre", "garde")
DOSSIERS = tuple(f"guichet/{etage}/{s}" for etage in ("regles", "registres") for s in SUJETS)
ESSAIS = ("tests/regles", "tests/services")
_PREMIERS = 20
EQUIVALENTS = RACINE / "outils" / "mutation.toml"


def tirer(dossiers: Iterable[str], tirage: int, graine: int, seulement: str = "") -> list[Mutant]:
    """Draw as many changes of these folders or files, the same for the same seed."""
    fichiers = sorted({f for d in dossiers for f in [RACINE / d, *(RACINE / d).rglob("*.py")] if f.is_file()})
    tous = [m for f in fichiers for m in mutants(f.relative_to(RACINE).as_posix(), f.read_bytes())]
    if seulement:
        tous = [m for m in tous if f"{m.fichier}:{m.ligne}" == seulement]
    # In the order of the draw: a run cut short by Ctrl+C is a smaller sample, not the first files.
    return random.Random(graine).sample(tous, min(tirage, len(tous)))


def equivalents() -> dict[tuple[str, str, str], str]:
    """Changes known to change nothing: file, source line, change ("" for all of that line), and why."""
    lus = tomllib.loads(EQUIVALENTS.read_text(encoding="utf-8")).get("equivalent", []) if EQUIVALENTS.exists() else []
    return {(e["fichier"], e["ligne"], e.get("change", "")): e["raison"] for e in lus}


Tueurs = dict[str, Counter[str]]
"""For each file changed: tests that noticed something in it, how often."""


def eprouver(copie: Path, m: Mutant, carte_: Carte, tueurs: Tueurs, au_plus: int | None = None) -> str:
    """« tué », « trop long », « survit », or « non joué » where no test runs the line.

    With `au_plus`, of the tests of services the likeliest alone are run: some that survive would be noticed by others.
    """
    tests = carte_.tests(m.fichier, m.lignes, au_chargement=m.au_chargement)
    if not tests:
        return "non joué"
    # Who noticed before, then those of the same subject, most about this file first: a change of what all tests share
    # is run by a thousand.
    siens = tueurs[m.fichier]
    tests.sort(key=lambda t: (-siens[t], _sujet(t) != _sujet(m.fichier), -carte_.part(t, m.fichier)))
    if au_plus is not None:
        tests = [t for t in tests if _etage(t) == "regles"] + [t for t in tests if _etage(t) != "regles"][:au_plus]
    cible = copie / m.fichier
    source = cible.read_bytes()
    cible.write_bytes(m.dans(source))
    try:
        for groupe in _etages(tests):
            limites = {t: 30 + 10 * carte_.durees[t] for t in groupe}
            fichiers = dict.fromkeys(t.partition("::")[0] for t in groupe)
            code = jouer(copie, fichiers, lambda limites=limites: [Choix(limites)], sum(limites.values()))  # type: ignore[misc]
            if code:
                siens.update(echoues(copie))
                return "trop long" if code in {-1, TROP_LONG} else "tué"
    finally:
        cible.write_bytes(source)
    return "survit"


def _etages(tests: Collection[str]) -> list[list[str]]:
    """Rules judge in milliseconds what services take seconds to show; few files are read sooner than all."""
    regles = [t for t in tests if _etage(t) == "regles"]
    autres = [t for t in tests if _etage(t) != "regles"]
    # Past the likely ones, file by file: what a file prepares is prepared once.
    suite = sorted(autres[_PREMIERS:], key=lambda t: t.partition("::")[0])
    return [g for g in (regles, autres[:_PREMIERS], suite) if g]


def _etage(nom: str) -> str:
    return nom.split("/")[1]


def _sujet(nom: str) -> str:
    """« offre » of guichet/regles/offre/delais.py as of tests/services/offre/test_activites.py."""
    return nom.split("/")[2]


def main() -> None:
    """Draw, try each, and print what each file is worth."""
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("--tirage", type=int, default=200)
    a.add_argument("--graine", type=int, default=7)
    a.add_argument("--dossiers", nargs="+", default=DOSSIERS)
    a.add_argument("--essais", nargs="+", default=ESSAIS)
    a.add_argument("--au-plus", type=int, default=None, help="tests de services par changement, au plus")
    a.add_argument("--ligne", default="", help="fichier:ligne, tous ses changements")
    o = a.parse_args()
    tires, connus = tirer(o.dossiers, o.tirage, o.graine, o.ligne), equivalents()
    comptes: dict[str, Counter[str]] = defaultdict(Counter)
    tueurs: Tueurs = defaultdict(Counter)
    precharger()
    with tempfile.TemporaryDirectory(prefix="guichet-mutation-") as dossier:
        copie = Path(dossier) / "guichet"
        copier(copie)
        carte_ = carte(copie, o.essais, DOSSIERS)
        print(f"{len(tires)} changes, {len(carte_.durees)} tests that may notice", flush=True)
        with suppress(KeyboardInterrupt):
            for m in tires:
                texte = (copie / m.fichier).read_text(encoding="utf-8").splitlines()[m.ligne - 1].strip()
                equivalent = not connus.keys().isdisjoint({(m.fichier, texte, m.quoi), (m.fichier, texte, "")})
                sort = "équivalent" if equivalent else eprouver(copie, m, carte_, tueurs, o.au_plus)
                comptes[m.fichier][sort] += 1
                if sort in {"survit", "non joué"}:
                    print(f"{sort} {m.fichier}:{m.ligne}  {m.quoi}\n    {texte}", flush=True)
    _bilan(comptes)


def _bilan(comptes: dict[str, Counter[str]]) -> None:
    total: Counter[str] = Counter()
    for fichier, c in sorted(comptes.items()):
        total += c
        print(f"{fichier:<60} {_taux(c)}")
    print(f"{'total':<60} {_taux(total)}")


def _taux(c: Counter[str]) -> str:
    tues, vivants = c["tué"] + c["trop long"], c["survit"] + c["non joué"]
    part = f"{100 * tues / (tues + vivants):5.1f} %" if tues + vivants else "    –  "
    return f"{part}  {tues} killed, {vivants} survive, {c['équivalent']} equivalent"


if __name__ == "__main__":
    main()
