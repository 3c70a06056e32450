"""A command that waits for its input keeps the rights it was started with no longer than an open counter does."""

from __future__ import annotations

import io
import sqlite3
import sys

import pytest

from guichet.cli.racine import main

pytestmark = pytest.mark.usefixtures("le_16_novembre")


class Entree(io.StringIO):
    """Stdin at the other end of which somebody takes her time, while the access changes."""

    def __init__(self, base, ordre):
        super().__init__("arachide")
        self.base, self.ordre = base, ordre

    def read(self, *taille):
        c = sqlite3.connect(self.base)
        c.execute(self.ordre)
        c.commit()
        c.close()
        return super().read(*taille)


@pytest.mark.parametrize(
    ("ordre", "dit"),
    [
        ("UPDATE agent SET actif = 0 WHERE identifiant = 'demo'", "Votre accès a été fermé"),
        ("UPDATE agent SET role = 'agent', tous_droits = 0 WHERE identifiant = 'demo'", "agent désormais"),
    ],
)
def test_une_commande_qui_attend_son_entree_perd_ses_droits_avec_son_agent(base, capfd, monkeypatch, ordre, dit):
    monkeypatch.setattr(sys, "stdin", Entree(base, ordre))
    assert main(["famille", "pai", "20001", "--membre", "Tom", "--detail-stdin", "--agent", "demo"]) == 1
    sortie = capfd.readouterr()
    assert sortie.out == ""
    assert dit in sortie.err
    c = sqlite3.connect(base)
    assert c.execute("SELECT count(*) FROM pai_detail").fetchone() == (0,)
    c.close()
