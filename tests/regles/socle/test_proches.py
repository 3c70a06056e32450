"""A wrong proposal costs more than none: what is proposed is what a slip of the hand explains."""

from __future__ import annotations

import pytest

from guichet.formats.proches import proche

OPTIONS = ("--aide", "--help", "-h", "--base", "--date", "--format", "--plain", "--piece", "--pour", "--simulation")


@pytest.mark.parametrize(
    ("tape", "attendu"),
    [
        ("--dat", "--date"),
        ("--form", "--format"),
        ("--formt", "--format"),
        ("--fromat", "--format"),
        ("--simu", "--simulation"),
        ("--simluation", "--simulation"),
        ("--pieces", "--piece"),
        ("--puor", "--pour"),
        ("--bsae", "--base"),
        ("--Date", "--date"),
        ("--agent", None),
        ("--le", None),
        ("--x", None),
        ("--tout", None),
        ("--commune", None),
        ("", None),
        ("--", None),
    ],
)
def test_le_plus_proche_ou_rien(tape, attendu):
    assert proche(tape, OPTIONS) == attendu


def test_a_egalite_celui_qui_commence_pareil():
    assert proche("cler", ("bler", "cles")) == "cles"


def test_rien_a_proposer_de_rien():
    assert proche("date", ()) is None
