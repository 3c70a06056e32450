"""Tests that can fail: one that cannot says that what it names is kept, and is believed."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache

from tests.architecture.arbre import RACINE, Fonction

LARGES = {"Exception", "BaseException", "ErreurMetier"}
"""What any fault raises too: the sentence, or the refusal once caught, says that it is the one expected."""


@cache
def _arbres() -> dict[str, ast.Module]:
    fichiers = sorted((RACINE / "tests").rglob("*.py"))
    return {f.relative_to(RACINE).as_posix(): ast.parse(f.read_text(encoding="utf-8")) for f in fichiers}


def _fonctions(arbre: ast.AST) -> Iterator[Fonction]:
    return (n for n in ast.walk(arbre) if isinstance(n, Fonction))


def _nom(appel: ast.Call) -> str:
    return ast.unparse(appel.func).rpartition(".")[2]


def prouve(fonction: Fonction, aides: set[str]) -> bool:
    """Whether something in it can fail: an assertion, an expected refusal, a command that must succeed, a helper."""
    for n in ast.walk(fonction):
        if isinstance(n, ast.Assert) and not isinstance(n.test, ast.Constant | ast.Tuple):
            return True
        if isinstance(n, ast.Call):
            verifie = any(k.arg == "check" and ast.unparse(k.value) == "True" for k in n.keywords)
            if verifie or _nom(n) in {"raises", "warns", "fail", *aides}:
                return True
    return False


def trop_large(appel: ast.Call, nomme: bool) -> bool:
    """`pytest.raises` of anything, that nothing tells from another fault."""
    attendu = {ast.unparse(a) for a in appel.args}
    return _nom(appel) == "raises" and bool(attendu & LARGES) and not appel.keywords and not nomme


def test_chaque_essai_peut_echouer() -> None:
    aides: set[str] = set()
    candidates = [f for arbre in _arbres().values() for f in _fonctions(arbre) if not f.name.startswith("test_")]
    while neuves := {f.name for f in candidates if f.name not in aides and prouve(f, aides)}:
        aides |= neuves
    essais = [(nom, f) for nom, arbre in _arbres().items() for f in _fonctions(arbre) if f.name.startswith("test_")]
    assert len(essais) > 1000
    muets = [f"{nom}:{f.lineno}: {f.name} asserts nothing" for nom, f in essais if not prouve(f, aides)]
    assert not muets, "\n".join(muets)


def test_un_refus_attendu_est_celui_la() -> None:
    larges = [
        f"{nom}:{n.lineno}: {ast.unparse(x.context_expr)} takes any fault for the one expected"
        for nom, arbre in _arbres().items()
        for n in ast.walk(arbre)
        if isinstance(n, ast.With | ast.AsyncWith)
        for x in n.items
        if isinstance(x.context_expr, ast.Call) and trop_large(x.context_expr, x.optional_vars is not None)
    ]
    assert not larges, "\n".join(larges)


def test_ce_test_voit() -> None:
    muet, vide, aide, refus = _fonctions(
        ast.parse(
            "def test_a():\n    f()\n"
            "def test_b():\n    assert (f(), 'words')\n"
            "def test_c():\n    controler(f())\n"
            "def test_d():\n    with pytest.raises(ErreurMetier):\n        f()\n"
        )
    )
    assert [prouve(f, {"controler"}) for f in (muet, vide, aide, refus)] == [False, False, True, True]
    appels = [n for n in ast.walk(refus) if isinstance(n, ast.Call) and _nom(n) == "raises"]
    assert [trop_large(a, nomme) for a in appels for nomme in (False, True)] == [True, False]
