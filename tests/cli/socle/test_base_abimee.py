"""Damage met in use is one refusal with its cure, in every reading command, never an unforeseen incident (issue 8)."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing

import pytest

LECTURES = (
    ("chercher", "martin"),
    ("dossier", "20001"),
    ("planning", "20001"),
    ("identifiants", "etat", "20001"),
    ("cle", "etat", "20001"),
    ("taches",),
    ("passages", "liste"),
    ("activites",),
    ("calendrier",),
    ("verifier",),
    ("diagnostic",),
)


@pytest.mark.parametrize("graine", range(6))
def test_une_page_gribouillee_est_une_base_abimee(demo, base, graine):
    """Lost otherwise: « incident imprévu, référence 4F2A » where the sentence is: put the last backup back."""
    octets = bytearray(base.read_bytes())
    alea = random.Random(graine)
    for _ in range(len(octets) // 4096 // 4):
        debut = 4096 * alea.randrange(1, len(octets) // 4096) + alea.randrange(0, 4000)
        octets[debut : debut + 64] = alea.randbytes(64)
    base.write_bytes(octets)
    codes = {}
    for commande in LECTURES:
        sortie = demo(*commande)
        codes[commande] = (sortie.code, sortie.err)
    assert {c: e for c, (code, e) in codes.items() if code == 5 or "Traceback" in e} == {}
    abimees = [e.replace("\u00a0", " ") for code, e in codes.values() if code == 3]
    assert abimees
    assert any("guichet restaurer" in e for e in abimees)


@pytest.mark.parametrize(
    ("table", "colonne", "valeur", "lieu"),
    [
        ("agent", "role", "sorcier", "agent."),
        ("journal", "le", "hier", "journal.le"),
        ("journal", "contenu", "{", "journal.contenu"),
        ("reglement", "contenu", '{"', "reglement.contenu"),
        ("reglement", "contenu", "{}", "règlement"),
        ("regle_activite", "contenu", "[", "regle_activite.contenu"),
        ("regle_activite", "contenu", "12", "regle_activite.contenu"),
        ("unite", "activite_id", 2**62, "unite"),
        ("personne", "prenom", b"\xff\xfe", "personne.prenom"),
        ("personne", "naissance", "31/02/2019", "personne.naissance"),
        ("lien", "rang", "premier", "lien.rang"),
        ("periode_calendrier", "nature", "sieste", "periode_calendrier."),
        ("parametre", "cle", b"\x00", "son identifiant"),
    ],
)
def test_une_valeur_que_personne_n_a_ecrite_est_une_base_abimee(demo, base, table, colonne, valeur, lieu):
    """Lost otherwise: « incident imprévu », whoever reads it, and a base of which `verifier` says nothing is wrong."""
    with closing(sqlite3.connect(base)) as c, c:
        gardes = c.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for nom, _ in gardes:
            c.execute(f"DROP TRIGGER {nom}")
        c.execute("PRAGMA ignore_check_constraints = ON")
        c.execute(f"UPDATE OR IGNORE {table} SET {colonne} = ?", (valeur,))
        for _, sql in gardes:
            c.execute(sql)
    sorties = {commande: demo(*commande) for commande in LECTURES}
    assert {c: s.err for c, s in sorties.items() if s.code == 5 or "Traceback" in s.err} == {}
    verifie = sorties["verifier",]
    assert verifie.code == 3
    assert lieu in (verifie.err + verifie.out).replace("\u00a0", " ")
    assert "guichet restaurer" in (verifie.err + verifie.out).replace("\u00a0", " ")
