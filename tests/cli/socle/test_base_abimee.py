"""Damage met in use is one refusal with its cure, in every reading command, never an unforeseen incident (issue 8)."""

from __future__ import annotations

import random

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
