"""The program's own source, parsed once per process, for the rules that no linter knows and the tools that mend."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

RACINE = Path(__file__).resolve().parents[1]
PAQUETS = ("guichet", "screens", "models")
Fonction = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Module:
    """One source file. `chemin` is relative to the checkout, with slashes."""

    chemin: str
    nom: str
    texte: str
    arbre: ast.Module

    def ici(self, noeud: ast.AST, quoi: str) -> str:
        """One line of a failure: where, and what is wrong there."""
        return f"{self.chemin}:{getattr(noeud, 'lineno', 1)}: {quoi}"


@cache
def modules() -> tuple[Module, ...]:
    """Every module of the program but the migrations, which are frozen once released."""
    trouves = []
    for paquet in PAQUETS:
        for fichier in sorted((RACINE / paquet).rglob("*.py")):
            chemin = fichier.relative_to(RACINE).as_posix()
            if chemin.startswith("guichet/migrations/versions/"):
                continue
            nom = chemin.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
            texte = fichier.read_text(encoding="utf-8")
            trouves.append(Module(chemin, nom, texte, ast.parse(texte, chemin)))
    return tuple(trouves)


def sous(*prefixes: str) -> Iterator[Module]:
    """The modules under these folders or files."""
    return (m for m in modules() if m.chemin.startswith(prefixes))


def appele(appel: ast.Call) -> str:
    """Dotted name of what is called: `datetime.now`, `float`; "" when it is not a plain name."""
    return ast.unparse(appel.func) if isinstance(appel.func, ast.Name | ast.Attribute) else ""
