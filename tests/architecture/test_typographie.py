"""French as it is printed: what agents and families read has its non-breaking spaces, its ’ and its …

In the program, spaces are plain and the doors put the others (guichet.erreurs.socle.insecables): a sentence that put its
own would hide a door that forgets. tests/screens/socle/terminal/test_coupure.py and tests/cli/cadre try the doors.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from typing import Any

from outils.fautes import fautes, fautes_du_code, lus
from tests.architecture.arbre import RACINE, modules


def test_litteraux_du_programme() -> None:
    trouves = []
    for m in modules():
        if m.chemin == "guichet/erreurs/socle.py":
            continue  # the door itself
        for n in lus(m):
            assert isinstance(n.value, str)
            trouves += [m.ici(n, f"{faute}: {n.value[:90]!r}") for faute in fautes_du_code(n.value)]
    assert not trouves, f"{len(trouves)} texts:\n" + "\n".join(sorted(trouves))


def test_pages_d_aide() -> None:
    trouves = []
    for fichier in sorted((RACINE / "data").rglob("*.md")):
        for numero, ligne in enumerate(fichier.read_text(encoding="utf-8").splitlines(), 1):
            # Between backquotes: what is typed, as it is typed.
            texte = re.sub(r"`[^`]*`", "", ligne)
            trouves += [f"{fichier.name}:{numero}: {f}: {ligne[:90]}" for f in fautes(texte)]
    assert not trouves, f"{len(trouves)} lines:\n" + "\n".join(trouves)


def _textes(valeur: Any, chemin: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(valeur, str):
        yield chemin, valeur
    elif isinstance(valeur, dict):
        for cle, v in valeur.items():
            yield from _textes(v, f"{chemin}.{cle}" if chemin else str(cle))
    elif isinstance(valeur, list):
        for i, v in enumerate(valeur):
            yield from _textes(v, f"{chemin}[{i}]")


def test_communes() -> None:
    # Read by agents on the screen, and by families on their slips.
    trouves = []
    for fichier in sorted((RACINE / "data").rglob("*.toml")):
        for cle, texte in _textes(tomllib.loads(fichier.read_text(encoding="utf-8"))):
            trouves += [f"{fichier.name}, {cle}: {f}: {texte[:90]}" for f in fautes(texte)]
    assert not trouves, f"{len(trouves)} values:\n" + "\n".join(trouves)


def test_ce_test_voit() -> None:
    assert fautes("Voulez-vous continuer ?") == ["plain space before a sign"]
    assert fautes("L'enfant n’est pas « inscrit\u00a0»...") == [
        "plain space after «",
        "straight apostrophe",
        "three dots",
    ]
    assert fautes("L’enfant est «\u00a0inscrit\u00a0»\u00a0: à 14:07…") == []
    assert fautes_du_code("L’enfant est « inscrit » : à 14:07…") == []
    assert fautes_du_code("L’enfant est «\u00a0inscrit\u00a0»") == ["space of a sign put by hand"]
    assert fautes("SELECT x FROM y WHERE z = 'l''un' ? :a") == []


_SANS_ELISION = re.compile(r"\bde \{(?:[\w.\[\]]+\.)?(?:prenom|enfant|personne)\}")


def test_une_personne_est_nommee_avec_son_elision() -> None:
    """« fiche de Alice »: `formats.mots.de` knows that it is « d’Alice »."""
    assert _SANS_ELISION.search('f"fiche de {membre.prenom} modifiée"')
    trouves = [
        f"{m.chemin}: {t[0]}"
        for m in modules()
        for t in [_SANS_ELISION.search((RACINE / m.chemin).read_text(encoding="utf-8"))]
        if t
    ]
    assert not trouves, "\n".join(trouves)
