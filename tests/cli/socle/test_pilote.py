"""A base on a server, where PostgreSQL's driver is missing: one sentence, and the line to type."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.cli.conftest import programme

SERVEUR = "postgresql://agent:secret@serveur.invalid/guichet"


@pytest.mark.parametrize("commande", [
    ("agents", "--base", SERVEUR),
    ("init", "--commune", "clairval", "--administrateur", "chef", "--mot-de-passe-stdin", "--base", SERVEUR),
    ("demo", "--preparer", "--base", SERVEUR),
], ids=lambda c: c[0])  # fmt: skip
@pytest.mark.parametrize("manque", ["No module named 'psycopg'", "no pq wrapper available"])
def test_la_phrase_nomme_la_commande(commande: tuple[str, ...], manque: str, tmp_path: Path) -> None:
    """Not installed, or installed without its library: both are an ImportError of the real import."""
    (tmp_path / "psycopg.py").write_text(f"raise ImportError({manque!r})\n", encoding="utf-8")
    s = programme(
        *commande, entree="une phrase de passe 2\n", PYTHONPATH=str(tmp_path), XDG_DATA_HOME=str(tmp_path / "donnees")
    )
    assert s.code == 4, s
    assert f"{sys.executable} -m pip install 'psycopg[binary]'" in s.err
    assert "imprévu" not in s.err
    assert "secret" not in s.err + s.out
