"""A secret is on the output as soon as it is issued: whatever fails when the base is read again, it was seen."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing

import pytest

CNI = ("--piece", "cni")
ILLISIBLES = (
    "CREATE TRIGGER panne_compte AFTER INSERT ON envoi_portail BEGIN UPDATE compte_portail SET emis_le = '?'; END",
    "CREATE TRIGGER panne_cle AFTER INSERT ON remise BEGIN UPDATE cle_enfance SET emise_le = '?'; END",
    "CREATE TRIGGER panne_agent AFTER INSERT ON agent BEGIN UPDATE agent SET verrouille_jusqu_a = '?' "
    "WHERE id = NEW.id; END",
    "CREATE TRIGGER panne_acces AFTER UPDATE OF hash ON agent BEGIN UPDATE agent SET verrouille_jusqu_a = '?' "
    "WHERE id = NEW.id; END",
)
"""What is issued makes its own row unreadable: any later reading of it fails in the driver."""


@pytest.fixture
def panne(demo, base):
    demo("taches", "demander", "20001", "--pour", "1")
    with closing(sqlite3.connect(base)) as c, c:
        for declencheur in ILLISIBLES:
            c.execute(declencheur)


@pytest.mark.parametrize(
    ("emission", "secret", "relecture"),
    [
        (("identifiants", "emettre", "20001", "--pour", "1", *CNI, "--mode", "courriel"), "mot_de_passe",
         ("identifiants", "etat", "20001")),
        (("cle", "emettre", "20001", "--pour", "1", *CNI), "cle_enfance", ("cle", "etat", "20001")),
        (("taches", "traiter", "1", "--canal", "courriel"), "mot_de_passe", ("identifiants", "etat", "20001")),
        (("agents", "creer", "nouveau", "--nom", "N", "--prenom", "P"), "mot_de_passe", ("agents",)),
        (("agents", "reinitialiser", "accueil"), "mot_de_passe", ("agents",)),
    ],
    ids=lambda p: " ".join(p[:2]) if isinstance(p, tuple) else p,
)  # fmt: skip
def test_le_secret_emis_est_montre_meme_si_rien_ne_se_relit(demo, panne, emission, secret, relecture):
    """Lost otherwise: an account issued, and a password that nobody ever saw."""
    remis = demo(*emission, "--format", "json")
    assert remis.code == 0, remis.err
    assert re.fullmatch(r"\w{12}", remis.json[secret])
    assert demo(*relecture, "--format", "json").code == 3, "la relecture aurait dû échouer : l’essai ne prouve rien"
