"""Two files made one: who is the same person, and which value of each field is kept."""

from __future__ import annotations

from datetime import date

import pytest

from guichet.fiches.familles.fusion import Cote
from guichet.regles.familles.doublons import Portrait
from guichet.regles.familles.fusions import Ecart, Quelquun, apparier, trancher

NE, PLUS_TARD = date(2018, 3, 4), date(2020, 1, 9)


@pytest.mark.parametrize(
    ("champ", "garde", "fondu", "choix", "valeur", "cote"),
    [
        ("mobile", "0612345678", "0612345678", None, "0612345678", None),
        ("mobile", "", "0612345678", None, "0612345678", None),
        ("mobile", "0612345678", "", None, "0612345678", None),
        ("mobile", "0600000001", "0600000002", None, "0600000001", Cote.GARDE),
        ("mobile", "0600000001", "0600000002", Cote.FONDU, "0600000002", Cote.FONDU),
        ("naissance", None, NE, None, NE, None),
        ("naissance", "2018", NE, None, NE, None),
        ("naissance", NE, "2018-03", None, NE, None),
        ("naissance", "2018-04", NE, None, "2018-04", Cote.GARDE),
        ("pai", False, True, Cote.GARDE, True, None),
        ("autorite_parentale", True, False, Cote.FONDU, True, None),
        ("regimes", "sans porc", "sans gluten, sans porc", None, "sans porc, sans gluten", None),
        ("adresse", ("", "", "", ""), ("3 rue", "", "78999", "C"), None, ("3 rue", "", "78999", "C"), None),
        ("adresse", ("1 rue", "", "", "C"), ("", "", "78999", ""), None, ("1 rue", "", "", "C"), Cote.GARDE),
        ("adresse", ("", "", "", "C"), ("3 rue", "", "78999", "C"), None, ("3 rue", "", "78999", "C"), None),
        ("ecole", ("Molière", "CE1"), ("Molière", ""), None, ("Molière", "CE1"), None),
        ("quotient", None, (65000, NE), None, (65000, NE), None),
        ("quotient", (0, NE), (65000, NE), None, (0, NE), Cote.GARDE),
    ],
)
def test_un_champ(champ, garde, fondu, choix, valeur, cote):
    """Lost otherwise: a PAI that disappears, an address nobody gave, a telephone chosen by nobody."""
    assert trancher(champ, garde, fondu, choix) == Ecart(champ, garde, fondu, valeur, cote)


def qui(personne_id: int, prenom: str, naissance: date | None = None, role: str = "enfant") -> Quelquun:
    return Quelquun(personne_id, frozenset({role}), Portrait("Léger", prenom, naissance=naissance))


@pytest.mark.parametrize(
    ("gardes", "fondus", "paires"),
    [
        ([qui(1, "Léa", NE)], [qui(9, "Léa", NE)], [(1, 9)]),
        ([qui(1, "Léa", NE)], [qui(9, "Léa", PLUS_TARD)], []),
        ([qui(1, "Sophie", role="responsable")], [qui(9, "Sophie", role="responsable")], [(1, 9)]),
        # An aunt of one's name is no child.
        ([qui(1, "Sophie", role="responsable")], [qui(9, "Sophie")], []),
        # Of twins with near names, each is oneself.
        ([qui(1, "Léa", NE), qui(2, "Léo", NE)], [qui(9, "Léo", NE), qui(8, "Léa", NE)], [(1, 8), (2, 9)]),
        # Somebody of both households is there already.
        ([qui(1, "Léa", NE)], [qui(1, "Léa", NE)], []),
    ],
)
def test_qui_est_qui(gardes, fondus, paires):
    """Lost otherwise: a child twice in one household, or two made one."""
    assert [(p.garde_id, p.fondu_id) for p in apparier(gardes, fondus)] == paires


def test_un_agent_dit_que_ce_sont_deux_personnes():
    """Lost otherwise: twins of near names, of whom each file knew one."""
    assert apparier([qui(1, "Léa", NE)], [qui(9, "Léo", NE)], distinctes=[9]) == ()
