"""French as it is printed: what agents and families read has its non-breaking spaces, its ’ and its …

Refusals (guichet/erreurs) put their own spaces, whoever raises them, and so does all that the command line prints
(guichet/cli/cadre/sortie.py, guichet/cli/cadre/francais.py): there, only apostrophes and dots are looked at.
"""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from typing import Any

from tests.architecture.arbre import RACINE, Module, appele, modules

FAUTES = {
    "plain space before a sign": re.compile(r"(?:^|(?<=[\w)»%€…’\"])) (?=[:;!?»](?!\w))"),
    "plain space after «": re.compile(r"(?<=«) "),
    "straight apostrophe": re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_])"),
    "three dots": re.compile(r"(?<=[\w»)])\.\.\.(?!\w)"),
}

TECHNIQUE = re.compile(
    r"\b(?:SELECT|INSERT|UPDATE|DELETE|CREATE|WHERE|FROM|PRAGMA|RAISE|BEGIN)\b|\(\?|\[\^|://|\\[bdswu]|^\s*[#.\w-]+ \{",
    re.MULTILINE,
)

"""SQL, a regular expression, an address or a style sheet: not a sentence."""


def fautes(texte: str) -> list[str]:
    """Names of the faults in one text the user reads."""
    if TECHNIQUE.search(texte):
        return []
    return [nom for nom, motif in FAUTES.items() if motif.search(texte)]


DECOUPENT = {"strip", "lstrip", "rstrip", "split", "partition", "replace"}
"""Their arguments are characters to look for, not words to read."""


def espaces_posees(module: Module) -> bool:
    """Whether what this module says gets its spaces on its way out."""
    return module.chemin.startswith(("guichet/cli/", "guichet/erreurs/"))


def lus(module: Module) -> Iterator[ast.Constant]:
    """Literals that may reach a reader: not docstrings, not what is raised, not the words of a comparison."""
    exclus: set[int] = set()
    for n in ast.walk(module.arbre):
        tetes: list[ast.AST] = []
        if (
            (isinstance(n, ast.Expr) and isinstance(n.value, ast.Constant))
            or isinstance(n, ast.Raise)
            or (isinstance(n, ast.Call) and (_refus(n) or appele(n).split(".")[-1] in {"insecables", *DECOUPENT}))
        ):
            tetes = [n]
        elif isinstance(n, ast.Assign) and any(ast.unparse(c) in {"msg", "message"} for c in n.targets):
            # The message of a refusal, named on the line above its `raise`.
            tetes = [n]
        exclus |= {id(x) for t in tetes for x in ast.walk(t)}
    for n in ast.walk(module.arbre):
        if isinstance(n, ast.Constant) and isinstance(n.value, str) and id(n) not in exclus:
            yield n


def _refus(appel: ast.Call) -> bool:
    nom = appele(appel).split(".")[-1]
    return nom in _refus_connus() or nom in {"ValueError", "PydanticCustomError"}


@cache
def _refus_connus() -> frozenset[str]:
    return frozenset(
        n.name
        for m in modules()
        if m.chemin.startswith("guichet/erreurs/")
        for n in ast.walk(m.arbre)
        if isinstance(n, ast.ClassDef)
    )


def test_litteraux_du_programme() -> None:
    trouves = []
    for m in modules():
        for n in lus(m):
            assert isinstance(n.value, str)
            trouves += [
                m.ici(n, f"{faute}: {n.value[:90]!r}")
                for faute in fautes(n.value)
                if not (faute.startswith("plain space") and espaces_posees(m))
            ]
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
    assert fautes("SELECT x FROM y WHERE z = 'l''un' ? :a") == []
