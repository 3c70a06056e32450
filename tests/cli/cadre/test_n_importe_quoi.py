"""Whatever is typed or pasted after a command, one French sentence and an exit code of cli.md: never a traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from typer.core import TyperGroup

from guichet.cli.racine import arbre

PARTAGEES = {"base", "agent", "plain", "format", "simulation"}
BON = {
    "code": "20001", "activite": "restauration", "membre": "Tom", "enfant": "Tom", "pour": "1", "date": "30/11/2026",
    "jours": "30/11/2026", "du": "30/11/2026",
}  # fmt: skip
"""What lets the parameter under test be reached: the household and the services of the base."""
ORDURES = ("9" * 5000, "\x1b]0;titre\x07\x1b[2J\u202e%s{0} [/b] d’Ésope ; " + "x" * 10_000)
PHRASE_MAX = 1200


def feuilles(commande: Any, avant: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    if isinstance(commande, TyperGroup):
        for nom, suite in commande.commands.items():
            yield from feuilles(suite, (*avant, nom))
    else:
        yield avant, commande


# « demo » and « init » make bases, and have tests of their own.
COMMANDES = [c for c in feuilles(arbre()) if c[0][0] not in {"demo", "init"}]


def lignes(chemin: tuple[str, ...], commande: Any, ordure: str) -> Iterator[list[str]]:
    """One command line for each parameter of the command: rubbish there, something right in the others."""
    siens = [p for p in commande.params if p.name not in PARTAGEES and not getattr(p, "is_flag", False)]
    connues = {nom for p in commande.params for nom in p.opts}
    fin = [f for f in ("--agent=demo", "--simulation") if f.partition("=")[0] in connues]
    for teste in siens:
        donnees = {p: ordure if p is teste else BON.get(p.name, "x") for p in siens}
        options = [
            f"{p.opts[0]}={valeur}"
            for p, valeur in donnees.items()
            if p.param_type_name == "option" and (p is teste or p.required or p.name in BON)
        ]
        yield [*chemin, *options, *fin, "--", *(v for p, v in donnees.items() if p.param_type_name == "argument")]


@pytest.mark.lent
@pytest.mark.parametrize(("chemin", "commande"), COMMANDES, ids=[" ".join(c[0]) for c in COMMANDES])
def test_n_importe_quoi_finit_par_une_phrase(guichet, base, tmp_path, monkeypatch, chemin, commande):
    monkeypatch.chdir(tmp_path)
    for ordure in ORDURES:
        for ligne in lignes(chemin, commande, ordure):
            sortie = guichet(*ligne)
            assert sortie.code in {0, 1, 2}, f"{ligne[:4]} : {sortie.err[:400]}"
            assert len(sortie.err) < PHRASE_MAX, ligne[:4]
            assert not set(sortie.out + sortie.err) & {"\x1b", "\x07", "\u202e"}, (
                "ce qui est tapé ne pilote pas l’écran"
            )
            if sortie.code:
                assert "Règle\u00a0: " in sortie.err
                assert not sortie.out


def test_des_octets_illisibles_sont_refuses_avant_tout(base):
    """A shell in Latin-1 hands over bytes that no base can keep."""
    fini = subprocess.run(
        [sys.executable.encode(), b"-m", b"guichet", b"chercher", b"L\xe9ger", b"--agent", b"demo"],
        capture_output=True,
        check=False,
        env=os.environ | {"PYTHONUTF8": "1"},
    )
    assert (fini.returncode, fini.stdout) == (2, b"")
    assert "UTF-8" in fini.stderr.decode()
