"""Rows are read by name on both engines: a column that moved in a query would show one thing under another's title."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import pytest

from guichet.base.lignes import ColonnesImprevues
from guichet.contexte import Contexte


@dataclass(frozen=True, slots=True)
class Agent:
    identifiant: str
    nom: str
    actif: bool


@dataclass(frozen=True, slots=True)
class Complete:
    identifiant: str
    passages: tuple[int, ...] = ()
    nom: str = ""


class Paire(NamedTuple):
    nom: str
    identifiant: str


VOULUE = Agent("demo", "Benali", True)
ORDRES = (
    "SELECT identifiant, nom, actif FROM agent WHERE identifiant = :qui",
    "SELECT a.actif, a.nom AS nom, a.identifiant FROM agent a WHERE a.identifiant = :qui",
)


@pytest.mark.parametrize("sql", ORDRES)
def test_each_column_goes_to_the_field_of_its_name(ctx: Contexte, sql: str):
    with ctx.lecture() as s:
        assert s.lire(Agent, sql, {"qui": "demo"}) == [VOULUE]
        assert s.lire_une(Agent, sql, {"qui": "demo"}) == VOULUE
        assert s.lire_une(Agent, sql, {"qui": "personne"}) is None
    with ctx.ecriture() as s:
        s.ordre("UPDATE agent SET nom = 'Neuf' WHERE identifiant = 'demo'")
        assert s.lire_une(Agent, sql, {"qui": "demo"}) == Agent("demo", "Neuf", True)
        assert [a.nom for a in s.lire(Agent, sql, {"qui": "demo"})] == ["Neuf"]


def test_named_tuples_and_fields_left_to_the_caller(ctx: Contexte):
    sql = "SELECT identifiant, nom FROM agent WHERE identifiant = 'demo'"
    with ctx.lecture() as s:
        assert s.lire(Paire, sql) == [Paire(nom="Benali", identifiant="demo")]
        (en_ordre,) = s.lire(Paire, "SELECT nom, identifiant FROM agent WHERE identifiant = 'demo'")
        assert (en_ordre.nom, en_ordre.identifiant, type(en_ordre)) == ("Benali", "demo", Paire)
        assert s.lire(Complete, sql, sauf=("passages",)) == [Complete("demo", (), "Benali")]


@pytest.mark.parametrize(
    ("colonnes", "dit"),
    [
        ("identifiant, nom", "columns missing: actif"),
        ("identifiant, nom, actif, prenom", "superfluous or twice: prenom"),
        ("identifiant, nom, actif, nom", "superfluous or twice: nom"),
        ("identifiant, nom, prenom", "missing: actif; superfluous or twice: prenom"),
    ],
)
def test_a_column_too_few_or_too_many_names_the_class_even_without_a_row(ctx: Contexte, colonnes: str, dit: str):
    sql = f"SELECT {colonnes} FROM agent WHERE identifiant = 'personne'"
    with ctx.lecture() as s:
        for lire in (s.lire, s.lire_une):
            with pytest.raises(ColonnesImprevues, match=f"^Agent: .*{dit}"):
                lire(Agent, sql)


def test_a_field_left_out_must_have_a_default(ctx: Contexte):
    with ctx.lecture() as s, pytest.raises(ColonnesImprevues, match=r"Complete: .* identifiant, oubli"):
        s.lire(Complete, "SELECT nom FROM agent", sauf=("identifiant", "oubli"))
