"""Rows are read by the names of their columns, and rules by their reader: a column that moves changes no meaning."""

from __future__ import annotations

import ast

from tests.architecture.arbre import Module, sous

ETAGES = ("guichet/registres/", "guichet/services/")

PAS_DES_LIGNES = {
    # Who somebody is: a name, a first name and a birthday, in the order of familles_connues.Cle.
    ("guichet/services/familles/importation/releve.py", "cle[2]"),
}
"""Subscripts of what is no row: file, expression."""


def _modules() -> list[Module]:
    return list(sous(*ETAGES))


def test_no_column_is_counted_by_hand() -> None:
    """Lost otherwise: the town shown where the telephone was, the day somebody adds a column in the middle."""
    trouves = [
        m.ici(n, ast.unparse(n))
        for m in _modules()
        for n in ast.walk(m.arbre)
        if isinstance(n, ast.Subscript) and isinstance(n.slice, ast.Constant)
        if isinstance(n.slice.value, int) and n.slice.value >= 2
        if (m.chemin, ast.unparse(n)) not in PAS_DES_LIGNES
    ]
    assert not trouves, "\n".join(trouves)


def test_no_class_is_filled_by_a_row_as_it_comes() -> None:
    """Lost otherwise: a field added in the middle of a sheet, and every one after it holds its neighbour's value."""
    trouves = []
    for m in _modules():
        for n in ast.walk(m.arbre):
            classe = isinstance(n, ast.Call) and isinstance(n.func, ast.Name) and n.func.id.lstrip("_")[:1].isupper()
            if classe and any(isinstance(a, ast.Starred) and _est_une_ligne(a.value) for a in n.args):
                trouves.append(m.ici(n, ast.unparse(n)))
    assert not trouves, "\n".join(trouves)


def _est_une_ligne(valeur: ast.expr) -> bool:
    """`*ligne`, `*ligne[:8]`, `*reste`: not the answer of a function, whose order is its own."""
    return isinstance(valeur, ast.Name) or (isinstance(valeur, ast.Subscript) and isinstance(valeur.slice, ast.Slice))


def test_no_rule_is_found_by_like_in_its_json() -> None:
    """Lost otherwise: a rule that stops acting the day its JSON is written with a space, or another field ends alike."""
    trouves = [
        m.ici(n, n.value)
        for m in sous(*ETAGES)
        for n in ast.walk(m.arbre)
        if isinstance(n, ast.Constant) and isinstance(n.value, str) and "contenu LIKE" in n.value
    ]
    assert not trouves, "\n".join(trouves)
